"""Campaigns counted a second time: who was listed, taken off and met (`domain.md` 11.3)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from domain.campaign import TargetAdded, TargetRemoved
from domain.visit import VisitRecorded
from domain.words import Met, VisitMode
from support.recount_marks import code_of
from support.recount_stocks import EVER, Spell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded
    from support.recount import Recount

OFF_THE_LIST: Final = {
    "died": "M21h1",
    "moved": "M21h2",
    "not_found": "M21h3",
    "refused": "M21h4",
    "duplicate": "M21h5",
    "not_hardship": "M21h6",
}
IN_PERSON: Final = ("M21d", "M21e")

Target = tuple["UUID", str]


def campaign_spells(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    """Give who was listed and taken off in one stream, and whom a visit of a campaign met."""
    yield from _contacts(stands)
    since: dict[tuple[str, UUID], tuple[date, str, str]] = {}

    def ended(measure: str, resident: UUID, on: date) -> Iterator[Spell]:
        if (measure, resident) in since:
            day, code, rest = since.pop((measure, resident))
            yield Spell(measure, resident, day, max(on, day), code, rest=rest)

    for entry in stands:
        on, code, campaign = entry.occurred_on, code_of(entry), str(entry.stream)
        match entry.event:
            case TargetAdded(residents=residents):
                for resident in residents:
                    yield from ended("M21z", resident, on)
                    for measure in ("M21a", "M21y"):
                        since.setdefault((measure, resident), (on, code, campaign))
            case TargetRemoved(resident=resident, reason=reason) if ("M21y", resident) in since:
                yield from ended("M21y", resident, on)
                since["M21z", resident] = (on, code, f"{campaign}|{reason.value}")
            case _:
                pass
    for (measure, resident), (day, code, rest) in since.items():
        yield Spell(measure, resident, day, EVER, code, rest=rest)


def _contacts(stands: Sequence[Recorded[Event]]) -> Iterator[Spell]:
    for entry in stands:
        visit = entry.event
        if not isinstance(visit, VisitRecorded) or visit.campaign is None:
            continue
        by_voice = visit.mode in {VisitMode.PHONE, VisitMode.PROXY}
        for seen in visit.residents:
            if seen.met is not Met.NO:
                family = seen.met is Met.FAMILY and not by_voice
                how = "family" if family else visit.mode.value
                rest = f"{visit.campaign}|{how}"
                code = code_of(entry)
                yield Spell("M21x", seen.resident, entry.occurred_on, EVER, code, rest=rest)


def coverage(recount: Recount, day: date, area: str = "") -> dict[str, set[Target]]:
    """Give the targets under "of", those not excluded under "of M21j", and those in each line."""
    listed = recount.keys("M21y", day, day)
    said: defaultdict[Target, set[str]] = defaultdict(set)
    for measure in ("M21x", "M21z"):
        for person, rest in recount.keys(measure, day, day):
            campaign, _, what = rest.partition("|")
            said[person, campaign].add(what)
    lines: defaultdict[str, set[Target]] = defaultdict(set)
    for target in recount.keys("M21a", day, day, area):
        line = _line(said[target], is_listed=target in listed)
        lines[line].add(target)
        lines["of"].add(target)
        if line not in OFF_THE_LIST.values():
            lines["of M21j"].add(target)
        if line in IN_PERSON:
            lines["M21"].add(target)
            lines["M21j"].add(target)
    return lines


def _line(said: set[str], *, is_listed: bool) -> str:
    if "home" in said:
        return "M21d"
    if said & {"face", "video"}:
        return "M21e"
    if not is_listed:
        return OFF_THE_LIST[min(said & OFF_THE_LIST.keys())]
    if "family" in said:
        return "M21f"
    return "M21g" if said & {"phone", "proxy"} else "M21i"

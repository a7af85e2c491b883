"""The monthly duty counted a second time, day by day (`domain.md` 11.2, M05; 11.3)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from domain.visit import VisitRecorded
from domain.words import NotMetReason
from support.recount import contact, days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from support.recount import Recount
    from support.recount_stocks import Spell

DAYS_MIN: Final = 15
IN_PERSON: Final = {"home", "face", "video"}
SPOKEN: Final = {"phone", "proxy"}
REASONS: Final = {reason.value for reason in NotMetReason}
EXCLUDED: Final = ("M05h1", "M05h2", "M05h3", "M05h4")

# The lines of 11.3, the best contact first.
LINES: Final = (
    ("M05d", {"home"}),
    ("M05e", {"face", "video"}),
    ("M05f", {"family"}),
    ("M05g", SPOKEN),
    ("M05h1", {NotMetReason.DIED.value}),
    ("M05h2", {NotMetReason.MOVED.value}),
    ("M05h3", {NotMetReason.WRONG_ADDRESS.value}),
    ("M05h4", {NotMetReason.REFUSED.value}),
)

PersonMonth = tuple["UUID", str]


def duty(recount: Recount, first: date, last: date, area: str = "") -> dict[str, set[PersonMonth]]:
    """Give the person-months on duty under "of", and those in each numerator."""
    helpers = _helpers(recount, first, last)
    on_duty = _on_duty(recount, first, last, area)
    made: defaultdict[PersonMonth, set[str]] = defaultdict(set)
    numerators: defaultdict[str, set[PersonMonth]] = defaultdict(set, of=on_duty)
    for person, day, visitor, how in _contacts(recount):
        month = (person, f"{day:%Y-%m}")
        if month not in on_duty or not first <= day <= last:
            continue
        made[month].add(how)
        if how in IN_PERSON:
            numerators["M05"].add(month)
            if visitor in helpers[person, day]:
                numerators["M05b"].add(month)
        if how in IN_PERSON | {"family"}:
            numerators["M05c"].add(month)
    for month in on_duty:
        line = next((line for line, best in LINES if made[month] & best), "M05i")
        numerators[line].add(month)
    excluded = set[PersonMonth]().union(*(numerators[line] for line in EXCLUDED))
    numerators["M05j"] = numerators["M05"]
    numerators["of M05j"] = on_duty - excluded
    return numerators


def nobody_left_out(
    recount: Recount, first: date, last: date, area: str = ""
) -> dict[str, set[PersonMonth]]:
    """Give the register at the end of each month under "of", and where everybody on it is."""
    lines: defaultdict[str, set[PersonMonth]] = defaultdict(set)
    made: defaultdict[PersonMonth, set[str]] = defaultdict(set)
    for person, day, _, how in _contacts(recount):
        if first <= day <= last:
            made[person, f"{day:%Y-%m}"].add(how)
    ends = {f"{day:%Y-%m}": day for day in days(first, last)}
    for month, end in ends.items():
        for person, _ in recount.keys("M19", end, end, area):
            key = (person, month)
            lines["of"].add(key)
            if made[key] & IN_PERSON:
                lines["M19a"].add(key)
            elif made[key] & REASONS:
                lines["M19b"].add(key)
            else:
                lines["M19c"].add(key)
    return lines


def _on_duty(recount: Recount, first: date, last: date, area: str) -> set[PersonMonth]:
    active: defaultdict[PersonMonth, set[date]] = defaultdict(set)
    for helped, _ in _pairs(recount):
        if helped.code.startswith(area):
            for day in filter(helped.holds_on, days(max(first, helped.since), last)):
                active[recount.person(helped.subject), f"{day:%Y-%m}"].add(day)
    return {month for month, held in active.items() if len(held) >= DAYS_MIN}


def _helpers(
    recount: Recount, first: date, last: date
) -> defaultdict[tuple[UUID, date], set[UUID]]:
    helpers: defaultdict[tuple[UUID, date], set[UUID]] = defaultdict(set)
    for helped, helper in _pairs(recount):
        for day in filter(helped.holds_on, days(max(first, helped.since), last)):
            helpers[recount.person(helped.subject), day].add(helper.subject)
    return helpers


def _pairs(recount: Recount) -> Iterator[tuple[Spell, Spell]]:
    residents = [spell for spell in recount.spells if spell.measure == "M17"]
    helpers = [spell for spell in recount.spells if spell.measure == "M17b"]
    return zip(residents, helpers, strict=True)


def _contacts(recount: Recount) -> Iterator[tuple[UUID, date, UUID, str]]:
    for stands in recount.stands.values():
        for entry in stands:
            visit = entry.event
            if not isinstance(visit, VisitRecorded):
                continue
            for seen in visit.residents:
                person = recount.person(seen.resident)
                yield person, entry.occurred_on, visit.visitor, contact(visit, seen)

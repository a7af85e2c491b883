"""M21: the coverage of a campaign, with its list and its exclusions (`domain.md` 10.5, 11.3).

`domain.md` demands it and gives it no number; M21 is the first that is free. The lines are those of
M05 by the same letters: M21a is the target list, M21d–M21g and M21i whom the visits of the campaign
met, M21h1–M21h6 who was taken off the list, by reason, before being met in person. Each target is
in exactly one of them, so that they add up to M21a. M21 is met in person of the list, M21j of the
list less the exclusions. A campaign is read from its beginning to the last day asked, whatever the
first; its list is kept at no village, so that there are no parts by place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.campaign import TargetAdded, TargetRemoved
from domain.visit import VisitRecorded
from domain.words import Met, RemovalReason
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.held import Held
from projections.measures.campaigns.lines import Coverage, CoverageRate
from projections.measures.duty import ELSEWHERE, FAMILY_ONLY, HOME, SPOKEN, contact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from domain.history import Event, Recorded
    from projections.figures.rate import Rate


def _hidden(measure_id: str, chinese: str, english: str, rule: str, rule_english: str) -> Measure:
    return Measure(
        measure_id,
        chinese,
        english,
        Unit.PERSONS,
        Kind.STOCK,
        rule,
        rule_english,
        shown=False,
        about=About.RESIDENTS,
    )


M21A = Measure(
    "M21a",
    "专项对象",
    "targets of campaigns",
    Unit.PERSONS,
    Kind.STOCK,
    "截至当日列入过排查专项名单的残疾人, 按(残疾人, 专项)计, 后来剔除的仍在其中",
    "residents ever on the list of a campaign by the day, once a campaign, those removed included",
    about=About.RESIDENTS,
)
M21X = _hidden(
    "M21x",
    "专项走访接触",
    "contacts of campaigns",
    "专项走访对每名残疾人的见到方式",
    "how the visits of a campaign met or reached each resident",
)
M21Y = _hidden(
    "M21y",
    "专项在列对象",
    "still on the list",
    "当日仍在专项名单上的残疾人",
    "residents who on the day are on the list of a campaign",
)
M21Z = _hidden(
    "M21z",
    "专项剔除对象",
    "taken off the list",
    "当日已从专项名单剔除的残疾人及理由",
    "residents who on the day are taken off the list of a campaign, and why",
)


class TargetsCount:
    """The list of one campaign."""

    def __init__(self) -> None:
        """Start with nobody listed."""
        self._held = Held()
        self._listed: set[UUID] = set()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count who comes onto the list, and who leaves it and why."""
        match recorded.event:
            case TargetAdded(residents=residents):
                for resident in residents:
                    yield from self._list(resident, recorded)
            case TargetRemoved(resident=resident, reason=reason) if resident in self._listed:
                self._listed.discard(resident)
                yield from self._held.fall("M21y", resident, on=recorded.occurred_on)
                removed = Fact("M21z", resident, f"{recorded.stream}|{reason.value}")
                yield from self._held.rise(removed, recorded)
            case _:
                pass

    def _list(self, resident: UUID, recorded: Recorded[Event]) -> Iterator[Fact]:
        self._listed.add(resident)
        yield from self._held.fall("M21z", resident, on=recorded.occurred_on)
        for measure in ("M21a", "M21y"):
            yield from self._held.rise(Fact(measure, resident, str(recorded.stream)), recorded)


class CampaignContactsCount:
    """Counts each visit by itself."""

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Tell how a campaign's visit met or reached each resident."""
        visit = recorded.event
        if not isinstance(visit, VisitRecorded) or visit.campaign is None:
            return
        for seen in visit.residents:
            if seen.met is not Met.NO:
                yield Fact("M21x", seen.resident, f"{visit.campaign}|{contact(visit, seen)}")


CAMPAIGN_TARGETS: Final = Family(
    "campaign_targets",
    (M21A, M21Y, M21Z),
    frozenset({TargetAdded.topic, TargetRemoved.topic}),
    TargetsCount,
)
CAMPAIGN_CONTACTS: Final = Family(
    "campaign_contacts",
    (M21X,),
    frozenset({VisitRecorded.topic}),
    CampaignContactsCount,
    stateless=True,
)

COVERAGE: Final = Coverage(
    target=M21A,
    listed=M21Y,
    removed=M21Z,
    contacts=M21X,
    home=HOME,
    elsewhere=ELSEWHERE,
    family=(FAMILY_ONLY,),
    spoken=SPOKEN,
)

IN_PERSON: Final = ("home", "elsewhere")
EXCLUDED: Final = tuple(reason.value for reason in RemovalReason)


def _rate(  # noqa: PLR0917  (one line of the table below)
    measure_id: str,
    chinese: str,
    english: str,
    rule: str,
    rule_english: str,
    counted: tuple[str, ...],
    without: tuple[str, ...] = (),
) -> CoverageRate:
    left, left_english = ("扣除剔除后", " less those taken off unmet") if without else ("", "")
    measure = Measure(
        measure_id,
        chinese,
        english,
        Unit.PERCENT,
        Kind.RATE,
        f"截至当日{rule}的专项对象, 占专项名单{left}的比例",
        f"{rule_english} by the day, of the targets of campaigns{left_english}",
    )
    return CoverageRate(measure, COVERAGE, counted, without=without)


EXCLUSION_LINES: Final = {f"M21h{nth}": reason for nth, reason in enumerate(RemovalReason, start=1)}

CAMPAIGN_COVERAGE: Final[tuple[Rate, ...]] = (
    _rate(
        "M21",
        "专项覆盖率",
        "campaign coverage",
        "专项走访入户、见面或视频见到本人",
        "met in person at home, elsewhere or by video at visits of the campaign",
        IN_PERSON,
    ),
    _rate(
        "M21d",
        "专项: 入户见到本人",
        "campaign: met at home",
        "入户见到本人",
        "met at home",
        ("home",),
    ),
    _rate(
        "M21e",
        "专项: 入户以外见到本人",
        "campaign: met elsewhere",
        "未入户, 但见面或视频见到本人",
        "not met at home, but elsewhere or by video",
        ("elsewhere",),
    ),
    _rate(
        "M21f",
        "专项: 只见到家属",
        "campaign: only the family met",
        "在列而未见到本人, 只见到家属",
        "still listed, only the family was met",
        ("family",),
    ),
    _rate(
        "M21g",
        "专项: 只有电话或家属代述",
        "campaign: only by telephone or proxy",
        "在列而未见到本人和家属, 只有电话或家属代述",
        "still listed, only by telephone or through the family's word",
        ("spoken",),
    ),
    *(
        _rate(
            measure_id,
            f"专项剔除: {reason.chinese}",
            f"campaign, taken off: {reason.value.replace('_', ' ')}",
            f"未见到本人, 以“{reason.chinese}”剔除",
            f"not met in person, taken off the list as {reason.value.replace('_', ' ')}",
            (reason.value,),
        )
        for measure_id, reason in EXCLUSION_LINES.items()
    ),
    _rate(
        "M21i",
        "专项: 未见",
        "campaign: not reached",
        "在列而未联系到",
        "still listed and not reached",
        ("not_met",),
    ),
    _rate(
        "M21j",
        "专项覆盖率(剔除后)",
        "campaign coverage, exclusions left out",
        "专项走访入户、见面或视频见到本人",
        "met in person at home, elsewhere or by video at visits of the campaign",
        IN_PERSON,
        EXCLUDED,
    ),
)

BOTH_RATES: Final = ("M21", "M21j")
"""The coverage with both denominators."""

COVERAGE_LINES: Final = (
    "M21a",
    *EXCLUSION_LINES,
    *("M21d", "M21e", "M21f", "M21g", "M21i"),
    *BOTH_RATES,
)
"""The lines of a campaign in the order in which they are printed."""

OF_ONE_CAMPAIGN: Final = frozenset(COVERAGE_LINES)
"""The figures that can be asked of one campaign."""

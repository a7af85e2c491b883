"""M05: the monthly duty to visit, a rate over person-months (`domain.md` 10.4, 11.2, 11.3).

On duty in a month is a resident whose pairing was ACTIVE, not SUSPENDED, on at least 15 of its days;
this is the one duty rule. A period of several months adds up person-months; of a month that the
period cuts, only the days within it count. The numerator is always looked for among those on duty.

M05 is printed with both denominators: M05j is of those left when M05h1–M05h4 are taken out.
M05d–M05i are the lines that 11.3 demands beside the rate: each person-month on duty is in exactly
one of them, by the best contact made, so that they add up to the denominator. M05h1–M05h4 are those
who may be excluded, by reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.visit import VisitRecorded
from domain.words import Met, NotMetReason, VisitMode
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit
from projections.figures.presence import Counts, PresenceRate, Presences
from projections.measures.pairings import M17, M17B

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.history import Event, Recorded
    from domain.visit import ResidentSeen
    from projections.figures.rate import Rate

CONTACTS: Final = Measure(
    "M05x",
    "走访接触",
    "contacts",
    Unit.PERSON_TIMES,
    Kind.FLOW,
    "每次走访对每名残疾人的结果: 见到的方式, 或未见的原因",
    "what each visit came to for each resident: how they were met, or why not",
    shown=False,
    about=About.RESIDENTS,
)

FAMILY_ONLY: Final = "family"

DUTY_DAYS_MIN: Final = 15


class ContactsCount:
    """Counts each visit by itself."""

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Tell what the visit came to for each resident."""
        visit = recorded.event
        if not isinstance(visit, VisitRecorded):
            return
        for seen in visit.residents:
            rest = f"{recorded.occurred_on.isoformat()}|{visit.visitor}|{contact(visit, seen)}"
            yield Fact("M05x", seen.resident, rest)


def contact(visit: VisitRecorded, seen: ResidentSeen) -> str:
    """Name the contact: a mode when the person was met or called, the family, or a reason."""
    if seen.met is Met.NO:
        return seen.not_met_reason.value if seen.not_met_reason else ""
    if seen.met is Met.FAMILY and visit.mode not in {VisitMode.PHONE, VisitMode.PROXY}:
        return FAMILY_ONLY
    return visit.mode.value


CONTACT_LINES: Final = Family(
    "duty", (CONTACTS,), frozenset({VisitRecorded.topic}), ContactsCount, stateless=True
)

# What may be said of a person-month, the best first.
HOME: Final = (VisitMode.HOME.value,)
ELSEWHERE: Final = (VisitMode.FACE.value, VisitMode.VIDEO.value)
SPOKEN: Final = (VisitMode.PHONE.value, VisitMode.PROXY.value)
EXCLUDED: Final = (
    NotMetReason.DIED.value,
    NotMetReason.MOVED.value,
    NotMetReason.WRONG_ADDRESS.value,
    NotMetReason.REFUSED.value,
)

ON_DUTY: Final = Presences(
    stock=M17,
    helpers=M17B,
    contacts=CONTACTS,
    days_min=DUTY_DAYS_MIN,
    best=(*HOME, *ELSEWHERE, FAMILY_ONLY, *SPOKEN, *EXCLUDED),
)

NOT_MET_LINES: Final = ("M05f", "M05g", "M05h1", "M05h2", "M05h3", "M05h4", "M05i")
"""The lines of those on duty who are not in M05's numerator: nobody met them in person."""


def _rate(  # noqa: PLR0917  (one line of the table below)
    measure_id: str,
    chinese: str,
    english: str,
    rule: str,
    rule_english: str,
    counts: Counts,
    counted: tuple[str, ...] = (),
) -> PresenceRate:
    measure = Measure(
        measure_id,
        chinese,
        english,
        Unit.PERCENT,
        Kind.RATE,
        f"{rule}的人月, 占当月在责人月(结对中满15天)的比例",
        f"{rule_english}, of person-months with a pairing ACTIVE on at least 15 days",
    )
    return PresenceRate(measure, ON_DUTY, counts, counted)


EFFECTIVE: Final = PresenceRate(
    Measure(
        "M05j",
        "走访覆盖率(剔除后)",
        "monthly visit coverage of those who could be visited",
        Unit.PERCENT,
        Kind.RATE,
        "任何人入户、见面或视频见到本人的人月, 占当月在责人月扣除死亡、人户分离、查无此人、拒访后的比例",
        "met in person at home, elsewhere or by video, by anybody, of person-months on duty less"
        " those found to have died or moved, not found or refusing",
    ),
    ON_DUTY,
    Counts.ANY,
    (*HOME, *ELSEWHERE),
    excluded=EXCLUDED,
)


DUTY_RATES: Final[tuple[Rate, ...]] = (
    _rate(
        "M05",
        "走访覆盖率",
        "monthly visit coverage",
        "任何人入户、见面或视频见到本人",
        "met in person at home, elsewhere or by video, by anybody",
        Counts.ANY,
        (*HOME, *ELSEWHERE),
    ),
    _rate(
        "M05b",
        "结对人走访覆盖率",
        "monthly visit coverage by the own helper",
        "由其结对人入户、见面或视频见到本人",
        "met in person by the own helper",
        Counts.OWN,
        (*HOME, *ELSEWHERE),
    ),
    _rate(
        "M05c",
        "走访覆盖率(含见到家属)",
        "monthly visit coverage, family met included",
        "任何人入户、见面或视频见到本人或家属",
        "met, or the family met, by anybody",
        Counts.ANY,
        (*HOME, *ELSEWHERE, FAMILY_ONLY),
    ),
    _rate(
        "M05d",
        "在责: 入户见到本人",
        "on duty: met at home",
        "入户见到本人",
        "met at home",
        Counts.BEST,
        HOME,
    ),
    _rate(
        "M05e",
        "在责: 入户以外见到本人",
        "on duty: met elsewhere",
        "未入户, 但见面或视频见到本人",
        "not met at home, but elsewhere or by video",
        Counts.BEST,
        ELSEWHERE,
    ),
    _rate(
        "M05f",
        "在责: 只见到家属",
        "on duty: only the family met",
        "未见到本人, 只见到家属",
        "only the family was met",
        Counts.BEST,
        (FAMILY_ONLY,),
    ),
    _rate(
        "M05g",
        "在责: 只有电话或家属代述",
        "on duty: only by telephone or proxy",
        "未见到本人和家属, 只有电话或家属代述",
        "only by telephone or through the family's word",
        Counts.BEST,
        SPOKEN,
    ),
    _rate(
        "M05h1",
        "在责: 死亡",
        "on duty: died",
        "未联系到, 走访得知死亡",
        "not reached, found to have died",
        Counts.BEST,
        (NotMetReason.DIED.value,),
    ),
    _rate(
        "M05h2",
        "在责: 人户分离",
        "on duty: moved",
        "未联系到, 走访得知人户分离",
        "not reached, found to have moved",
        Counts.BEST,
        (NotMetReason.MOVED.value,),
    ),
    _rate(
        "M05h3",
        "在责: 查无此人",
        "on duty: not found",
        "未联系到, 走访地址不符",
        "not reached, not found at the address",
        Counts.BEST,
        (NotMetReason.WRONG_ADDRESS.value,),
    ),
    _rate(
        "M05h4",
        "在责: 拒访",
        "on duty: refused",
        "未联系到, 走访被拒绝",
        "not reached, refused the visit",
        Counts.BEST,
        (NotMetReason.REFUSED.value,),
    ),
    _rate(
        "M05i",
        "在责: 未见",
        "on duty: not met",
        "未联系到, 也没有可以剔除的理由",
        "not reached, and no reason to be excluded",
        Counts.NONE,
    ),
    EFFECTIVE,
)

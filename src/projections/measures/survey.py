"""M04: the survey 排查, counted in person-times, and what a naive count would add to it.

A resident counts once per date and visitor, met in person or through the family, in a campaign or
on a visit made for the survey (`domain.md` 11.2). Calls, word from the family and people not met
have figures of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.visit import IN_PERSON, VisitRecorded
from domain.words import Met, VisitMode, VisitPurpose
from projections.figures.fact import About, Fact, Family, Kind, Measure, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from domain.history import Event, Recorded

M04 = Measure(
    "M04",
    "排查困难残疾人",
    "survey person-times",
    Unit.PERSON_TIMES,
    Kind.FLOW,
    "专项行动或排查走访中, 入户、见面或视频见到本人或家属; 同一人、同一天、同一走访人只算一次",
    "survey visits at home, elsewhere or by video that met the resident or the family;"
    " once per resident, date and visitor",
    naive=("M04c", "M04d"),
    about=About.RESIDENTS,
)
M04B = Measure(
    "M04b",
    "排查到的残疾人",
    "persons surveyed",
    Unit.PERSONS,
    Kind.DISTINCT,
    "排查困难残疾人人次中的不同残疾人",
    "distinct residents of M04",
    about=About.RESIDENTS,
)
M04C = Measure(
    "M04c",
    "排查未见",
    "survey lines, not met",
    Unit.PERSON_TIMES,
    Kind.FLOW,
    "排查走访中未见到本人和家属",
    "survey visits that met neither resident nor family",
    about=About.RESIDENTS,
)
M04D = Measure(
    "M04d",
    "电话或家属代述",
    "survey by telephone or proxy",
    Unit.PERSON_TIMES,
    Kind.FLOW,
    "排查中以电话或家属代述方式联系到, 不计入排查人次",
    "survey contacts by telephone or through the family's word; not in M04",
    about=About.RESIDENTS,
)


class SurveyCount:
    """Counts each visit by itself."""

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count the residents of a survey visit."""
        visit = recorded.event
        if not isinstance(visit, VisitRecorded):
            return
        if visit.campaign is None and visit.purpose is not VisitPurpose.SURVEY:
            return
        rest = f"{recorded.occurred_on.isoformat()}|{visit.visitor}"
        for seen in visit.residents:
            if seen.met is Met.NO:
                yield Fact("M04c", seen.resident, rest)
            elif visit.mode in IN_PERSON:
                yield Fact("M04", seen.resident, rest)
                yield Fact("M04b", seen.resident)
            elif visit.mode in {VisitMode.PHONE, VisitMode.PROXY}:
                yield Fact("M04d", seen.resident, rest)


SURVEY = Family(
    "survey",
    (M04, M04B, M04C, M04D),
    frozenset({VisitRecorded.topic}),
    SurveyCount,
    stateless=True,
)

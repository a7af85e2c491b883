"""矛盾纠纷: calmed at the door, mediated, agreed, or not. Eleven, of which four end well (M08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final
from uuid import UUID

from domain.words import (
    AgreementForm,
    DisputeSource,
    EscalationGround,
    EscalationRisk,
    PartyRole,
    Performance,
    ReportedTo,
)
from story.chapters.case import Case
from story.chapters.quarrels import QUARRELS, Quarrel
from story.days import workday

if TYPE_CHECKING:
    from application.actor import Actor
    from story.cast.cast import Cast
    from story.cast.villagers import Resident
    from story.diary import Diary


class Fate(Enum):
    """How a dispute ends, or stands when July is over."""

    CALMED = auto()
    WRITTEN = auto()
    ORAL = auto()
    BREACHED = auto()
    FAILED = auto()
    REFUSED = auto()
    ESCALATED = auto()
    WITHDRAWN = auto()
    REGISTERED = auto()
    MEDIATING = auto()


FATES: Final = (
    (Fate.CALMED, date(2022, 3, 21)),
    (Fate.CALMED, date(2022, 5, 10)),
    (Fate.WRITTEN, date(2022, 4, 12)),
    (Fate.ORAL, date(2022, 5, 23)),
    (Fate.BREACHED, date(2022, 4, 25)),
    (Fate.FAILED, date(2022, 6, 2)),
    (Fate.REFUSED, date(2022, 6, 14)),
    (Fate.ESCALATED, date(2022, 5, 30)),
    (Fate.WITHDRAWN, date(2022, 6, 22)),
    (Fate.MEDIATING, date(2022, 7, 11)),
    (Fate.REGISTERED, date(2022, 7, 28)),
)
MEDIATED: Final = frozenset(
    {Fate.WRITTEN, Fate.ORAL, Fate.BREACHED, Fate.FAILED, Fate.WITHDRAWN, Fate.MEDIATING}
)
AGREED: Final = {
    Fate.WRITTEN: AgreementForm.WRITTEN,
    Fate.ORAL: AgreementForm.ORAL,
    Fate.BREACHED: AgreementForm.WRITTEN,
}
TIME_TO_PERFORM: Final = timedelta(days=15)


def reconcile(diary: Diary, cast: Cast) -> None:
    """Tell every dispute."""
    random = cast.chance.of("disputes")
    people = random.sample([each for each in cast.registered if not each.in_hardship], len(FATES))
    for n, ((fate, day), resident, quarrel) in enumerate(zip(FATES, people, QUARRELS, strict=True)):
        case = Case(diary, "disputes", cast.chance.id("dispute", n), day)
        _Telling(cast, case, fate, resident, quarrel).tell()


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells one dispute."""

    cast: Cast
    case: Case
    fate: Fate
    resident: Resident
    quarrel: Quarrel

    def tell(self) -> None:
        """Tell it until it ends, or as far as it comes."""
        self._register()
        match self.fate:
            case Fate.CALMED:
                self._calm()
            case Fate.ESCALATED:
                report = {
                    "to": ReportedTo.POLICE,
                    "ground": EscalationGround.RISK,
                    "report": "双方情绪激动, 有动手可能",
                }
                self.case.then(0, self._chair, "escalate", report)
            case Fate.REGISTERED:
                said = {"said": "劝双方先冷静, 约日再谈", "by": "残协主席"}
                self.case.then(1, self._chair, "calm", said)
            case Fate.REFUSED:
                self.case.then(1, self._mediator, "ask-consent")
                no = {"party": self._other, "reason": "表示要走诉讼"}
                self.case.then(1, self._mediator, "refuse", no)
            case _:
                self._mediate()

    @property
    def _one(self) -> UUID:
        return self.cast.chance.id("party", self.case.stream, "one")

    @property
    def _other(self) -> UUID:
        return self.cast.chance.id("party", self.case.stream, "other")

    @property
    def _chair(self) -> Actor:
        return self.cast.team.chair(self.resident.place)

    @property
    def _mediator(self) -> Actor:
        return self.cast.team.mediators[self.resident.place.town.code]

    def _register(self) -> None:
        high = self.fate is Fate.ESCALATED
        parties = (
            {
                "id": self._one,
                "role": PartyRole.APPLICANT,
                "resident": self.resident.id,
                "disabled": True,
            },
            {
                "id": self._other,
                "role": PartyRole.RESPONDENT,
                "name": self.cast.villagers.stranger(),
            },
        )
        values = {
            "source": DisputeSource.VISIT,
            "kind": self.quarrel.kind,
            "parties": parties,
            "facts": self.quarrel.facts,
            "claims": self.quarrel.claims,
            "risk": EscalationRisk.HIGH if high else EscalationRisk.LOW,
            "administrative": False,
        }
        visitor = self.cast.team.commissioner(self.resident.place, self.case.day)
        self.case.then(0, visitor, "", values)

    def _calm(self) -> None:
        """Tell how talking helps, and how each side says so for itself."""
        self.case.then(
            1, self._chair, "calm", {"said": "分头劝说, 各让一步", "by": "残协主席和邻居"}
        )
        confirmations = (
            {"party": self._one, "statement": "已经说开了, 不再争了"},
            {"party": self._other, "statement": "同意这样办"},
        )
        settled = {"confirmations": confirmations}
        self.case.then(3, self._chair, "close-as-calmed", settled)

    def _mediate(self) -> None:
        """Tell consent, acceptance and the session, and what it comes to."""
        case, mediator = self.case, self._mediator
        case.then(1, mediator, "ask-consent")
        for party in (self._one, self._other):
            case.then(0, mediator, "give-consent", {"party": party})
        committee = f"{self.resident.place.name}人民调解委员会"
        accepted = {"committee": committee, "mediators": (mediator.id,), "related": False}
        case.then(1, mediator, "accept", accepted)
        session = {
            "place": "党群服务中心调解室",
            "present": "双方当事人、调解员、残协主席",
            "in_public": False,
            "summary": "双方陈述, 调解员释法, 提出方案",
        }
        case.then(3, mediator, "hold-session", session)
        match self.fate:
            case Fate.FAILED:
                case.then(5, mediator, "fail", {"routes_told": True, "reason": "数额差距过大"})
            case Fate.WITHDRAWN:
                gone = {"party": self._one, "reason": "双方已自行和好"}
                case.then(2, mediator, "withdraw", gone)
            case Fate.MEDIATING:
                case.then(4, mediator, "hold-session", session)
            case _:
                self._agree()

    def _agree(self) -> None:
        """Tell the agreement, and whether it is kept."""
        case, mediator = self.case, self._mediator
        case.wait(2)
        written = AGREED[self.fate] is AgreementForm.WRITTEN
        agreement = {
            "form": AGREED[self.fate],
            "content": self.quarrel.claims,
            "performance": "十五日内履行完毕",
            "effective_on": case.day,
            "perform_by": case.day + TIME_TO_PERFORM,
            "signed_by": (self._one, self._other) if written else (),
            "mediator_signed": written,
            "committee_sealed": written,
        }
        case.then(0, mediator, "reach-agreement", {"agreement": agreement})
        case.until(workday(0, case.day + TIME_TO_PERFORM))
        kept = Performance.BREACHED if self.fate is Fate.BREACHED else Performance.PERFORMED
        visitor = self.cast.team.commissioner(self.resident.place, case.day)
        case.then(0, visitor, "check-performance", {"performance": kept})
        if self.fate is Fate.WRITTEN:
            papers = {
                "archive_number": "演示调〔2022〕1号",
                "register_present": True,
                "records_present": True,
                "agreement_present": True,
            }
            case.then(3, mediator, "archive", papers)

"""评残到床前: doctors go to the beds, ten rounds of them, and what comes of each request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.assessment import Material, NotAcceptedGround, RescheduleReason
from domain.words import (
    AssessmentPlace,
    Conclusion,
    DeathEvidence,
    NoticeForm,
    StopOutcome,
)
from story.chapters import filing
from story.chapters.assessments import applying, concluding, objecting
from story.chapters.assessments.rounds import Rounds
from story.chapters.case import Case
from story.days import workday_before, workdays
from story.numbers import LAST_BUSINESS_DAY
from story.outline.home_requests import (
    BATCH_DAYS,
    NEXT_BATCH,
    NEXT_BATCH_DAY,
    Fate,
    HomeRequest,
)

if TYPE_CHECKING:
    from datetime import date
    from random import Random

    from story.cast.cast import Cast
    from story.diary import Diary

PERFORMED_VERSION: Final = 5  # after applied, screened, accepted, scheduled
LAST_SENT_ON: Final = 4  # the last round whose patients have an appointment at the hospital
FOUND_BEFORE: Final = (10, 14)  # workdays from being found to the doctors
FIRST_REASON: Final = {
    StopOutcome.NOT_AT_HOME: RescheduleReason.NOT_AT_HOME,
    StopOutcome.UNSUITABLE: RescheduleReason.UNSUITABLE,
}
DELIVERED: Final = (Fate.DELIVERED, Fate.CLEARED, Fate.RAISED)
FINISHED: Final = (*DELIVERED, Fate.PRINTED, Fate.APPROVED, Fate.REJECTED)


def assess_at_home(diary: Diary, cast: Cast, requests: tuple[HomeRequest, ...]) -> None:
    """Tell every request and every round."""
    random = cast.chance.of("home assessments")
    rounds = Rounds(diary, cast)
    for request in requests:
        _Telling(diary, cast, rounds, request, random).tell()
    rounds.write_down()


class _Telling:
    """Tells one request."""

    def __init__(
        self, diary: Diary, cast: Cast, rounds: Rounds, request: HomeRequest, random: Random
    ) -> None:
        self._diary = diary
        self._cast = cast
        self._rounds = rounds
        self._request = request
        self._random = random
        self._resident = request.resident
        stream = concluding.stream_of(cast, request.resident, request.number)
        self._case = Case(diary, "assessments", stream, self._first_day())

    def tell(self) -> None:
        """Tell it from the beginning to what becomes of it."""
        self._ask()
        for batch, outcome in self._request.stops:
            self._visit(batch, outcome)
        self._end()

    def _first_day(self) -> date:
        """Give the day on which the person is found, or asks again."""
        request = self._request
        if request.stops:
            planned = BATCH_DAYS[request.before]
            return workday_before(self._random.randint(*FOUND_BEFORE), planned)
        if request.fate is Fate.AGAIN:
            return workday_before(self._random.randint(18, 22), NEXT_BATCH_DAY)
        return self._random.choice(workdays(BATCH_DAYS[1], BATCH_DAYS[-2]))

    def _ask(self) -> None:
        """Tell how the request is made, screened and accepted, or not."""
        case, cast, resident = self._case, self._cast, self._resident
        again = self._request.number > 1
        if not again:
            applying.suspect(self._diary, cast, resident, case.day, self._random)
        applying.apply(case, cast, resident, at_home=True)
        if self._request.fate is Fate.RETURNED:
            missing = {"missing": [Material.PHOTOS, Material.MEDICAL_RECORDS], "explanation": None}
            case.then(1, cast.team.officer(resident.place), "return-for-completion", missing)
            return
        applying.screen(case, cast, resident, at_home=True)
        if self._request.fate is Fate.NOT_ACCEPTED:
            ground = {"ground": NotAcceptedGround.OTHER_PLACE}
            case.then(2, cast.team.clerk(2), "not-accept", ground)
            return
        applying.accept(case, cast, resident, self._random, again=again)

    def _visit(self, batch: int, outcome: StopOutcome) -> None:
        """Tell the appointment, and what came of the stop."""
        case = self._case
        first = batch == self._request.stops[0][0]
        self._make_appointment(batch, None if first else self._request.stops[0][1])
        self._rounds.visit(batch, case.stream, outcome)
        case.until(BATCH_DAYS[batch])
        conclusion = self._request.conclusion
        if outcome in {StopOutcome.ASSESSED, StopOutcome.HOSPITAL} and conclusion:
            institution = self._rounds.institution(batch)
            concluding.perform(
                case, self._cast, self._resident, institution, conclusion, at_home=True
            )

    def _make_appointment(self, batch: int, failed: StopOutcome | None = None) -> None:
        """Tell that the district puts the request on the route of a round."""
        case = self._case
        stop = self._rounds.add(batch, case.stream, self._resident)
        appointment = {
            "place": AssessmentPlace.HOME,
            "institution": self._rounds.institution(batch).id,
            "planned_on": self._rounds.day(batch),
            "batch": self._rounds.stream(batch),
            "stop": stop,
        }
        values: dict[str, Any] = {
            "appointment": appointment,
            "categories": applying.categories_of(self._resident),
        }
        case.until(self._rounds.scheduled_on(batch))
        if failed is None:
            case.then(0, self._cast.team.clerk(2), "schedule", values)
        else:
            values["reason"] = FIRST_REASON[failed]
            case.then(0, self._cast.team.clerk(2), "reschedule", values)

    def _end(self) -> None:
        """Tell what becomes of the request."""
        fate, case, cast = self._request.fate, self._case, self._cast
        visitor = cast.team.commissioner(self._resident.place, case.day)
        match fate:
            case Fate.AGAIN:
                failed = self._request.stops[0][1] if self._request.stops else None
                self._make_appointment(NEXT_BATCH, failed)
            case Fate.WITHDRAWN:
                wish = {"form": NoticeForm.VOICE, "reason": "本人和家属暂不愿评定"}
                case.then(1, visitor, "withdraw", wish)
            case Fate.DIED:
                died = {"died_on": workday_before(2, case.day), "evidence": DeathEvidence.VILLAGE}
                self._diary.write(
                    case.day, visitor, "residents/record-death", self._resident.id, died
                )
                case.then(1, visitor, "record-death")
            case Fate.ENTRY_VOIDED | Fate.VOIDED:
                self._void()
            case Fate.IN_HOSPITAL:
                self._send_to_hospital()
            case Fate.RETURNED | Fate.NOT_ACCEPTED:
                pass
            case _:
                self._conclude()

    def _void(self) -> None:
        """Tell that the wrong person was assessed: the entry is voided, or the whole request."""
        mistake: dict[str, Any] = {"reason": "评定对象有误, 作废后另行安排"}
        if self._request.fate is Fate.ENTRY_VOIDED:
            mistake["version"] = PERFORMED_VERSION
        self._case.then(1, self._cast.team.clerk(2), "void", mistake)

    def _send_to_hospital(self) -> None:
        """Tell that three of five have an appointment at the hospital, later on."""
        if self._request.before > LAST_SENT_ON:
            return
        values = {
            "appointment": {
                "place": AssessmentPlace.INSTITUTION,
                "institution": self._rounds.institution(self._request.before).id,
                "planned_on": NEXT_BATCH_DAY,
            },
            "categories": applying.categories_of(self._resident),
        }
        self._case.then(6, self._cast.team.clerk(2), "schedule", values)

    def _conclude(self) -> None:
        """Tell how the person is told, and how far the way to the certificate goes."""
        fate, case, cast, resident = self._request.fate, self._case, self._cast, self._resident
        concluding.notify(case, cast, resident)
        if fate in {Fate.APPEALED, Fate.RAISED}:
            objecting.ask_the_city(case, cast)
        if fate is Fate.RAISED:
            objecting.assess_by_the_city(case, cast, resident)
        elif self._request.conclusion is not Conclusion.QUALIFIED:
            return
        if fate is Fate.SECOND_FILE:
            self._find_second_file()
            return
        concluding.publicise(case, cast, resident)
        if fate in {Fate.OBJECTED, Fate.CLEARED}:
            objecting.object_to_notice(case, cast, resident, is_looked_into=fate is Fate.CLEARED)
        if fate not in FINISHED:
            return
        if fate is not Fate.CLEARED:
            concluding.end_publicity(case, cast, resident)
        concluding.review(case, cast, approved=fate is not Fate.REJECTED)
        if fate in {*DELIVERED, Fate.PRINTED}:
            printed = concluding.print_card(case, cast, resident, at_home=True)
            assert printed, resident.id
        if fate in DELIVERED:
            concluding.deliver(case, cast, resident, self._random, at_home=True)

    def _find_second_file(self) -> None:
        """Tell that two files of one person come to light, and one gives way to the other."""
        again = {"form": NoticeForm.VOICE, "reason": "重复建档, 以原档案申请为准"}
        self._case.then(4, self._cast.team.officer(self._resident.place), "withdraw", again)
        (second,) = (
            each for each in self._cast.suspects.second_files if each.loser == self._resident
        )
        self._case.wait(1)
        assert self._case.day <= LAST_BUSINESS_DAY
        filing.merge(self._diary, self._cast, second, self._case.day)

"""Requests for assessment: what is asked for, and what file, roster and grading say to it.

The grading is asked for in plain: it is compared, and closed as findings, category and grade. That
somebody is a minor is read from the birth date on the file, never asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from application.casework.identity import birth_date_of, is_younger_than
from application.casework.places import resident_and_organisation
from application.command import Command
from application.permissions import COM, DOC, DST, EVERY_OFFICE, LDR, RES, TWN, of
from application.refusals import BirthDateUnknown, CaseUnknown
from domain.assessment import AssessmentRequest, AssessmentReviewed, Roster
from domain.history import standing
from domain.identity.identity_number import ADULT_YEARS
from domain.resident import CardPrinted, Resident, ResidentAlive
from domain.words import DisabilityCategory, DisabilityGrade, ResidentStatus

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from application.work import Work
    from domain.words import HomeGround, Role


def roster_of(work: Work, institution: UUID) -> Roster:
    """Read the roster of an institution; one that is not on it has no designation at all."""
    try:
        return work.load(Roster, institution)
    except CaseUnknown:
        return Roster(institution)


def _apply(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Ask for an assessment of somebody who lives here, by what is on the person's file."""
    resident, organisation = resident_and_organisation(work, values["resident"])
    resident.refuse_unless_here()
    on = work.desk.occurred_on
    born = birth_date_of(work, resident.id)
    command.open(
        work,
        stream,
        organisation,
        values,
        suspected=resident.status is ResidentStatus.SUSPECTED,
        guardian_present=resident.has_guardian(on),
        is_minor=born is not None and is_younger_than(ADULT_YEARS, born, on),
        reapply_not_before=resident.certificate.reapply_not_before,
    )


def _screen(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Check on the spot; the ground of a home visit tells the category, so it is kept closed."""
    ground: HomeGround | None = values.get("home_ground")
    values["ground"] = None if ground is None else ground.chinese
    command.change(work, stream, values)


def _accept(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Accept the request of somebody whose ID number is on file."""
    resident = _applicant(work, stream)
    command.change(work, stream, values, has_id_number=resident.has_identity_number)


def _schedule(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Give an appointment with an institution that is on the roster."""
    institution = roster_of(work, values["appointment"]["institution"])
    command.change(work, stream, values, institution=institution)


def _conclude(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Enter a conclusion; findings, category and grade are closed from the grading."""
    grading = values.get("grading")
    if grading is None:
        command.change(work, stream, values, findings=None, category=None, grade=None)
        return
    values["findings"] = "、".join(
        DisabilityCategory(each["category"]).chinese + DisabilityGrade(each["grade"]).chinese
        for each in grading["findings"]
    )
    values["category"] = f"{grading['category']:d}"
    values["grade"] = f"{grading['grade']:d}"
    command.change(work, stream, values)


def _with_age(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Decide on publicity: a minor is never publicised."""
    born = birth_date_of(work, _applicant(work, stream).id)
    if born is None:
        raise BirthDateUnknown
    is_minor = is_younger_than(ADULT_YEARS, born, work.desk.occurred_on)
    command.change(work, stream, values, is_minor=is_minor)


def _deliver(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Hand over the card that was printed for this request."""
    _applicant(work, stream)
    command.change(work, stream, values, certificate_issued=_is_printed(work, stream))


def _record_death(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """End the request of somebody who is recorded as dead."""
    died_on = _applicant(work, stream).died_on
    if died_on is None:
        raise ResidentAlive
    command.change(work, stream, values, died_on=died_on)


def _applicant(work: Work, request: UUID) -> Resident:
    """Read the file of the person whose request it is. Raises `CaseUnknown`."""
    resident = work.load(AssessmentRequest, request).resident
    if resident is None:
        raise CaseUnknown
    return work.load(Resident, resident)


def _is_printed(work: Work, request: UUID) -> bool:
    """Tell whether a card names the request, or names none and was entered since its review."""
    reviewed = [
        each.position
        for each in standing(work.history_of(request))
        if isinstance(each.event, AssessmentReviewed)
    ]
    for each in standing(work.history_of(_applicant(work, request).id)):
        if isinstance(each.event, CardPrinted):
            assessed = getattr(each.event, "assessment", None)
            if assessed is not None and assessed.request == request:
                return True
            if assessed is None and reviewed and each.position > reviewed[-1]:
                return True
    return False


_A: Final = AssessmentRequest
_ON_FILE: Final = frozenset({"suspected", "guardian_present", "is_minor", "reapply_not_before"})
_GRADED: Final = frozenset({"findings", "category", "grade"})


def _command(
    name: str,
    decide: Callable[..., Any],
    roles: frozenset[Role],
    by: Callable[[Work, Command, UUID, dict[str, Any]], None] | None = None,
    computed: frozenset[str] = frozenset(),
    *,
    papers: tuple[str, ...] = (),
) -> Command:
    return Command("assessments", name, _A, decide, roles, by=by, computed=computed, papers=papers)


COMMANDS: Final = (
    Command(
        "assessments",
        "",
        _A,
        _A.apply,
        of(COM, TWN, RES),
        opens=True,
        by=_apply,
        computed=_ON_FILE,
    ),
    _command("screen", _A.screen, of(COM), _screen, frozenset({"ground"})),
    _command("accept", _A.accept, of(DST), _accept, frozenset({"has_id_number"})),
    _command("return-for-completion", _A.return_for_completion, of(TWN, DST)),
    _command("resubmit", _A.resubmit, of(COM, RES)),
    _command("not-accept", _A.not_accept, of(DST)),
    _command("schedule", _A.schedule, of(DST), _schedule, frozenset({"institution"})),
    _command("reschedule", _A.reschedule, of(COM, DST), _schedule, frozenset({"institution"})),
    _command("perform", _A.perform, of(DOC, DST), _conclude, _GRADED, papers=("seal_scan",)),
    _command("notify-conclusion", _A.notify_conclusion, of(COM, TWN, DST)),
    _command("object-to-conclusion", _A.object_to_conclusion, of(COM, DST, RES)),
    _command(
        "record-city-result",
        _A.record_city_result,
        of(DST),
        _conclude,
        _GRADED,
        papers=("document",),
    ),
    _command("object-again", _A.object_again, of(COM, DST, RES)),
    _command(
        "record-province-result",
        _A.record_province_result,
        of(DST),
        _conclude,
        _GRADED,
        papers=("document",),
    ),
    _command("correct-result", _A.correct_result, of(DST), _conclude, _GRADED, papers=("scan",)),
    _command(
        "start-publicity", _A.start_publicity, of(COM, TWN), _with_age, frozenset({"is_minor"})
    ),
    _command("receive-objection", _A.receive_objection, EVERY_OFFICE),
    _command("resolve-objection", _A.resolve_objection, of(DST)),
    _command("end-publicity", _A.end_publicity, of(COM, TWN), papers=("photo",)),
    _command("skip-publicity", _A.skip_publicity, of(DST), _with_age, frozenset({"is_minor"})),
    _command("review", _A.review, of(DST, LDR)),
    _command(
        "deliver",
        _A.deliver,
        of(COM, TWN, DST),
        _deliver,
        frozenset({"certificate_issued"}),
        papers=("receipt",),
    ),
    _command("rate", _A.rate, of(COM, TWN, DST, RES)),
    _command("withdraw", _A.withdraw, EVERY_OFFICE | {RES}),
    _command("record-death", _A.record_death, EVERY_OFFICE, _record_death, frozenset({"died_on"})),
    _command("archive", _A.archive, of(DST)),
)

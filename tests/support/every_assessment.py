"""The same district as in `every_command`: its assessments and its round of home visits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from support.casework import (
    PHYSICAL,
    START,
    a_paper,
    a_request,
    a_resident,
    a_roster,
    an_accepted_request,
    screen,
)
from support.histories import id_of
from support.office import COMMISSIONER, LEADER, TODAY, TOWN_OFFICER, Front, Said, identity_number

DOCTOR = id_of("doctor")
GRADING: Said = {"findings": ({"category": 4, "grade": 2},), "category": 4, "grade": 2}
EARLIER = date(2022, 6, 1)


def assessments(front: Front, association: UUID) -> None:
    """Let requests go the whole way, at home and in the institution, and end in every way."""
    adult = a_resident(front, association, number=identity_number(sequence=41))
    child = a_resident(front, association, number=identity_number(date(2010, 5, 1), sequence=43))
    institution = a_roster(front)
    _guardian(front, child)
    _objected_twice(front, adult, institution)
    _certified(front, child, institution)
    _early_ends(front, adult)
    _round(front, adult, institution)
    front.give("institutions/delist-doctor", institution, doctor=DOCTOR, last_day=TODAY)
    front.give("institutions/end-designation", institution, last_day=TODAY)
    front.give(
        "institutions/designate",
        institution,
        name="区人民医院",
        categories=(4, 5),
        valid_from=date(2023, 1, 1),
    )


def _guardian(front: Front, child: UUID) -> None:
    front.give(
        "residents/set-guardian",
        child,
        guardian=id_of("a mother"),
        name="母亲某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        evidence=a_paper(front, child),
    )


def _objected_twice(front: Front, adult: UUID, institution: UUID) -> None:
    """Somebody objects to the notice, then the person to the conclusion, up to the province."""
    request = an_accepted_request(front, adult)
    _schedule(front, request, institution, on=EARLIER)
    front.give(
        "assessments/reschedule",
        request,
        reason="ill",
        appointment=_appointment(institution),
        categories=PHYSICAL,
    )
    _perform(front, request, institution)
    _publicise(front, request)
    front.give("assessments/receive-objection", request, objector="邻居", objection="不像残疾")
    front.give("assessments/resolve-objection", request, finding="已核查", reassess=True)
    _schedule(front, request, institution, on=EARLIER, again=True)
    _perform(front, request, institution)
    front.give("assessments/notify-conclusion", request, form="paper")
    front.give("assessments/object-to-conclusion", request, objection="应为一级")
    front.give(
        "assessments/record-city-result",
        request,
        place="institution",
        conclusion="not_qualified",
        grading=None,
        document=a_paper(front, request),
    )
    front.give("assessments/notify-conclusion", request, form="paper", on=EARLIER)
    front.give("assessments/object-again", request, objection="仍应为一级")
    front.give(
        "assessments/record-province-result",
        request,
        place="institution",
        conclusion="qualified",
        grading=GRADING,
        document=a_paper(front, request),
    )
    front.give(
        "assessments/correct-result",
        request,
        grading={"findings": ({"category": 4, "grade": 3},), "category": 4, "grade": 3},
        scan=a_paper(front, request),
        reason="等级录错一级",
        approver=LEADER.id,
    )
    front.give("assessments/rate", request, satisfaction="basic", comment="等得久")


def _certified(front: Front, child: UUID, institution: UUID) -> None:
    """A minor's request: no publicity, approved, printed and delivered."""
    request = an_accepted_request(front, child)
    _schedule(front, request, institution)
    _perform(front, request, institution)
    front.give("assessments/notify-conclusion", request, form="paper")
    front.give("assessments/skip-publicity", request, reason="minor")
    front.give("assessments/review", request, approved=True, reason="齐全")
    front.give(
        "residents/issue-certificate",
        child,
        card={
            "number": identity_number(date(2010, 5, 1), sequence=43) + "42",
            "category": "4",
            "grade": "2",
            "findings": "肢体二级",
            "issuing_organisation": "320371",
            "valid_from": TODAY,
            "valid_to": date(2032, 6, 15),
            "generation": 3,
        },
        source={"origin": "case", "as_of": TODAY},
        assessment={"request": request, "at_home": False},
    )
    front.give(
        "assessments/deliver",
        request,
        receiver="guardian",
        at_home=True,
        receipt=a_paper(front, request),
    )
    front.give("assessments/archive", request, files_complete=True)


def _early_ends(front: Front, adult: UUID) -> None:
    request = a_request(front, adult)
    front.give(
        "assessments/return-for-completion", request, missing=("photos",), explanation="缺照片"
    )
    front.give("assessments/resubmit", request, actor=COMMISSIONER, materials=("photos",))
    screen(front, request)
    front.give("assessments/not-accept", request, ground="other_place", explanation="归外区")
    request = a_request(front, adult)
    front.give("assessments/withdraw", request, form="paper", reason="不想办了")
    request = a_request(front, adult)
    _start_publicity_to_its_end(front, adult)
    died = front.give(
        "residents/record-death", adult, died_on=TODAY, evidence="household_cancelled"
    )
    front.give("assessments/record-death", request)
    front.give("residents/void", adult, version=died.version, reason="同名误录")


def _start_publicity_to_its_end(front: Front, adult: UUID) -> None:
    request = an_accepted_request(front, adult)
    institution = a_roster(front)
    _schedule(front, request, institution, on=EARLIER)
    _perform(front, request, institution)
    _publicise(front, request)
    front.give(
        "assessments/end-publicity", request, actor=TOWN_OFFICER, photo=a_paper(front, request)
    )


def _publicise(front: Front, request: UUID) -> None:
    front.give(
        "assessments/start-publicity",
        request,
        actor=TOWN_OFFICER,
        on=EARLIER,
        place="村务公开栏",
        text_checked=True,
    )


def _schedule(
    front: Front, request: UUID, institution: UUID, *, on: date = TODAY, again: bool = False
) -> None:
    said: Said = {"appointment": _appointment(institution), "categories": PHYSICAL}
    if again:
        front.give("assessments/reschedule", request, on=on, reason="re_assessment", **said)
    else:
        front.give("assessments/schedule", request, on=on, **said)


def _appointment(institution: UUID) -> Said:
    return {"place": "institution", "institution": institution, "planned_on": date(2022, 6, 20)}


def _perform(front: Front, request: UUID, institution: UUID) -> None:
    front.give(
        "assessments/perform",
        request,
        on=EARLIER,
        place="institution",
        institution=institution,
        doctors=(DOCTOR,),
        conclusion="qualified",
        referred_to_treatment=False,
        grading=GRADING,
        seal_scan=a_paper(front, request),
    )


def _round(front: Front, resident: UUID, institution: UUID) -> None:
    """A day's round with one stop; another is cancelled."""
    request = an_accepted_request(front, resident, place="home")
    plan: Said = {"planned_on": date(2022, 6, 20), "institution": institution, "doctors": (DOCTOR,)}
    batch = front.open("batches", **plan, vehicle="苏C·示例", equipment=("blood_pressure",))
    front.give("batches/add-stop", batch, request=request, commissioner=COMMISSIONER.id)
    front.give("batches/remove-stop", batch, request=request)
    front.give("batches/add-stop", batch, request=request, commissioner=COMMISSIONER.id)
    front.give("batches/reorder-stops", batch, requests=(request,))
    front.give("batches/confirm", batch, categories=({"request": request, "categories": PHYSICAL},))
    front.give("batches/start", batch)
    front.give("batches/visit-stop", batch, request=request, outcome="not_at_home")
    front.give("batches/finish", batch, distance_km=42, duration_hours=6)
    front.give("batches/cancel", front.open("batches", **plan), reason="weather")

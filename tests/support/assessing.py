"""A request for assessment brought further, by commands: scheduled, performed, approved."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from support.casework import PHYSICAL, START, a_paper, a_request, a_roster, an_accepted_request
from support.histories import id_of
from support.office import COMMISSIONER, OFFICER, TODAY, TOWN_OFFICER, Front, Said, identity_number

SOURCE: Said = {"origin": "district_entry", "as_of": TODAY}
GRADING: Said = {"findings": ({"category": 4, "grade": 2},), "category": 4, "grade": 2}


def with_guardian(front: Front, resident: UUID, *, to_on: date | None = None) -> UUID:
    front.give(
        "residents/set-guardian",
        resident,
        guardian=id_of("a guardian"),
        name="监护人某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        to_on=to_on,
        evidence=a_paper(front, resident),
    )
    return resident


def a_suspect(front: Front, association: UUID, **values: Any) -> UUID:
    return front.open(
        "residents/suspect",
        association=association,
        household=id_of("household"),
        name="疑似者",
        address="一组1号",
        suspected_categories="肢体",
        **values,
    )


def a_request_on(front: Front, resident: UUID, on: date) -> UUID:
    return a_request(front, resident, on=on)


def accept(front: Front, request: UUID) -> None:
    front.give(
        "assessments/accept",
        request,
        identity_verified=True,
        guardian_verified=True,
        photo_verified=True,
        accepting_organisation="320371",
        issuing_organisation="320371",
    )


def schedule(
    front: Front, request: UUID, institution: UUID, *, categories: tuple[int, ...] = PHYSICAL
) -> None:
    appointment = {
        "place": "institution",
        "institution": institution,
        "planned_on": date(2022, 6, 20),
    }
    front.give("assessments/schedule", request, appointment=appointment, categories=categories)


def scheduled(front: Front, resident: UUID) -> UUID:
    request = an_accepted_request(front, resident)
    schedule(front, request, a_roster(front))
    return request


def perform(
    front: Front, request: UUID, *, conclusion: str = "qualified", grading: Said | None = None
) -> None:
    front.give(
        "assessments/perform",
        request,
        actor=OFFICER,
        place="institution",
        institution=uuid4(),
        doctors=(id_of("doctor"),),
        conclusion=conclusion,
        referred_to_treatment=False,
        grading=grading,
        seal_scan=a_paper(front, request),
    )


def qualified(front: Front, resident: UUID) -> UUID:
    request = scheduled(front, resident)
    perform(front, request, grading=GRADING)
    return request


def publicise(front: Front, request: UUID) -> None:
    front.give(
        "assessments/start-publicity",
        request,
        actor=TOWN_OFFICER,
        place="公开栏",
        text_checked=True,
    )


def approved(front: Front, resident: UUID) -> UUID:
    """Bring a request to its approval; the notice hung since the first of June."""
    request = scheduled(front, resident)
    front.now, now = front.now.replace(day=1), front.now
    perform(front, request, grading=GRADING)
    front.give("assessments/notify-conclusion", request, form="paper")
    publicise(front, request)
    front.now = now
    front.give(
        "assessments/end-publicity", request, actor=TOWN_OFFICER, photo=a_paper(front, request)
    )
    front.give("assessments/review", request, approved=True)
    return request


def card(number: str) -> Said:
    return {
        "number": f"{number}42",
        "category": "4",
        "grade": "2",
        "issuing_organisation": "320371",
        "valid_from": TODAY,
        "valid_to": date(2032, 6, 15),
        "generation": 3,
    }


def issue(front: Front, resident: UUID, request: UUID) -> int:
    receipt = front.give(
        "residents/issue-certificate",
        resident,
        card=card(identity_number()),
        source=SOURCE | {"origin": "case"},
        assessment={"request": request, "at_home": True},
    )
    return receipt.version


def deliver(front: Front, request: UUID) -> None:
    front.give(
        "assessments/deliver",
        request,
        actor=COMMISSIONER,
        receiver="holder",
        at_home=True,
        receipt=a_paper(front, request),
    )

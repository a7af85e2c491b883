"""Records brought, by commands, to where a test begins."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from support.histories import TOWN, VILLAGE, id_of
from support.office import (
    CHAIR,
    COMMISSIONER,
    OFFICER,
    TODAY,
    TOWN_OFFICER,
    identity_number,
)

if TYPE_CHECKING:
    from uuid import UUID

    from support.office import Front, Said

OTHER_VILLAGE, OTHER_TOWN = "320371006001", "320371006"
PAPER = "残发〔2022〕5号"
START = date(2022, 3, 1)
NOTICE: Said = {"text_version": "2022-03", "form": "paper", "signed": True}
PHYSICAL = (4,)


def an_association(front: Front, *, code: str = VILLAGE, town: str = TOWN) -> UUID:
    """Propose an association; cases can be kept there."""
    return front.open(
        "associations",
        actor=TOWN_OFFICER if town == TOWN else OFFICER,
        name="示例村残协",
        code=code,
        town=town,
    )


def an_active_association(front: Front, *, code: str = VILLAGE, chair: UUID = CHAIR.id) -> UUID:
    """Bring an association to work, with its chair."""
    association = an_association(front, code=code)
    front.give("associations/assign-area", association, area=uuid4(), name="一组")
    front.give("associations/approve", association, document_number=PAPER)
    front.give(
        "associations/appoint-member",
        association,
        actor=TOWN_OFFICER,
        person=chair,
        post="chair",
        start_on=START,
        document_number=PAPER,
        is_party_secretary=True,
        name="王示例",
    )
    front.give("associations/activate", association, actor=TOWN_OFFICER)
    return association


def a_resident(
    front: Front, association: UUID, *, number: str | None = None, **values: object
) -> UUID:
    """Put a resident on file."""
    said: Said = {
        "household": None,
        "name": "张示例",
        "identity_number": number or identity_number(),
        "address": "示例村一组3号",
        "notice": NOTICE,
    }
    return front.open("residents", association=association, **(said | values))


def a_paper(front: Front, case: UUID, *, kind: str = "signed_form") -> UUID:
    """Attach a paper to a case or a file, by its name only."""
    return front.open(
        "documents",
        case=case,
        kind=kind,
        digest="sha256:00",
        size_bytes=1,
        media_type="application/pdf",
        dated_on=TODAY,
    )


def an_appeal(front: Front, resident: UUID, **values: object) -> UUID:
    """Register an appeal by telephone."""
    said: Said = {
        "appellant": "resident",
        "channel": "phone",
        "summary": "轮椅坏了, 想换一台。",
        "read_back": True,
        "resident": resident,
    }
    return front.open("appeals", actor=COMMISSIONER, **(said | values))


def triage(front: Front, appeal: UUID, track: str = "prompt") -> None:
    """Put an appeal on a track."""
    front.give(
        "appeals/triage",
        appeal,
        actor=TOWN_OFFICER,
        track=track,
        category="device",
        regime="ordinary",
    )


def an_appeal_in_progress(front: Front, resident: UUID, *, track: str = "prompt") -> UUID:
    """Bring an appeal to the commissioner, who works on it."""
    appeal = an_appeal(front, resident)
    triage(front, appeal, track)
    front.give("appeals/accept", appeal, actor=TOWN_OFFICER, related=False)
    assisting = ("镇民政办",) if track == "coordinated" else ()
    front.give(
        "appeals/assign",
        appeal,
        actor=TOWN_OFFICER,
        lead="示例村残协",
        handler=COMMISSIONER.id,
        related=False,
        assisting=assisting,
    )
    front.give("appeals/start-work", appeal, actor=COMMISSIONER)
    return appeal


def an_appeal_closed(front: Front, resident: UUID, *, track: str = "open") -> UUID:
    """Bring an appeal to its end, to the person's content."""
    appeal = an_appeal_in_progress(front, resident, track=track)
    said: Said = {"outcome": "resolved", "reply": "已更换", "means": "in_person"}
    front.give("appeals/reply", appeal, actor=COMMISSIONER, **said)
    front.give(
        "appeals/revisit", appeal, actor=TOWN_OFFICER, reached=True, satisfaction="satisfied"
    )
    front.give("appeals/close", appeal, actor=TOWN_OFFICER)
    return appeal


def a_roster(front: Front, *doctors: UUID) -> UUID:
    """Designate an institution for physical disabilities, with its doctors."""
    institution = front.open(
        "institutions", name="区人民医院", categories=PHYSICAL, valid_from=START
    )
    for doctor in doctors or (id_of("doctor"),):
        front.give(
            "institutions/list-doctor",
            institution,
            doctor=doctor,
            categories=PHYSICAL,
            valid_from=START,
        )
    return institution


def a_request(front: Front, resident: UUID, **values: object) -> UUID:
    """Ask for a first assessment."""
    said: Said = {
        "kind": "first",
        "at_home": True,
        "consent": "paper",
        "suspected_categories": PHYSICAL,
    }
    return front.open("assessments", actor=COMMISSIONER, resident=resident, **(said | values))


def screen(front: Front, request: UUID, *, place: str = "institution") -> None:
    """Screen a request on the spot."""
    at_home = place == "home"
    front.give(
        "assessments/screen",
        request,
        actor=COMMISSIONER,
        met_person=True,
        place=place,
        home_ground="bed_bound" if at_home else None,
        ground_reason=None,
        materials=(),
        warnings=(),
        acknowledged=(),
    )


def an_accepted_request(front: Front, resident: UUID, *, place: str = "institution") -> UUID:
    """Bring a request to where it waits for an appointment."""
    request = a_request(front, resident)
    screen(front, request, place=place)
    front.give(
        "assessments/accept",
        request,
        identity_verified=True,
        guardian_verified=True,
        photo_verified=True,
        accepting_organisation="320371",
        issuing_organisation="320371",
    )
    return request


def a_commissioner(front: Front, association: UUID, person: UUID = COMMISSIONER.id) -> UUID:
    """Bring a commissioner into post; give the appointment."""
    appointment = front.open(
        "appointments",
        actor=TOWN_OFFICER,
        person=person,
        association=association,
        is_adult=True,
        related_to_chair=False,
        name="李示例",
    )
    for level in ("town", "district"):
        front.give("appointments/approve", appointment, level=level, document_number=PAPER)
    front.give(
        "appointments/start",
        appointment,
        actor=TOWN_OFFICER,
        start_on=START,
        pledge_signed_on=START,
    )
    return appointment


def a_pairing(front: Front, resident: UUID, association: UUID, helper: UUID = CHAIR.id) -> UUID:
    """Propose a helper for a resident."""
    return front.open(
        "pairings", actor=CHAIR, resident=resident, helper=helper, association=association
    )


def confirm(front: Front, pairing: UUID, start_on: date = START) -> None:
    """Start a pairing with the resident's consent."""
    front.give(
        "pairings/confirm",
        pairing,
        actor=CHAIR,
        consent_by="resident",
        consent_form="voice",
        start_on=start_on,
    )

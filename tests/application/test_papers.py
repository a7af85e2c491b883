"""Guards that demand paper demand a document (`domain.md` 10.13a)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from application.catalogue import COMMANDS
from application.command import fields_of, without_none
from application.refusals import PaperMissing, PaperOfAnotherCase
from domain.document import DocumentAttached, DocumentNotAttached
from domain.resident import FileShredded, Resident
from support.assessing import GRADING, perform, publicise, scheduled
from support.casework import (
    a_paper,
    a_resident,
    an_active_association,
    an_appeal,
)
from support.histories import id_of
from support.office import OFFICER, TOWN_OFFICER

if TYPE_CHECKING:
    from support.office import Front

PAPERS = ("photo", "document", "evidence", "scan", "seal_scan", "receipt")


@pytest.fixture
def association(front: Front) -> UUID:
    return an_active_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def a_publicity(front: Front, resident: UUID) -> UUID:
    """Bring a request to its publicity, which is over."""
    request = scheduled(front, resident)
    front.now, now = front.now.replace(day=1), front.now
    perform(front, request, grading=GRADING)
    publicise(front, request)
    front.now = now
    return request


def end(front: Front, request: UUID, photo: UUID) -> None:
    front.give("assessments/end-publicity", request, actor=TOWN_OFFICER, photo=photo)


def test_every_command_that_names_a_paper_demands_it() -> None:
    missing = {
        f"{each.resource}/{each.name} {field.name}"
        for each in COMMANDS
        for field in fields_of(each.decide)
        if field.name in PAPERS and without_none(field.kind) is UUID
        if field.name not in each.papers
    }
    assert missing == set()


def test_a_photo_that_was_never_attached_is_no_photo(front: Front, resident: UUID) -> None:
    request = a_publicity(front, resident)
    with pytest.raises(PaperMissing) as refused:
        end(front, request, uuid4())
    assert refused.value.details == {"field": "photo"}


def test_another_record_is_no_photo(front: Front, resident: UUID) -> None:
    request = a_publicity(front, resident)
    with pytest.raises(PaperMissing):
        end(front, request, request)


def test_a_photo_that_was_withdrawn_is_no_photo(front: Front, resident: UUID) -> None:
    request = a_publicity(front, resident)
    photo = a_paper(front, request, kind="photo")
    front.give("documents/withdraw", photo)

    with pytest.raises(PaperMissing):
        end(front, request, photo)
    with pytest.raises(DocumentNotAttached):
        front.give("documents/withdraw", photo)


def test_a_voided_document_is_no_photo(front: Front, resident: UUID) -> None:
    request = a_publicity(front, resident)
    photo = a_paper(front, request, kind="photo")
    front.give("documents/void", photo, reason="传错了")

    with pytest.raises(PaperMissing):
        end(front, request, photo)


def test_a_photo_of_another_case_does_not_serve(
    front: Front, association: UUID, resident: UUID
) -> None:
    request = a_publicity(front, resident)
    elsewhere = a_paper(front, an_appeal(front, resident), kind="photo")

    with pytest.raises(PaperOfAnotherCase):
        end(front, request, elsewhere)


@pytest.mark.parametrize("place", ["the case", "the person", "the association"])
def test_a_paper_of_the_case_its_person_or_its_association_serves(
    front: Front, association: UUID, resident: UUID, place: str
) -> None:
    request = a_publicity(front, resident)
    cases = {"the case": request, "the person": resident, "the association": association}

    end(front, request, a_paper(front, cases[place], kind="photo"))

    assert front.topics(request)[-1] == "assessment.publicity_ended"


def test_a_plate_hangs_with_its_photo_as_section_10_7_says(front: Front, association: UUID) -> None:
    front.give(
        "associations/approve-plate", association, document_number="1号", approved_by="组织部"
    )
    with pytest.raises(PaperMissing):
        front.give("associations/hang-plate", association, place="村部", photo=uuid4())
    photo = a_paper(front, association, kind="photo")
    front.give("associations/hang-plate", association, place="村部", photo=photo)


def test_a_file_concerns_whom_its_case_is_about(
    front: Front, association: UUID, resident: UUID
) -> None:
    cases = {an_appeal(front, resident): resident, resident: resident, association: None}
    for case, person in cases.items():
        event = front.last(a_paper(front, case)).event
        assert isinstance(event, DocumentAttached)
        assert event.person == person


def test_nothing_is_attached_for_somebody_whose_keys_were_destroyed(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    front.desk(OFFICER).do(
        lambda work: work.change(
            Resident,
            resident,
            Resident.shred,
            appraisal=id_of("appraisal"),
            approvers=(id_of("one"), id_of("two")),
            retention_over=True,
        )
    )
    with pytest.raises(FileShredded):
        a_paper(front, appeal)

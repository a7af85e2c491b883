"""One field of one entry put right: the whole entry as it should have been, and who may do it."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.opening import plain
from application.refusals import (
    AreaUnknown,
    FutureDate,
    OutOfYourArea,
)
from domain.appeal import Appeal
from domain.history import Corrected, standing
from domain.resident import Resident
from domain.visit import Visit
from domain.words import AppealCategory, AppealChannel, Met
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    a_resident,
    an_appeal,
    an_association,
    triage,
)
from support.histories import id_of
from support.office import (
    COMMISSIONER,
    OFFICER,
    TODAY,
    TOWN_OFFICER,
    Front,
    Said,
)

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Recorded

REASON = "录入时看错"


@pytest.fixture
def association(front: Front) -> UUID:
    return an_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


@pytest.fixture
def appeal(front: Front, resident: UUID) -> UUID:
    return an_appeal(front, resident)


def correct(
    front: Front,
    path: str,
    stream: UUID,
    field: str,
    new: object,
    *,
    version: int = 1,
    **circumstances: Any,
) -> Corrected:
    front.give(
        f"{path}/correct",
        stream,
        version=version,
        field=field,
        new=new,
        reason=REASON,
        **circumstances,
    )
    event = front.last(stream).event
    assert isinstance(event, Corrected)
    return event


def stands(front: Front, stream: UUID, version: int = 1) -> Recorded[Any]:
    """Give an entry as it is to be understood now."""
    entries = standing(front.log.history(stream))
    return next(each for each in entries if each.version == version)


def opened(front: Front, stream: UUID, version: int = 1) -> Said:
    return plain(stands(front, stream, version).event, front.vault)


# --- clear fields


def test_a_code_is_corrected_and_the_rest_stays(front: Front, appeal: UUID) -> None:
    before = stands(front, appeal).event
    correction = correct(front, "appeals", appeal, "channel", "walk_in")
    assert (correction.version, correction.field) == (1, "channel")
    assert (correction.old, correction.new, correction.reason) == ("phone", "walk_in", REASON)
    after = stands(front, appeal).event
    assert after == dataclasses.replace(before, channel=AppealChannel.WALK_IN)


def test_the_record_stands_as_it_was_corrected(front: Front, appeal: UUID) -> None:
    triage(front, appeal)
    correct(front, "appeals", appeal, "category", "care", version=2)
    assert front.fold(Appeal, appeal).category is AppealCategory.CARE


@pytest.mark.parametrize(
    ("field", "new", "old_text", "new_text"),
    [
        ("people", 4, "1", "4"),
        ("read_back", False, "true", "false"),
        ("order_number", "12345-7", None, "12345-7"),
        ("category", "housing", None, "housing"),
        ("related_to", str(id_of("another")), None, str(id_of("another"))),
    ],
)
def test_numbers_words_codes_and_ids_are_read_from_plain_values(
    front: Front, appeal: UUID, field: str, new: object, old_text: str, new_text: str
) -> None:
    correction = correct(front, "appeals", appeal, field, new)
    assert (correction.old, correction.new) == (old_text, new_text)


def test_an_optional_field_may_be_emptied(front: Front, appeal: UUID) -> None:
    correct(front, "appeals", appeal, "order_number", "12345-7")
    correction = correct(front, "appeals", appeal, "order_number", None)
    assert (correction.old, correction.new) == ("12345-7", None)
    assert stands(front, appeal).event.order_number is None


def test_a_list_is_corrected_as_a_whole(front: Front, resident: UUID) -> None:
    appeal = an_appeal(front, resident)
    triage(front, appeal, "coordinated")
    front.give("appeals/accept", appeal, actor=TOWN_OFFICER, related=False)
    front.give(
        "appeals/assign",
        appeal,
        actor=TOWN_OFFICER,
        lead="镇残联",
        handler=COMMISSIONER.id,
        related=False,
        assisting=("民政",),
    )
    correction = correct(front, "appeals", appeal, "assisting", ["民政", "住建"], version=4)
    assert stands(front, appeal, 4).event.assisting == ("民政", "住建")
    assert correction.new == '["民政", "住建"]'


def test_a_part_of_a_list_is_named_by_its_number(front: Front, resident: UUID) -> None:
    visit = a_visit(front, resident)
    correct(front, "visits", visit, "residents.0.met", "family")
    (seen,) = stands(front, visit).event.residents
    assert seen.met is Met.FAMILY
    assert front.fold(Visit, visit).residents == (resident,)


# --- the envelope


def test_the_business_date_is_corrected_and_its_clocks_begin_on_the_right_day(
    front: Front, appeal: UUID
) -> None:
    correction = correct(front, "appeals", appeal, "occurred_on", "2022-06-10")
    assert (correction.old, correction.new) == ("2022-06-15", "2022-06-10")
    entry = stands(front, appeal)
    assert entry.occurred_on == date(2022, 6, 10)
    # The next workday after Friday, 10 June.
    assert entry.event.notify_by.due_on == date(2022, 6, 13)
    assert front.last(appeal).occurred_on == TODAY


def test_no_business_date_is_in_the_future(front: Front, appeal: UUID) -> None:
    with pytest.raises(FutureDate):
        correct(front, "appeals", appeal, "occurred_on", "2022-06-16")


def test_where_a_record_is_kept_is_corrected_for_now_and_for_later(
    front: Front, association: UUID, appeal: UUID
) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    correction = correct(front, "appeals", appeal, "association", str(other), actor=OFFICER)
    assert (correction.old, correction.new) == (str(association), str(other))
    front.give("appeals/escalate-urgent", appeal, ground="life", report="急")
    for entry in (stands(front, appeal), front.last(appeal)):
        assert entry.envelope.organisation is not None
        assert entry.envelope.organisation.code == OTHER_VILLAGE


def test_a_town_gives_no_record_to_another_town(front: Front, appeal: UUID) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    with pytest.raises(OutOfYourArea):
        correct(front, "appeals", appeal, "association", str(other), actor=TOWN_OFFICER)
    with pytest.raises(AreaUnknown):
        correct(front, "appeals", appeal, "association", str(uuid4()))


def test_where_somebody_lives_is_corrected_in_the_file_itself(front: Front, resident: UUID) -> None:
    other = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    correct(front, "residents", resident, "association", str(other))
    assert front.fold(Resident, resident).association == other
    appeal = front.open(
        "appeals",
        appellant="resident",
        resident=resident,
        channel="letter",
        summary="信",
    )
    organisation = front.last(appeal).envelope.organisation
    assert organisation is not None
    assert organisation.code == OTHER_VILLAGE


# --- one after the other


def test_a_second_correction_of_an_entry_keeps_the_first(front: Front, appeal: UUID) -> None:
    correct(front, "appeals", appeal, "occurred_on", "2022-06-10")
    correct(front, "appeals", appeal, "people", 3)
    correct(front, "appeals", appeal, "channel", "walk_in")
    entry = stands(front, appeal)
    assert entry.occurred_on == date(2022, 6, 10)
    assert (entry.event.people, entry.event.channel) == (3, AppealChannel.WALK_IN)


def test_a_correction_is_corrected_by_another_one(front: Front, appeal: UUID) -> None:
    correct(front, "appeals", appeal, "people", 3)
    correction = correct(front, "appeals", appeal, "people", 4)
    assert (correction.version, correction.old, correction.new) == (1, "3", "4")


def test_a_correction_that_is_voided_brings_back_what_stood(front: Front, appeal: UUID) -> None:
    correct(front, "appeals", appeal, "people", 3)
    correct(front, "appeals", appeal, "people", 4)
    front.give("appeals/void", appeal, version=3, reason="更正有误")
    assert stands(front, appeal).event.people == 3


def a_visit(front: Front, resident: UUID, **values: object) -> UUID:
    seen: Said = {"resident": resident, "met": "yes", "state_checked": True}
    return front.open(
        "visits",
        actor=COMMISSIONER,
        visitor=COMMISSIONER.id,
        mode="home",
        purpose="survey",
        residents=(seen | values,),
    )

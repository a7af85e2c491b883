"""What is not corrected, by whom not, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from application.refusals import (
    EntryIsVoid,
    FieldNotCorrectable,
    FieldUnknown,
    NothingCorrected,
    NotYoursToCorrect,
    ValueNotUnderstood,
)
from domain.history import Corrected
from domain.history.aggregate import EntryUnknown
from support.casework import a_resident, an_appeal, an_association, triage
from support.histories import id_of
from support.office import CHAIR, COMMISSIONER, LEADER, OFFICER, TOWN_OFFICER, Front, Said

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


# --- what is not corrected


@pytest.mark.parametrize("field", ["", "topic", "colour", "summary.box", "people.0", "upcast"])
def test_an_entry_has_no_other_fields(front: Front, appeal: UUID, field: str) -> None:
    with pytest.raises(FieldUnknown):
        correct(front, "appeals", appeal, field, "x")


@pytest.mark.parametrize("number", ["1", "-1", "x", "²"])
def test_a_list_has_no_other_items(front: Front, resident: UUID, number: str) -> None:
    with pytest.raises(FieldUnknown):
        correct(front, "visits", a_visit(front, resident), f"residents.{number}.met", "family")


@pytest.mark.parametrize("field", ["resident", "notify_by"])
def test_whose_record_it_is_and_what_was_worked_out_are_not_corrected(
    front: Front, appeal: UUID, field: str
) -> None:
    with pytest.raises(FieldNotCorrectable):
        correct(front, "appeals", appeal, field, str(id_of("another")))


def test_what_holds_texts_is_corrected_text_by_text(front: Front, resident: UUID) -> None:
    with pytest.raises(FieldNotCorrectable):
        correct(front, "visits", a_visit(front, resident), "residents", [])


def test_an_association_is_its_own_and_its_code_has_a_command(
    front: Front, association: UUID
) -> None:
    for field, new in (("association", str(uuid4())), ("code", "320371005009")):
        with pytest.raises(FieldNotCorrectable):
            correct(front, "associations", association, field, new)


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("channel", "smoke"),
        ("channel", ["phone"]),
        ("channel", None),
        ("people", "3"),
        ("people", True),
        ("people", 1.5),
        ("read_back", "yes"),
        ("related_to", "nobody"),
        ("summary", 3),
        ("summary", None),
        ("summary", " "),
        ("order_number", ""),
        ("occurred_on", "15.6.2022"),
        ("association", 5),
    ],
)
def test_a_value_is_what_the_field_takes(
    front: Front, appeal: UUID, field: str, new: object
) -> None:
    before = front.log.last_position()
    with pytest.raises(ValueNotUnderstood):
        correct(front, "appeals", appeal, field, new)
    assert front.log.last_position() == before


def test_what_stands_already_is_not_corrected(
    front: Front, association: UUID, appeal: UUID
) -> None:
    for field, new in (
        ("channel", "phone"),
        ("summary", "轮椅坏了, 想换一台。"),
        ("occurred_on", "2022-06-15"),
        ("association", str(association)),
    ):
        with pytest.raises(NothingCorrected):
            correct(front, "appeals", appeal, field, new)


@pytest.mark.parametrize("version", [0, -1, 2, 99])
def test_only_an_entry_that_is_there_is_corrected(front: Front, appeal: UUID, version: int) -> None:
    with pytest.raises(EntryUnknown):
        correct(front, "appeals", appeal, "people", 3, version=version)


def test_a_void_entry_and_a_correction_are_not_corrected(front: Front, appeal: UUID) -> None:
    triage(front, appeal)
    correct(front, "appeals", appeal, "people", 3)
    front.give("appeals/void", appeal, version=2, reason="误录")
    with pytest.raises(EntryIsVoid):
        correct(front, "appeals", appeal, "category", "care", version=2)
    with pytest.raises(EntryUnknown):
        correct(front, "appeals", appeal, "reason", "另一个理由", version=3)


# --- who may


def test_the_author_corrects_on_the_same_day(front: Front, appeal: UUID) -> None:
    assert correct(front, "appeals", appeal, "people", 3, actor=COMMISSIONER).new == "3"


def test_nobody_else_of_the_village_does(front: Front, appeal: UUID) -> None:
    with pytest.raises(NotYoursToCorrect):
        correct(front, "appeals", appeal, "people", 3, actor=CHAIR)


def test_on_a_later_day_it_is_the_towns_or_the_districts(front: Front, appeal: UUID) -> None:
    front.now = front.last(appeal).recorded_at + timedelta(days=1)
    for number, actor in enumerate((TOWN_OFFICER, OFFICER, LEADER), start=2):
        assert correct(front, "appeals", appeal, "people", number, actor=actor).new == str(number)
    with pytest.raises(NotYoursToCorrect):
        correct(front, "appeals", appeal, "people", 9, actor=COMMISSIONER)


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

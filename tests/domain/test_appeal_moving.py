"""An appeal comes to the right person, and to the association that goes on (10.1, 10.7)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.appeal import (
    Appeal,
    AppealMerged,
    AppealNotOpen,
    AppealSubjectChanged,
    CaseTransferred,
    MergedAppealHasNoOwnSubject,
    SubjectUnchanged,
    TransferTargetNotActive,
    TransferTargetUnchanged,
    TransferWithoutDocument,
)
from domain.words import Appellant
from support.appeals import CLOSED, IN_PROGRESS, REGISTERED, REPLIED, RESIDENT, REVISITED
from support.histories import SEALED, given, id_of, running

RIGHT = id_of("the right person")
MERGED_AWAY, GOES_ON = id_of("merged away"), id_of("goes on")
ORDER: dict[str, Any] = {
    "from_association": MERGED_AWAY,
    "to_association": GOES_ON,
    "to_is_active": True,
    "document_number": "残发〔2022〕5号",
}
ENDED = (*IN_PROGRESS, REPLIED, REVISITED, CLOSED)


@pytest.mark.parametrize("life", [(REGISTERED,), IN_PROGRESS, ENDED])
def test_the_right_person_is_named_at_any_time(life: tuple[Any, ...]) -> None:
    changed = given(Appeal, *life).change_subject(resident=RIGHT, reason=SEALED)

    assert changed == AppealSubjectChanged(resident=RIGHT, reason=SEALED)
    appeal = given(Appeal, *life, changed)
    assert (appeal.resident, appeal.appellant) == (RIGHT, Appellant.RESIDENT)
    assert appeal.status is given(Appeal, *life).status


def test_the_person_there_already_is_no_change() -> None:
    with pytest.raises(SubjectUnchanged):
        given(Appeal, *IN_PROGRESS).change_subject(resident=RESIDENT, reason=SEALED)


def test_a_merged_appeal_is_the_other_one_s_person_s() -> None:
    merged = given(Appeal, *IN_PROGRESS, AppealMerged(into=id_of("another case")))

    with pytest.raises(MergedAppealHasNoOwnSubject):
        merged.change_subject(resident=RIGHT, reason=SEALED)


def test_an_open_case_is_transferred_and_nothing_else_of_it_changes() -> None:
    appeal = given(Appeal, *IN_PROGRESS)
    transferred = appeal.transfer(**ORDER)

    assert transferred == CaseTransferred(
        from_association=MERGED_AWAY, to_association=GOES_ON, document_number="残发〔2022〕5号"
    )
    assert running(given(Appeal, *IN_PROGRESS, transferred)) == running(appeal)


def test_a_case_that_has_ended_stays_where_it_was() -> None:
    with pytest.raises(AppealNotOpen):
        given(Appeal, *ENDED).transfer(**ORDER)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"to_association": MERGED_AWAY}, TransferTargetUnchanged),
        ({"to_is_active": False}, TransferTargetNotActive),
        ({"document_number": " "}, TransferWithoutDocument),
    ],
)
def test_a_transfer_goes_to_another_association_at_work_by_a_document(
    said: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        given(Appeal, *IN_PROGRESS).transfer(**ORDER | said)

"""A need found on a visit is answered once, by a case or by a reason (`domain.md` 11.2, M20)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.visit import (
    AnswerIncomplete,
    NeedAlreadyAnswered,
    NeedAnswered,
    NeedNotFound,
    Visit,
)
from domain.words import LinkedKind, Need
from support.histories import SEALED, given, id_of
from support.visits import MET_B, RECORDED, A, B

WITH_NEED = replace(RECORDED, residents=(MET_B,))
CASE = id_of("an appeal")
INTO_CASE = NeedAnswered(resident=B, need=Need.DEVICE, kind=LinkedKind.APPEAL, case=CASE)


def test_a_need_goes_into_a_case() -> None:
    visit = given(Visit, WITH_NEED)

    answered = visit.answer_need(resident=B, need=Need.DEVICE, kind=LinkedKind.APPEAL, case=CASE)

    assert answered == INTO_CASE


def test_or_nothing_is_done_for_a_reason() -> None:
    visit = given(Visit, WITH_NEED)

    refused = visit.answer_need(resident=B, need=Need.DEVICE, reason=SEALED)

    assert refused == NeedAnswered(resident=B, need=Need.DEVICE, reason=SEALED)


def test_one_of_both_and_not_both() -> None:
    visit = given(Visit, WITH_NEED)

    for said in (
        {},
        {"kind": LinkedKind.APPEAL},
        {"case": CASE},
        {"kind": LinkedKind.APPEAL, "case": CASE, "reason": SEALED},
    ):
        with pytest.raises(AnswerIncomplete):
            visit.answer_need(resident=B, need=Need.DEVICE, **said)


def test_what_the_visit_did_not_find_is_not_answered() -> None:
    visit = given(Visit, WITH_NEED)

    with pytest.raises(NeedNotFound):
        visit.answer_need(resident=B, need=Need.CARE, reason=SEALED)
    with pytest.raises(NeedNotFound):
        visit.answer_need(resident=A, need=Need.DEVICE, reason=SEALED)


def test_a_need_is_answered_once() -> None:
    with pytest.raises(NeedAlreadyAnswered):
        given(Visit, WITH_NEED, INTO_CASE).answer_need(resident=B, need=Need.DEVICE, reason=SEALED)

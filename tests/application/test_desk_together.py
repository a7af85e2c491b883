"""Several at once: two officers on one case, one command sent twice, one claim by two."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from application.refusals import AlreadyThere, NotTheVersionSeen
from domain.appeal import Appeal, AppealNotAwaitingAcceptance
from domain.history import Rejected
from domain.words import AppealChannel, Appellant, ConsentBy, DuplicateGround, NoticeForm
from support.casework import (
    START,
    a_pairing,
    a_resident,
    an_active_association,
    an_appeal,
    an_appeal_in_progress,
    an_association,
    triage,
)
from support.office import CHAIR, COMMISSIONER, TOWN_OFFICER, Front, identity_number, key_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from application.desk import Receipt
    from eventstore.append import CommandId

WAIT_SECONDS = 60


def together(*tries: Callable[[], Receipt]) -> list[Receipt | Rejected]:
    """Give commands from threads that start at the same moment; tell what each came to."""
    barrier = Barrier(len(tries))

    def given(attempt: Callable[[], Receipt]) -> Receipt | Rejected:
        barrier.wait(WAIT_SECONDS)
        try:
            return attempt()
        except Rejected as refusal:
            return refusal

    with ThreadPoolExecutor(len(tries)) as threads:
        return list(threads.map(given, tries, timeout=WAIT_SECONDS))


def receipts(outcomes: list[Receipt | Rejected]) -> list[Receipt]:
    return [each for each in outcomes if not isinstance(each, Rejected)]


def refusals(outcomes: list[Receipt | Rejected]) -> list[Rejected]:
    return [each for each in outcomes if isinstance(each, Rejected)]


def test_one_command_sent_by_eight_threads_at_once_is_written_once(front: Front) -> None:
    resident = a_resident(front, an_association(front))
    appeal = an_appeal_in_progress(front, resident)
    key = key_of(COMMISSIONER, "note")

    def note() -> Receipt:
        return front.give(
            "appeals/note-progress", appeal, actor=COMMISSIONER, key=key, note="已联系厂家。"
        )

    outcomes = together(*[note] * 8)

    positions = {each.position for each in receipts(outcomes)}
    assert (len(receipts(outcomes)), len(positions)) == (8, 1)
    assert sum(not each.repeated for each in receipts(outcomes)) == 1
    assert front.topics(appeal).count("appeal.progress_noted") == 1


def test_a_record_is_made_once_though_eight_threads_ask_for_it(front: Front) -> None:
    resident = a_resident(front, an_association(front))
    key = key_of(COMMISSIONER, "register")

    made = together(*[lambda: a_letter(front, resident, key=key)] * 8)

    assert len({each.id for each in receipts(made)}) == 1


def test_of_two_who_accept_one_appeal_one_wins_and_the_other_decides_again(front: Front) -> None:
    appeal = an_appeal(front, a_resident(front, an_association(front)))
    triage(front, appeal)

    outcomes = together(
        lambda: front.give("appeals/accept", appeal, actor=TOWN_OFFICER, related=False),
        lambda: front.give("appeals/accept", appeal, actor=CHAIR, related=False),
    )

    assert len(receipts(outcomes)) == 1
    assert [type(each) for each in refusals(outcomes)] == [AppealNotAwaitingAcceptance]
    assert front.fold(Appeal, appeal).version == 3


def test_of_two_who_saw_the_same_version_one_wins_and_the_other_saw_an_old_one(
    front: Front,
) -> None:
    appeal = an_appeal_in_progress(front, a_resident(front, an_association(front)))

    def note(text: str) -> Receipt:
        return front.give("appeals/note-progress", appeal, actor=COMMISSIONER, seen=5, note=text)

    outcomes = together(lambda: note("甲记。"), lambda: note("乙记。"))

    assert [each.version for each in receipts(outcomes)] == [6]
    assert [type(each) for each in refusals(outcomes)] == [NotTheVersionSeen]


def test_notes_of_several_people_at_once_are_all_kept(front: Front) -> None:
    appeal = an_appeal_in_progress(front, a_resident(front, an_association(front)))

    def note() -> Receipt:
        return front.give("appeals/note-progress", appeal, actor=COMMISSIONER, note="同时记录。")

    outcomes = together(*[note] * 3)

    assert sorted(each.version for each in receipts(outcomes)) == [6, 7, 8]


def test_of_two_files_with_one_id_number_one_is_made(front: Front) -> None:
    association = an_association(front)
    number = identity_number()

    def register() -> Receipt:
        return front.give("residents", uuid4(), **file_of(association, number))

    outcomes = together(register, register)

    (made,), (refused,) = receipts(outcomes), refusals(outcomes)
    assert isinstance(refused, AlreadyThere)
    assert refused.details == {"kind": "identity", "held_by": made.id}


def test_of_two_pairings_confirmed_at_once_one_has_the_place(front: Front) -> None:
    association = an_active_association(front)
    resident = a_resident(front, association)
    proposed = [a_pairing(front, resident, association) for _ in range(2)]

    outcomes = together(*[lambda each=each: start(front, each) for each in proposed])

    (started,), (refused,) = receipts(outcomes), refusals(outcomes)
    assert refused.details == {"kind": "pairing-slot", "held_by": started.id}


def start(front: Front, pairing: UUID) -> Receipt:
    return front.give(
        "pairings/confirm",
        pairing,
        actor=CHAIR,
        consent_by=ConsentBy.RESIDENT,
        consent_form=NoticeForm.VOICE,
        start_on=START,
    )


def file_of(association: UUID, number: str) -> dict[str, Any]:
    return {
        "association": association,
        "household": None,
        "name": "张示例",
        "identity_number": number,
        "address": "示例村一组3号",
        "notice": {"text_version": "2022-03", "form": NoticeForm.PAPER, "signed": True},
    }


@pytest.mark.parametrize("attempt", range(5))
def test_a_rule_that_read_another_record_is_asked_again_when_that_record_moves(
    front: Front, attempt: int
) -> None:
    association = an_association(front)
    winner, loser = (
        a_resident(front, association, number=identity_number(sequence=sequence))
        for sequence in (11, 13)
    )

    outcomes = together(
        lambda: a_letter(front, loser),
        lambda: front.give(
            "residents/merge",
            loser,
            into=winner,
            grounds=(DuplicateGround.NAME, DuplicateGround.BIRTH_DATE),
        ),
    )

    # Whoever came first: an appeal never begins on a file that had given way before it.
    merged = next(
        each for each in front.log.history(loser) if each.event.topic == "resident.merged"
    )
    appeals = [
        each
        for each in front.log.read(after=0, limit=100)
        if each.event.topic == "appeal.registered"
    ]
    assert all(each.position < merged.position for each in appeals)
    assert len(receipts(outcomes)) == 1 + len(appeals)


def a_letter(front: Front, resident: UUID, *, key: CommandId | None = None) -> Receipt:
    return front.give(
        "appeals",
        uuid4(),
        actor=COMMISSIONER,
        key=key,
        appellant=Appellant.RESIDENT,
        resident=resident,
        channel=AppealChannel.LETTER,
        summary="来信反映道路不平。",
    )

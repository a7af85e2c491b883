"""One command, one transaction: once is once, and what was seen is what is decided on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.catalogue import command
from application.desk import Desk, Receipt
from application.refusals import (
    AlreadyThere,
    CaseUnknown,
    ChangedMeanwhile,
    ClocksDisagree,
    CommandIdReused,
    DateTooOld,
    FutureDate,
    NotHeld,
    NotStorable,
    NotTheVersionSeen,
)
from domain.appeal import (
    Appeal,
    AppealAlreadyRegistered,
    AppealNotAwaitingTriage,
    AppealNotInProgress,
    AppealStatus,
)
from domain.history import Rejected
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Outcome,
    Regime,
    ReplyMeans,
    Track,
    UrgentGround,
)
from eventstore.append import (
    AlreadyReserved,
    AppendRefused,
    BadEvent,
    ClockAhead,
    CommandReused,
    ModeMismatch,
    ReservationNotHeld,
)
from support.casework import a_resident, an_appeal, an_appeal_in_progress, an_association, triage
from support.histories import id_of
from support.office import COMMISSIONER, NOW, OFFICER, TODAY, TOWN_OFFICER, Front, Said, key_of

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work
    from eventstore.append import Append, Appended

REPLY: Said = {
    "outcome": Outcome.RESOLVED,
    "reply": "新轮椅已送到家。",
    "means": ReplyMeans.PHONE,
}


@pytest.fixture
def resident(front: Front) -> UUID:
    return a_resident(front, an_association(front))


@pytest.fixture
def appeal(front: Front, resident: UUID) -> UUID:
    return an_appeal(front, resident)


@pytest.fixture
def in_progress(front: Front, resident: UUID) -> UUID:
    return an_appeal_in_progress(front, resident)


def reply(front: Front, appeal: UUID, **circumstances: object) -> Receipt:
    said: Said = {**REPLY, **circumstances}
    return front.give("appeals/reply", appeal, actor=COMMISSIONER, **said)


# --- the receipt


def test_a_receipt_tells_record_version_position_and_time(front: Front, in_progress: UUID) -> None:
    receipt = reply(front, in_progress)
    last = front.last(in_progress)
    assert receipt == Receipt(in_progress, last.version, last.position, last.recorded_at)


def test_an_entry_says_who_did_it_in_which_role_where_and_by_which_command(
    front: Front, in_progress: UUID
) -> None:
    key = key_of(COMMISSIONER, "reply")
    reply(front, in_progress, key=key, on=date(2022, 6, 14))
    envelope = front.last(in_progress).envelope
    assert (envelope.actor, envelope.role, envelope.area) == (
        COMMISSIONER.id,
        COMMISSIONER.role,
        COMMISSIONER.area,
    )
    assert (envelope.occurred_on, envelope.command) == (date(2022, 6, 14), key.id)
    assert envelope.causation is None


# --- once is once


def test_the_same_command_twice_is_written_once_and_answered_alike(
    front: Front, in_progress: UUID
) -> None:
    key = key_of(COMMISSIONER, "reply")
    first = reply(front, in_progress, key=key)
    again = reply(front, in_progress, key=key)
    assert again == Receipt(
        first.id, first.version, first.position, first.recorded_at, repeated=True
    )
    assert front.log.last_position() == first.position


def test_a_record_is_made_once_though_each_try_names_another_id(
    front: Front, resident: UUID
) -> None:
    key = key_of(COMMISSIONER, "register")
    first = an_appeal(front, resident, key=key)
    assert an_appeal(front, resident, key=key) == first


def test_a_command_written_before_is_answered_though_by_now_it_would_be_refused(
    front: Front, appeal: UUID
) -> None:
    key = key_of(TOWN_OFFICER, "triage")
    said: Said = {
        "track": Track.PROMPT,
        "category": AppealCategory.DEVICE,
        "regime": Regime.ORDINARY,
    }
    first = front.give("appeals/triage", appeal, actor=TOWN_OFFICER, key=key, **said)
    front.give("appeals/accept", appeal, actor=TOWN_OFFICER, related=False)

    again = front.give("appeals/triage", appeal, actor=TOWN_OFFICER, key=key, **said)

    assert (again.version, again.position, again.repeated) == (2, first.position, True)
    with pytest.raises(AppealNotAwaitingTriage):
        front.give("appeals/triage", appeal, actor=TOWN_OFFICER, **said)


def test_a_command_written_before_is_answered_though_the_version_seen_is_old(
    front: Front, appeal: UUID
) -> None:
    key = key_of(COMMISSIONER, "urgent")
    said: Said = {"ground": UrgentGround.LIFE, "report": "呼吸困难, 已送医。"}
    first = front.give(
        "appeals/escalate-urgent", appeal, actor=COMMISSIONER, key=key, seen=1, **said
    )
    again = front.give(
        "appeals/escalate-urgent", appeal, actor=COMMISSIONER, key=key, seen=1, **said
    )
    assert (again.position, again.repeated) == (first.position, True)


def test_a_key_used_for_other_content_is_refused(front: Front, in_progress: UUID) -> None:
    reply(front, in_progress, key=key_of(COMMISSIONER, "reply", content="first"))
    with pytest.raises(CommandIdReused):
        reply(front, in_progress, key=key_of(COMMISSIONER, "reply", content="other"))
    assert front.fold(Appeal, in_progress).version == 6


def test_two_people_may_use_the_same_key(front: Front, resident: UUID) -> None:
    ours = an_appeal(front, resident, key=key_of(COMMISSIONER, "key"))
    theirs = front.open(
        "appeals",
        actor=TOWN_OFFICER,
        key=key_of(TOWN_OFFICER, "key"),
        appellant=Appellant.RESIDENT,
        resident=resident,
        channel=AppealChannel.LETTER,
        summary="来信反映道路不平。",
    )
    assert ours != theirs


def test_a_refusal_writes_nothing_and_leaves_the_key_free(front: Front, appeal: UUID) -> None:
    key = key_of(COMMISSIONER, "reply")
    before = front.log.last_position()
    with pytest.raises(AppealNotInProgress):
        reply(front, appeal, key=key)
    assert front.log.last_position() == before
    assert front.log.answer_of(key) is None


# --- what was seen


def test_who_names_the_version_that_stands_is_taken_at_their_word(
    front: Front, appeal: UUID
) -> None:
    triage(front, appeal)
    receipt = front.give("appeals/accept", appeal, actor=TOWN_OFFICER, seen=2, related=False)
    assert receipt.version == 3


def test_who_saw_an_older_version_is_refused(front: Front, appeal: UUID) -> None:
    triage(front, appeal)
    with pytest.raises(NotTheVersionSeen):
        front.give("appeals/accept", appeal, actor=TOWN_OFFICER, seen=1, related=False)
    assert front.fold(Appeal, appeal).status is AppealStatus.TRIAGED


def test_a_record_that_is_not_there_is_unknown(front: Front) -> None:
    with pytest.raises(CaseUnknown):
        reply(front, uuid4())


def test_a_record_of_another_kind_is_unknown(front: Front, resident: UUID) -> None:
    with pytest.raises(CaseUnknown):
        reply(front, resident)


# --- days


def test_nothing_is_entered_for_tomorrow(front: Front, in_progress: UUID) -> None:
    with pytest.raises(FutureDate):
        reply(front, in_progress, on=TODAY + timedelta(days=1))


def test_a_date_of_another_century_is_a_slip_of_the_pen(front: Front, in_progress: UUID) -> None:
    with pytest.raises(DateTooOld):
        reply(front, in_progress, on=date(1922, 6, 15))


def test_today_is_the_day_in_shanghai(front: Front) -> None:
    front.now = NOW.replace(hour=16)
    assert Desk(front.office, OFFICER).today == date(2022, 6, 16)


# --- nothing decided


def test_where_nothing_is_decided_the_receipt_tells_how_the_record_stands(
    front: Front, appeal: UUID
) -> None:
    def only_look(work: Work) -> None:
        work.load(Appeal, appeal)

    before = front.log.last_position()
    receipt = front.desk(OFFICER).do(only_look)
    assert (receipt.id, receipt.version) == (appeal, 1)
    assert receipt.position == front.last(appeal).position
    assert front.log.last_position() == before


# --- somebody was faster


def test_a_decision_is_made_again_on_what_stands_now(front: Front, in_progress: UUID) -> None:
    def note(text: str) -> Said:
        return {"note": text}

    tries: list[Work] = []

    def noted_meanwhile(work: Work) -> None:
        command("appeals", "note-progress").within(work, in_progress, note("先到现场看过。"))
        if not tries:
            front.give(
                "appeals/note-progress", in_progress, actor=COMMISSIONER, **note("电话联系过。")
            )
        tries.append(work)

    receipt = front.desk(COMMISSIONER).do(noted_meanwhile)

    assert (len(tries), receipt.version) == (2, 7)


def test_who_is_outrun_every_time_is_asked_to_reload(front: Front, in_progress: UUID) -> None:
    tries: list[Work] = []

    def outrun(work: Work) -> None:
        command("appeals", "note-progress").within(work, in_progress, {"note": "慢了一步。"})
        front.give("appeals/note-progress", in_progress, actor=COMMISSIONER, note="快了一步。")
        tries.append(work)

    with pytest.raises(ChangedMeanwhile):
        front.desk(COMMISSIONER).do(outrun)
    assert len(tries) == 4


def test_a_record_opened_twice_with_one_id_is_refused_by_its_own_rule(
    front: Front, resident: UUID
) -> None:
    appeal = an_appeal(front, resident)
    with pytest.raises(AppealAlreadyRegistered):
        front.give(
            "appeals",
            appeal,
            actor=COMMISSIONER,
            appellant=Appellant.RESIDENT,
            resident=resident,
            channel=AppealChannel.LETTER,
            summary="同一编号再次登记。",
        )


# --- what the log says


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (AlreadyReserved("post:1", id_of("holder")), AlreadyThere),
        (ReservationNotHeld("post:1"), NotHeld),
        (CommandReused(), CommandIdReused),
        (ClockAhead(), ClocksDisagree),
        (BadEvent("damaged"), NotStorable),
        (ModeMismatch(), NotStorable),
    ],
)
def test_what_the_log_refuses_is_said_in_the_words_of_the_screens(
    front: Front,
    in_progress: UUID,
    monkeypatch: pytest.MonkeyPatch,
    refused: AppendRefused,
    said: type[Rejected],
) -> None:
    def refuse(append: Append) -> Appended:
        raise refused

    monkeypatch.setattr(front.log, "append", refuse)
    with pytest.raises(said) as refusal:
        reply(front, in_progress)
    assert refusal.value.__cause__ is refused

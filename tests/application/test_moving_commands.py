"""An appeal that was the wrong person's, or an association's that is no more (10.1, 10.7, 8.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from application.actor import Actor
from application.opening import ERASED, plain
from application.refusals import (
    CaseUnknown,
    DoneOverNotVoided,
    NotYours,
    OutOfYourArea,
)
from domain.appeal import (
    Appeal,
    AppealNotOpen,
    AppealRegistered,
    SubjectUnchanged,
    TransferTargetNotActive,
)
from domain.history import Sealed, standing
from domain.words import Role
from eventstore.append import Append
from eventstore.checking.keys import check_keys
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    PAPER,
    a_resident,
    an_active_association,
    an_appeal,
    an_appeal_closed,
    an_appeal_in_progress,
    an_association,
    triage,
)
from support.histories import TOWN, id_of
from support.logs import PLAIN, append, new
from support.office import (
    CHAIR,
    COMMISSIONER,
    LEADER,
    TOWN_OFFICER,
    Front,
    Said,
    identity_number,
)

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

NEXT_VILLAGE = f"{TOWN}002"


@pytest.fixture
def association(front: Front) -> UUID:
    return an_active_association(front)


@pytest.fixture
def wrong(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


@pytest.fixture
def right(front: Front, association: UUID) -> UUID:
    return a_resident(front, association, number=identity_number(sequence=13), name="李示例")


def change(front: Front, appeal: UUID, resident: UUID) -> None:
    front.give(
        "appeals/change-subject", appeal, actor=TOWN_OFFICER, resident=resident, reason="同名"
    )


def read_now(front: Front, appeal: UUID) -> list[dict[str, object]]:
    """Read the entries as they are to be understood, as another process would."""
    front.vault.look_again()
    return [plain(each.event, front.vault) for each in standing(front.log.history(appeal))]


def texts_and_owners(front: Front, appeal: UUID) -> set[tuple[UUID | None, UUID | None, bool]]:
    """Tell of each text that stands: whose, of which case, and whether its key lives."""
    sealed = [
        value
        for each in standing(front.log.history(appeal))
        for value in vars(each.event).values()
        if isinstance(value, Sealed)
    ]
    with front.log.reading() as connection:
        rows = connection.execute(
            "select person, matter, wrapped is not null from lianxin.keys where kid = any(%s)",
            [[each.kid for each in sealed]],
        ).fetchall()
    return {(person, matter, lives) for person, matter, lives in rows}


def test_every_text_of_the_case_is_closed_under_the_right_person_s_key(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal_closed(front, wrong)
    assert texts_and_owners(front, appeal) == {(wrong, appeal, True)}
    before = read_now(front, appeal)

    change(front, appeal, right)

    assert texts_and_owners(front, appeal) == {(right, appeal, True)}
    after = read_now(front, appeal)
    assert after[: len(before)] == [
        entry | ({"resident": right} if "resident" in entry else {}) for entry in before
    ]
    assert after[-1] == {"resident": right, "reason": "同名"}


def test_what_was_closed_under_the_wrong_person_s_key_cannot_be_read_any_more(
    front: Front, wrong: UUID, right: UUID, tmp_path: Path
) -> None:
    appeal = an_appeal(front, wrong)
    first = front.log.history(appeal)[0].event
    assert plain(first, front.vault)["summary"] == "轮椅坏了, 想换一台。"

    change(front, appeal, right)

    for vault in (front.vault, front.another_vault(tmp_path / "keys")):
        assert plain(first, vault)["summary"] == ERASED


def test_the_wrong_person_s_own_file_and_other_cases_stay_readable(
    front: Front, wrong: UUID, right: UUID, tmp_path: Path
) -> None:
    appeal, another = an_appeal(front, wrong), an_appeal(front, wrong)

    change(front, appeal, right)

    vault = front.another_vault(tmp_path / "keys")
    assert plain(front.log.history(wrong)[0].event, vault)["name"] == "张示例"
    assert plain(front.log.history(another)[0].event, vault)["summary"] == "轮椅坏了, 想换一台。"


def test_erasing_the_wrong_person_leaves_the_case_and_the_right_one_takes_it_along(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal(front, wrong)
    change(front, appeal, right)

    destroy_keys_of(front, wrong)
    assert ERASED not in read_now(front, appeal)[0].values()
    destroy_keys_of(front, right)
    assert read_now(front, appeal)[0]["summary"] == ERASED


def test_keys_that_died_by_an_event_are_no_fault(front: Front, wrong: UUID, right: UUID) -> None:
    appeal = an_appeal_closed(front, wrong)
    change(front, appeal, right)
    version = front.log.history(wrong)[-1].version
    said = Append([new(wrong, version + 1, PLAIN)], shred=[wrong], at=front.now)
    front.log.append(said)

    check = check_keys(front.log, front.vault.keyring, with_a_key={"appeal"})

    assert check.faults.first == []
    assert check.keys > 0


def destroy_keys_of(front: Front, person: UUID) -> None:
    front.log.append(append(f"erasing {person}", shred=[person], at=front.now))


def test_both_persons_cases_are_theirs_alone(front: Front, wrong: UUID, right: UUID) -> None:
    appeal = an_appeal_in_progress(front, wrong)
    change(front, appeal, right)

    assert front.fold(Appeal, appeal).resident == right
    registered = next(standing(front.log.history(appeal))).event
    assert isinstance(registered, AppealRegistered)
    assert registered.resident == right


def test_the_case_goes_on_and_its_new_texts_are_the_right_person_s(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal_in_progress(front, wrong)
    change(front, appeal, right)
    front.give("appeals/note-progress", appeal, actor=COMMISSIONER, note="已上门")
    front.give(
        "appeals/correct", appeal, version=1, field="summary", new="拐杖坏了。", reason="看错"
    )

    assert texts_and_owners(front, appeal) == {(right, appeal, True)}
    assert read_now(front, appeal)[0]["summary"] == "拐杖坏了。"


def test_what_was_corrected_before_stays_corrected(front: Front, wrong: UUID, right: UUID) -> None:
    appeal = an_appeal(front, wrong)
    for field, now in (("summary", "拐杖坏了。"), ("occurred_on", "2022-06-14")):
        front.give("appeals/correct", appeal, version=1, field=field, new=now, reason="看错")

    change(front, appeal, right)

    first = next(standing(front.log.history(appeal)))
    assert plain(first.event, front.vault)["summary"] == "拐杖坏了。"
    assert first.occurred_on.isoformat() == "2022-06-14"


def test_an_entry_that_is_void_can_be_read_when_its_void_is_taken_back(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal_in_progress(front, wrong)
    noted = front.give("appeals/note-progress", appeal, actor=COMMISSIONER, note="已上门")
    void = front.give("appeals/void", appeal, version=noted.version, reason="录错")
    change(front, appeal, right)
    front.give("appeals/revert-void", appeal, version=void.version, reason="没有录错")

    notes = [entry.get("note") for entry in read_now(front, appeal)]
    assert "已上门" in notes


def test_a_case_that_went_to_the_wrong_person_comes_back(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal(front, wrong)
    change(front, appeal, right)
    change(front, appeal, wrong)

    assert texts_and_owners(front, appeal) == {(wrong, appeal, True)}
    assert read_now(front, appeal)[0]["summary"] == "轮椅坏了, 想换一台。"


def test_an_anonymous_appeal_comes_to_the_person_who_turned_out_to_ask(
    front: Front, association: UUID, right: UUID
) -> None:
    appeal = front.open(
        "appeals",
        actor=COMMISSIONER,
        appellant="other",
        channel="letter",
        summary="匿名信",
        reason="未署名",
        association=association,
    )
    change(front, appeal, right)

    assert texts_and_owners(front, appeal) == {(right, appeal, True)}
    assert read_now(front, appeal)[0]["appellant"] == "resident"


@pytest.mark.parametrize("who", [COMMISSIONER, CHAIR, LEADER])
def test_town_and_district_change_the_person_and_nobody_else(
    front: Front, wrong: UUID, right: UUID, who: Actor
) -> None:
    """`domain.md` 10.0: after the same day the town corrects, then the district."""
    appeal = an_appeal(front, wrong)

    with pytest.raises(NotYours):
        front.give("appeals/change-subject", appeal, actor=who, resident=right, reason="同名")


def test_the_right_person_is_somebody_on_file_in_the_actor_s_area(
    front: Front, wrong: UUID
) -> None:
    appeal = an_appeal(front, wrong)
    elsewhere = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    far = a_resident(front, elsewhere, number=identity_number(sequence=15))

    with pytest.raises(OutOfYourArea):
        change(front, appeal, far)
    with pytest.raises(CaseUnknown):
        change(front, appeal, id_of("nobody"))
    with pytest.raises(SubjectUnchanged):
        change(front, appeal, wrong)
    assert front.topics(appeal) == ["appeal.registered"]


def test_a_changed_person_is_changed_again_and_not_voided(
    front: Front, wrong: UUID, right: UUID
) -> None:
    appeal = an_appeal(front, wrong)
    change(front, appeal, right)

    assert front.topics(appeal)[1:] == ["appeal.subject_changed", "appeal.corrected"]
    for version in (2, 3):
        with pytest.raises(DoneOverNotVoided):
            front.give("appeals/void", appeal, version=version, reason="录错")


def test_an_open_case_moves_to_the_association_that_goes_on(
    front: Front, association: UUID, wrong: UUID
) -> None:
    """`domain.md` 10.7: earlier entries keep their snapshot, later ones have the new one."""
    appeal = an_appeal(front, wrong)
    goes_on = an_active_association(front, code=NEXT_VILLAGE, chair=id_of("chair there"))
    front.give(
        "appeals/transfer",
        appeal,
        actor=TOWN_OFFICER,
        to_association=goes_on,
        document_number=PAPER,
    )
    triage(front, appeal)

    codes = [each.envelope.organisation for each in front.log.history(appeal)]
    assert [each and each.association for each in codes] == [association, goes_on, goes_on]
    assert [each and each.code for each in codes[1:]] == [NEXT_VILLAGE] * 2


def test_permission_follows_a_transferred_case(front: Front, wrong: UUID) -> None:
    appeal = an_appeal(front, wrong)
    goes_on = an_active_association(front, code=NEXT_VILLAGE, chair=id_of("chair there"))
    there = Actor(id_of("commissioner there"), Role.COMMISSIONER, NEXT_VILLAGE)
    report: Said = {"ground": "life", "report": "断水"}
    with pytest.raises(OutOfYourArea):
        front.give("appeals/escalate-urgent", appeal, actor=there, **report)

    front.give("appeals/transfer", appeal, to_association=goes_on, document_number=PAPER)

    front.give("appeals/escalate-urgent", appeal, actor=there, **report)
    with pytest.raises(OutOfYourArea):
        front.give("appeals/escalate-urgent", appeal, actor=COMMISSIONER, **report)


def test_a_town_transfers_within_the_town_and_only_to_what_is_at_work(
    front: Front, wrong: UUID
) -> None:
    appeal = an_appeal(front, wrong)
    order: Said = {"document_number": PAPER}
    proposed = an_association(front, code=NEXT_VILLAGE)
    with pytest.raises(TransferTargetNotActive):
        front.give("appeals/transfer", appeal, to_association=proposed, **order)
    far = an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    with pytest.raises(OutOfYourArea):
        front.give("appeals/transfer", appeal, actor=TOWN_OFFICER, to_association=far, **order)
    with pytest.raises(NotYours):
        front.give("appeals/transfer", appeal, actor=CHAIR, to_association=proposed, **order)


def test_the_cases_of_a_merged_association_can_still_be_moved(
    front: Front, association: UUID, wrong: UUID
) -> None:
    appeal, ended = an_appeal(front, wrong), an_appeal_closed(front, wrong)
    goes_on = an_active_association(front, code=NEXT_VILLAGE, chair=id_of("chair there"))
    front.give("associations/merge", association, into=goes_on, document_number=PAPER)

    front.give("appeals/transfer", appeal, to_association=goes_on, document_number=PAPER)
    with pytest.raises(AppealNotOpen):
        front.give("appeals/transfer", ended, to_association=goes_on, document_number=PAPER)
    assert front.topics(appeal)[-1] == "appeal.case_transferred"


def test_a_transfer_is_done_over_and_not_voided(front: Front, wrong: UUID) -> None:
    appeal = an_appeal(front, wrong)
    goes_on = an_active_association(front, code=NEXT_VILLAGE, chair=id_of("chair there"))
    front.give("appeals/transfer", appeal, to_association=goes_on, document_number=PAPER)

    with pytest.raises(DoneOverNotVoided):
        front.give("appeals/void", appeal, version=2, reason="录错")

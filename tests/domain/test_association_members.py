"""Who sits in an association: 5 to 7, one chair, nobody twice (`domain.md` 5.1, 10.7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.association import (
    Association,
    AssociationDocumentMissing,
    AssociationHasNoSeats,
    AssociationsMerged,
    ChairTaken,
    MemberAlreadySits,
    MemberEnded,
    MemberEndsBeforeStart,
    MemberNotSitting,
    MembersTooMany,
    MemberTermCorrected,
    MemberTermEndsOtherwise,
    MemberTermUnchanged,
    MemberTermUnknown,
    MemberWarning,
    member_warnings,
)
from domain.words import MemberEndReason, MemberPost
from support.associations import (
    ACTIVE,
    APPROVED,
    AREA_ASSIGNED,
    BEFORE_ACTIVATION,
    CHAIR,
    ON,
    OTHER_ASSOCIATION,
    PAPER,
    PROPOSED,
    appoint,
    member,
    members,
)
from support.histories import SEALED, given, id_of, sealed

if TYPE_CHECKING:
    from uuid import UUID

    from domain.history import Event

MERGED = AssociationsMerged(into=OTHER_ASSOCIATION, document_number=PAPER)
CHAIR_LEFT = MemberEnded(person=CHAIR, last_day=date(2022, 4, 10), reason=MemberEndReason.RESIGNED)


def end(association: Association, *, last_day: date = date(2022, 4, 10)) -> MemberEnded:
    return association.end_member(person=CHAIR, last_day=last_day, reason=MemberEndReason.RESIGNED)


@pytest.mark.parametrize("earlier", [(PROPOSED, AREA_ASSIGNED, APPROVED), ACTIVE])
def test_members_are_appointed_from_approval_on(earlier: tuple[Event, ...]) -> None:
    assert appoint(given(Association, *earlier), id_of("member 0")) == members(1)[0]


@pytest.mark.parametrize("earlier", [(PROPOSED,), (*ACTIVE, MERGED)])
def test_nobody_is_appointed_before_approval_or_after_the_end(earlier: tuple[Event, ...]) -> None:
    with pytest.raises(AssociationHasNoSeats):
        appoint(given(Association, *earlier), id_of("member 0"))


def test_an_appointment_names_its_document_and_seals_what_is_sensitive() -> None:
    association = given(Association, *ACTIVE)

    event = association.appoint_member(
        person=id_of("vice chair"),
        post=MemberPost.VICE_CHAIR,
        start_on=ON,
        document_number=PAPER,
        name=sealed("name"),
        disabled_or_relative=SEALED,
    )

    assert (event.name, event.disabled_or_relative) == (sealed("name"), SEALED)
    assert not event.is_party_secretary
    with pytest.raises(AssociationDocumentMissing):
        association.appoint_member(
            person=id_of("vice chair"),
            post=MemberPost.VICE_CHAIR,
            start_on=ON,
            document_number="",
        )


def test_a_person_sits_once_at_a_time() -> None:
    with pytest.raises(MemberAlreadySits):
        appoint(given(Association, *ACTIVE), CHAIR)
    after = given(Association, *ACTIVE, CHAIR_LEFT)
    with pytest.raises(MemberAlreadySits):
        appoint(after, CHAIR, start_on=date(2022, 4, 10))
    assert appoint(after, CHAIR, start_on=date(2022, 4, 11)).person == CHAIR


def test_there_is_one_chair_at_a_time() -> None:
    with pytest.raises(ChairTaken):
        appoint(given(Association, *ACTIVE), id_of("new"), post=MemberPost.CHAIR)
    after = given(Association, *ACTIVE, CHAIR_LEFT)
    with pytest.raises(ChairTaken):
        appoint(after, id_of("new"), post=MemberPost.CHAIR, start_on=date(2022, 4, 10))
    event = appoint(after, id_of("new"), post=MemberPost.CHAIR, start_on=date(2022, 4, 11))
    assert event.post is MemberPost.CHAIR


def test_nobody_is_appointed_as_the_tenth() -> None:
    nine = given(Association, *ACTIVE, *members(8))

    with pytest.raises(MembersTooMany):
        appoint(nine, id_of("tenth"))


def test_the_tenth_is_counted_on_the_fullest_day_to_come() -> None:
    later = tuple(member(f"later {n}", on=date(2022, 6, 1)) for n in range(4))
    association = given(Association, *ACTIVE, *members(4), *later)

    with pytest.raises(MembersTooMany) as refusal:
        appoint(association, id_of("tenth"), start_on=ON)

    assert refusal.value.details == {"members": 10, "limit": 9}
    left = given(Association, *ACTIVE, *members(4), *later, CHAIR_LEFT)
    assert appoint(left, id_of("ninth"), start_on=ON).person == id_of("ninth")


def test_a_member_leaves_after_the_last_day() -> None:
    assert end(given(Association, *ACTIVE)) == CHAIR_LEFT

    association = given(Association, *ACTIVE, CHAIR_LEFT)

    assert [seat.person for seat in association.seats_on(date(2022, 4, 10))] == [CHAIR]
    assert association.seats_on(date(2022, 4, 11)) == ()


def test_a_member_who_leaves_leaves_the_others() -> None:
    others = [each.person for each in members(4)]
    association = given(Association, *ACTIVE, *members(4), CHAIR_LEFT)

    assert {seat.person for seat in association.seats_on(date(2022, 4, 11))} == set(others)
    for person in others:
        ended = association.end_member(
            person=person, last_day=date(2022, 4, 11), reason=MemberEndReason.RESIGNED
        )
        assert ended.person == person
    with pytest.raises(MemberNotSitting):
        end(association)


@pytest.mark.parametrize("post", sorted(set(MemberPost) - {MemberPost.CHAIR}))
def test_only_a_chair_is_in_the_way_of_a_chair(post: MemberPost) -> None:
    association = given(Association, *ACTIVE, CHAIR_LEFT, member("other", post=post))
    event = appoint(association, id_of("new"), post=MemberPost.CHAIR, start_on=date(2022, 4, 11))
    assert event.post is MemberPost.CHAIR


def test_a_member_does_not_leave_before_the_first_day_nor_twice() -> None:
    with pytest.raises(MemberEndsBeforeStart):
        end(given(Association, *ACTIVE), last_day=date(2022, 2, 28))
    with pytest.raises(MemberNotSitting):
        end(given(Association, *ACTIVE, CHAIR_LEFT))


def test_a_member_may_leave_on_the_first_day() -> None:
    assert end(given(Association, *ACTIVE), last_day=ON).last_day == ON


def test_the_members_of_a_merged_association_leave_it() -> None:
    assert end(given(Association, *ACTIVE, MERGED)) == CHAIR_LEFT


def correct(
    association: Association,
    *,
    person: UUID = CHAIR,
    former_start_on: date = ON,
    start_on: date = date(2022, 2, 15),
    last_day: date | None = None,
    document_number: str = PAPER,
) -> MemberTermCorrected:
    return association.correct_term(
        person=person,
        former_start_on=former_start_on,
        start_on=start_on,
        last_day=last_day,
        document_number=document_number,
    )


def test_a_wrong_appointment_date_is_corrected_by_a_document_as_section_10_7_says() -> None:
    event = correct(given(Association, *ACTIVE))

    assert event == MemberTermCorrected(
        person=CHAIR,
        former_start_on=ON,
        start_on=date(2022, 2, 15),
        document_number=PAPER,
    )
    corrected = given(Association, *ACTIVE, event)
    assert [seat.person for seat in corrected.seats_on(date(2022, 2, 15))] == [CHAIR]
    assert end(corrected, last_day=date(2022, 2, 15)).person == CHAIR
    with pytest.raises(AssociationDocumentMissing):
        correct(given(Association, *ACTIVE), document_number=" ")


@pytest.mark.parametrize("later", [(), (MERGED,)])
def test_the_term_of_who_left_is_corrected_with_its_last_day(later: tuple[Event, ...]) -> None:
    association = given(Association, *ACTIVE, CHAIR_LEFT, *later)

    event = correct(association, start_on=ON, last_day=date(2022, 4, 12))

    corrected = given(Association, *ACTIVE, CHAIR_LEFT, *later, event)
    assert [seat.person for seat in corrected.seats_on(date(2022, 4, 12))] == [CHAIR]
    assert corrected.seats_on(date(2022, 4, 13)) == ()
    with pytest.raises(MemberEndsBeforeStart):
        correct(association, last_day=date(2022, 2, 14))
    assert correct(association, last_day=date(2022, 2, 15)).last_day == date(2022, 2, 15)


def test_a_correction_neither_ends_a_term_nor_opens_an_ended_one() -> None:
    with pytest.raises(MemberTermEndsOtherwise):
        correct(given(Association, *ACTIVE), last_day=date(2022, 4, 10))
    with pytest.raises(MemberTermEndsOtherwise):
        correct(given(Association, *ACTIVE, CHAIR_LEFT))


def test_a_term_is_known_by_its_person_and_first_day_and_is_corrected_to_something_else() -> None:
    association = given(Association, *ACTIVE)

    with pytest.raises(MemberTermUnknown):
        correct(association, former_start_on=date(2022, 3, 2))
    with pytest.raises(MemberTermUnknown):
        correct(association, person=id_of("nobody"))
    with pytest.raises(MemberTermUnchanged):
        correct(association, start_on=ON)
    left = given(Association, *ACTIVE, CHAIR_LEFT)
    with pytest.raises(MemberTermUnchanged):
        correct(left, start_on=ON, last_day=CHAIR_LEFT.last_day)


def test_overlapping_chairs_are_blocked_in_a_correction_too() -> None:
    next_chair = member("next", post=MemberPost.CHAIR, on=date(2022, 4, 11))
    association = given(Association, *ACTIVE, CHAIR_LEFT, next_chair)

    with pytest.raises(ChairTaken):
        correct(association, start_on=ON, last_day=date(2022, 4, 11))
    with pytest.raises(ChairTaken):
        correct(
            association,
            person=next_chair.person,
            former_start_on=next_chair.start_on,
            start_on=date(2022, 4, 10),
        )
    assert correct(association, last_day=date(2022, 4, 10)).start_on == date(2022, 2, 15)


def test_a_person_sits_once_at_a_time_in_a_correction_too() -> None:
    back = member("chair", on=date(2022, 5, 1))
    association = given(Association, *ACTIVE, CHAIR_LEFT, back)

    with pytest.raises(MemberAlreadySits):
        correct(association, former_start_on=back.start_on, start_on=date(2022, 4, 10))
    again = correct(association, former_start_on=back.start_on, start_on=date(2022, 4, 11))
    assert again.start_on == date(2022, 4, 11)


def test_nobody_becomes_the_tenth_by_a_correction() -> None:
    late = member("late", on=date(2022, 6, 1))
    nine = given(
        Association,
        *ACTIVE,
        *members(8),
        MemberEnded(
            person=id_of("member 0"), last_day=date(2022, 5, 31), reason=MemberEndReason.TERM
        ),
        late,
    )

    with pytest.raises(MembersTooMany) as refusal:
        correct(nine, person=late.person, former_start_on=late.start_on, start_on=date(2022, 5, 31))

    assert refusal.value.details == {"members": 10, "limit": 9}


@pytest.mark.parametrize("others", [4, 6])
def test_5_to_7_members_with_the_party_secretary_in_the_chair_are_as_they_should_be(
    others: int,
) -> None:
    association = given(Association, *BEFORE_ACTIVATION, *members(others))

    assert member_warnings(association.seats_on(ON), has_disabled_or_relative=True) == ()


@pytest.mark.parametrize(
    ("others", "warning"), [(3, MemberWarning.TOO_FEW), (7, MemberWarning.TOO_MANY)]
)
def test_fewer_than_5_or_more_than_7_members_are_a_warning(
    others: int, warning: MemberWarning
) -> None:
    association = given(Association, *BEFORE_ACTIVATION, *members(others))

    assert member_warnings(association.seats_on(ON), has_disabled_or_relative=True) == (warning,)


def test_no_chair_and_nobody_concerned_are_warnings() -> None:
    association = given(Association, PROPOSED, AREA_ASSIGNED, APPROVED, *members(5))

    warnings = member_warnings(association.seats_on(ON), has_disabled_or_relative=False)

    assert warnings == (MemberWarning.NOT_ONE_CHAIR, MemberWarning.NO_DISABLED_OR_RELATIVE)


def test_a_chair_who_is_not_the_party_secretary_is_a_warning() -> None:
    association = given(Association, PROPOSED, AREA_ASSIGNED, APPROVED, *members(4))
    chair = association.appoint_member(
        person=CHAIR, post=MemberPost.CHAIR, start_on=ON, document_number=PAPER
    )
    seated = given(Association, PROPOSED, AREA_ASSIGNED, APPROVED, *members(4), chair)

    warnings = member_warnings(seated.seats_on(ON), has_disabled_or_relative=True)

    assert warnings == (MemberWarning.CHAIR_NOT_SECRETARY,)

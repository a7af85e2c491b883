"""Pairings at the desk: who may be whose helper, and how a helper is changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from application.opening import plain
from application.refusals import NotYours
from domain.history import Cause
from domain.pairing import (
    HelperIsGuardian,
    HelperNotOfAssociation,
    HelperUnchanged,
    Pairing,
    PairingNotActive,
    PairingProposed,
    PairingStartAfterRest,
    PairingStarted,
    PairingStatus,
    ResidentNotOfAssociation,
)
from domain.resident import ResidentDead
from domain.words import HelperKind
from support.casework import (
    OTHER_TOWN,
    OTHER_VILLAGE,
    START,
    a_commissioner,
    a_pairing,
    a_paper,
    a_resident,
    an_active_association,
    an_association,
    confirm,
)
from support.histories import TOWN, id_of
from support.office import CHAIR, COMMISSIONER, TODAY, TOWN_OFFICER, Front, Said

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from application.desk import Receipt

CONSENT: Said = {"consent_by": "resident", "consent_form": "voice"}


@pytest.fixture
def association(front: Front) -> UUID:
    return an_active_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association)


def proposed(front: Front, pairing: UUID) -> PairingProposed:
    event = front.log.history(pairing)[0].event
    assert isinstance(event, PairingProposed)
    return event


def transfer(front: Front, pairing: UUID, helper: UUID, **values: object) -> Receipt:
    said: Said = {"new_helper": helper, **CONSENT, **values}
    return front.give("pairings/transfer", pairing, actor=TOWN_OFFICER, **said)


# --- who may help


def test_a_member_and_a_commissioner_are_known_from_the_records(
    front: Front, association: UUID, resident: UUID
) -> None:
    a_commissioner(front, association)
    by_member = a_pairing(front, resident, association)
    by_commissioner = a_pairing(front, resident, association, COMMISSIONER.id)
    assert proposed(front, by_member).helper_as is HelperKind.MEMBER
    assert proposed(front, by_commissioner).helper_as is HelperKind.COMMISSIONER


def test_a_party_member_is_taken_at_the_chairs_word(
    front: Front, association: UUID, resident: UUID
) -> None:
    said: Said = {"resident": resident, "helper": id_of("villager"), "association": association}
    with pytest.raises(HelperNotOfAssociation):
        front.open("pairings", actor=CHAIR, **said)
    pairing = front.open("pairings", actor=CHAIR, is_party_member=True, **said)
    assert proposed(front, pairing).helper_as is HelperKind.PARTY_MEMBER


def test_who_left_the_association_helps_no_longer(
    front: Front, association: UUID, resident: UUID
) -> None:
    appointment = a_commissioner(front, association)
    front.give("appointments/end", appointment, last_day=TODAY, reason="resigned", hand_over="none")
    with pytest.raises(HelperNotOfAssociation):
        a_pairing(front, resident, association, COMMISSIONER.id)


def test_a_commissioner_of_another_association_does_not_help_here(
    front: Front, association: UUID, resident: UUID
) -> None:
    elsewhere = an_association(front, code="320371005002")
    a_commissioner(front, elsewhere)
    with pytest.raises(HelperNotOfAssociation):
        a_pairing(front, resident, association, COMMISSIONER.id)


def test_a_resident_of_another_association_is_helped_there(front: Front, association: UUID) -> None:
    elsewhere = an_association(front, code="320371005002")
    resident = a_resident(front, elsewhere)
    over_the_town = replace(CHAIR, area=TOWN)
    with pytest.raises(ResidentNotOfAssociation):
        front.open(
            "pairings",
            actor=over_the_town,
            resident=resident,
            helper=CHAIR.id,
            association=association,
        )


def test_a_guardian_helps_only_with_a_reason(
    front: Front, association: UUID, resident: UUID
) -> None:
    front.give(
        "residents/set-guardian",
        resident,
        guardian=CHAIR.id,
        name="监护人某",
        relation="叔父",
        basis="appointed",
        from_on=START,
        evidence=a_paper(front, resident),
    )
    with pytest.raises(HelperIsGuardian):
        a_pairing(front, resident, association)
    pairing = front.open(
        "pairings",
        actor=CHAIR,
        resident=resident,
        helper=CHAIR.id,
        association=association,
        override="村里只有他愿意",
    )
    assert plain(proposed(front, pairing), front.vault)["override"] == "村里只有他愿意"


def test_nobody_helps_the_dead(front: Front, association: UUID, resident: UUID) -> None:
    front.give("residents/record-death", resident, died_on=TODAY, evidence="death_certificate")
    with pytest.raises(ResidentDead):
        a_pairing(front, resident, association)


# --- a corrected start


def test_a_start_is_corrected_to_a_day_before_the_first_rest(
    front: Front, association: UUID, resident: UUID
) -> None:
    pairing = a_pairing(front, resident, association)
    confirm(front, pairing)
    rested_on = START.replace(month=4)
    front.give(
        "pairings/suspend",
        pairing,
        actor=CHAIR,
        on=rested_on,
        reason="away",
        expected_last_day=TODAY,
    )

    def correct(start_on: date) -> None:
        front.give(
            "pairings/correct-start",
            pairing,
            actor=TOWN_OFFICER,
            start_on=start_on,
            reason="日期写错",
        )

    with pytest.raises(PairingStartAfterRest):
        correct(rested_on.replace(day=2))
    correct(rested_on)
    assert front.fold(Pairing, pairing).start_on == rested_on
    with pytest.raises(NotYours):
        front.give(
            "pairings/correct-start", pairing, actor=CHAIR, start_on=START, reason="日期写错"
        )


# --- a transfer


def test_a_transfer_ends_one_pairing_and_starts_another_together(
    front: Front, association: UUID, resident: UUID
) -> None:
    a_commissioner(front, association)
    old = a_pairing(front, resident, association)
    confirm(front, old)

    receipt = transfer(front, old, COMMISSIONER.id)

    (new,) = receipt.others
    assert front.fold(Pairing, old).status is PairingStatus.ENDED
    assert front.fold(Pairing, new).status is PairingStatus.ACTIVE
    assert front.log.holder(f"pairing-slot:{resident}") == new
    positions = [front.last(old).position, *(each.position for each in front.log.history(new))]
    assert positions == [receipt.position - 2, receipt.position - 1, receipt.position]


def test_the_new_pairing_names_the_old_one_and_begins_on_that_day(
    front: Front, association: UUID, resident: UUID
) -> None:
    a_commissioner(front, association)
    old = a_pairing(front, resident, association)
    confirm(front, old)

    (new,) = transfer(front, old, COMMISSIONER.id, on=START.replace(month=6)).others

    first, second = front.log.history(new)
    assert proposed(front, new).replaces == old
    assert isinstance(second.event, PairingStarted)
    assert second.event.start_on == START.replace(month=6)
    assert first.envelope.causation == Cause(old, 3)
    assert first.envelope.correlation == old


def test_nothing_is_transferred_to_the_same_helper_or_to_a_stranger(
    front: Front, association: UUID, resident: UUID
) -> None:
    old = a_pairing(front, resident, association)
    confirm(front, old)
    before = front.log.last_position()
    with pytest.raises(HelperUnchanged):
        transfer(front, old, CHAIR.id)
    with pytest.raises(HelperNotOfAssociation):
        transfer(front, old, id_of("villager"))
    assert front.log.last_position() == before
    transfer(front, old, id_of("villager"), is_party_member=True)


def test_what_has_not_begun_is_not_transferred(
    front: Front, association: UUID, resident: UUID
) -> None:
    old = a_pairing(front, resident, association)
    with pytest.raises(PairingNotActive):
        transfer(front, old, COMMISSIONER.id)


def test_a_pairing_is_kept_at_its_association(
    front: Front, association: UUID, resident: UUID
) -> None:
    an_association(front, code=OTHER_VILLAGE, town=OTHER_TOWN)
    pairing = a_pairing(front, resident, association)
    organisation = front.last(pairing).envelope.organisation
    assert organisation is not None
    assert organisation.association == association

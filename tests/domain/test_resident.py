"""Coming on file, being identified, told and asked (`domain.md` 10.12, 1.2, 8.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.calendar import DayNotYetCome
from domain.resident import (
    ConsentGiven,
    ConsentNotGiven,
    ConsentWithdrawn,
    ContactChanged,
    GuardianMustConsent,
    IdentityDisagrees,
    IdentityNumberMissing,
    IdentityVerified,
    NeitherSignedNorWitnessed,
    NotAGuardian,
    NothingToChange,
    Notice,
    NoticeGiven,
    NoticeNotGiven,
    Resident,
    ResidentDead,
    ResidentNotOnFile,
    ResidentOnFile,
    ResidentRegistered,
)
from domain.words import (
    ConsentPurpose,
    IdentityDocument,
    NoticeForm,
    ResidentStatus,
    ToldBy,
)
from support.histories import CASE as STREAM
from support.histories import given, sealed
from support.residents import (
    ADDRESS,
    DIED,
    HOUSEHOLD,
    MOTHER,
    MOTHER_SET,
    NAME,
    NOTICE,
    NOTICE_GIVEN,
    PHONE,
    REGISTERED,
    SUSPECTED,
    VILLAGE_ID,
)

TODAY = date(2022, 6, 20)
SIGNED_BY_NOBODY = Notice(text_version="2022-03", form=NoticeForm.VOICE, signed=False)
CONSENT = ConsentGiven(purpose=ConsentPurpose.SENSITIVE, notice=NOTICE)


def register(
    resident: Resident, notice: Notice | None = NOTICE
) -> tuple[ResidentRegistered, NoticeGiven] | ResidentRegistered:
    return resident.register(
        association=VILLAGE_ID,
        household=HOUSEHOLD,
        name=NAME,
        identity_number=REGISTERED.identity_number,
        birth_date=REGISTERED.birth_date,
        sex=REGISTERED.sex,
        address=ADDRESS,
        notice=notice,
    )


# ---- On file ----


def test_a_suspected_person_needs_association_and_household_but_no_id_number() -> None:
    event = given(Resident).suspect(
        association=VILLAGE_ID,
        household=HOUSEHOLD,
        name=NAME,
        address=ADDRESS,
        suspected_categories=SUSPECTED.suspected_categories,
    )
    assert event == SUSPECTED
    resident = given(Resident, event)
    assert resident.status is ResidentStatus.SUSPECTED
    assert (resident.association, resident.household) == (VILLAGE_ID, HOUSEHOLD)
    assert not resident.has_identity_number


def test_nobody_is_suspected_who_is_on_file() -> None:
    with pytest.raises(ResidentOnFile):
        given(Resident, REGISTERED).suspect(
            association=VILLAGE_ID,
            household=HOUSEHOLD,
            name=NAME,
            address=ADDRESS,
            suspected_categories=sealed(),
        )


def test_registration_tells_the_person_in_the_same_breath() -> None:
    assert register(given(Resident)) == (REGISTERED, NOTICE_GIVEN)
    resident = given(Resident, REGISTERED, NOTICE_GIVEN)
    assert resident.status is ResidentStatus.REGISTERED
    assert resident.notice_given
    assert resident.has_identity_number
    assert not resident.identity_verified


def test_nobody_is_registered_untold() -> None:
    with pytest.raises(NoticeNotGiven):
        register(given(Resident), notice=None)


def test_a_suspected_person_is_registered_in_the_same_file() -> None:
    assert register(given(Resident, SUSPECTED)) == (REGISTERED, NOTICE_GIVEN)
    assert given(Resident, SUSPECTED, REGISTERED).status is ResidentStatus.REGISTERED


def test_a_suspected_person_told_before_need_not_be_told_again() -> None:
    assert register(given(Resident, SUSPECTED, NOTICE_GIVEN), notice=None) == REGISTERED


def test_nobody_is_registered_twice() -> None:
    with pytest.raises(ResidentOnFile):
        register(given(Resident, REGISTERED))


def test_a_suspected_person_who_died_is_not_registered() -> None:
    with pytest.raises(ResidentDead):
        register(given(Resident, SUSPECTED, DIED))


def test_a_stream_once_written_is_not_registered_anew() -> None:
    resident = Resident(STREAM, version=2, is_void=True)
    with pytest.raises(ResidentOnFile):
        register(resident)


def test_nothing_is_entered_for_somebody_not_on_file() -> None:
    with pytest.raises(ResidentNotOnFile):
        given(Resident).give_notice(notice=NOTICE)


# ---- Identity, contact ----


def test_an_identity_is_verified_by_a_document() -> None:
    event = given(Resident, REGISTERED).verify_identity(
        document=IdentityDocument.IDENTITY_CARD, agrees=True
    )
    assert event == IdentityVerified(document=IdentityDocument.IDENTITY_CARD, agrees=True)
    assert given(Resident, REGISTERED, event).identity_verified


def test_a_disagreement_is_acknowledged_with_a_reason_or_refused() -> None:
    """`domain.md` 1.2, rule 4: registry errors exist."""
    resident = given(Resident, REGISTERED)
    with pytest.raises(IdentityDisagrees):
        resident.verify_identity(document=IdentityDocument.HOUSEHOLD_BOOKLET, agrees=False)
    reason = sealed("registry error")
    assert resident.verify_identity(
        document=IdentityDocument.HOUSEHOLD_BOOKLET, agrees=False, acknowledgement=reason
    ) == IdentityVerified(
        document=IdentityDocument.HOUSEHOLD_BOOKLET, agrees=False, acknowledgement=reason
    )


def test_no_identity_is_verified_without_an_id_number() -> None:
    with pytest.raises(IdentityNumberMissing):
        given(Resident, SUSPECTED).verify_identity(
            document=IdentityDocument.IDENTITY_CARD, agrees=True
        )


def test_a_suspected_person_with_an_id_number_may_be_verified() -> None:
    suspected = replace(SUSPECTED, identity_number=sealed("identity number"))
    event = given(Resident, suspected).verify_identity(
        document=IdentityDocument.IDENTITY_CARD, agrees=True
    )
    assert given(Resident, suspected, event).identity_verified


def test_an_id_number_written_anew_is_verified_anew() -> None:
    verified = IdentityVerified(document=IdentityDocument.IDENTITY_CARD, agrees=True)
    assert not given(Resident, SUSPECTED, verified, REGISTERED).identity_verified


def test_a_contact_says_who_told_us_and_when() -> None:
    event = given(Resident, REGISTERED).change_contact(
        phone=PHONE, told_by=ToldBy.FAMILY, told_on=date(2022, 6, 19), on=TODAY
    )
    assert event == ContactChanged(phone=PHONE, told_by=ToldBy.FAMILY, told_on=date(2022, 6, 19))


def test_a_contact_changes_something_and_not_from_tomorrow() -> None:
    resident = given(Resident, REGISTERED)
    with pytest.raises(NothingToChange):
        resident.change_contact(told_by=ToldBy.SELF, told_on=TODAY, on=TODAY)
    with pytest.raises(DayNotYetCome):
        resident.change_contact(
            address=ADDRESS, told_by=ToldBy.SELF, told_on=date(2022, 6, 21), on=TODAY
        )


# ---- Told, and agreed ----


def test_who_cannot_sign_needs_a_witness() -> None:
    """`domain.md` 10.12."""
    resident = given(Resident, SUSPECTED)
    with pytest.raises(NeitherSignedNorWitnessed):
        resident.give_notice(notice=SIGNED_BY_NOBODY)
    witnessed = replace(SIGNED_BY_NOBODY, witness=sealed("witness"))
    assert resident.give_notice(notice=witnessed) == NoticeGiven(notice=witnessed)
    with pytest.raises(NeitherSignedNorWitnessed):
        register(given(Resident), notice=SIGNED_BY_NOBODY)
    with pytest.raises(NeitherSignedNorWitnessed):
        resident.give_consent(
            purpose=ConsentPurpose.PHOTOGRAPH,
            notice=SIGNED_BY_NOBODY,
            on=TODAY,
            is_under_14=False,
        )


def test_consent_is_given_for_one_purpose_and_withdrawn_for_it() -> None:
    given_ = given(Resident, REGISTERED).give_consent(
        purpose=ConsentPurpose.SENSITIVE, notice=NOTICE, on=TODAY, is_under_14=False
    )
    assert given_ == CONSENT
    resident = given(Resident, REGISTERED, CONSENT)
    assert resident.consents == (ConsentPurpose.SENSITIVE,)
    withdrawn = resident.withdraw_consent(purpose=ConsentPurpose.SENSITIVE)
    assert withdrawn == ConsentWithdrawn(purpose=ConsentPurpose.SENSITIVE)
    assert given(Resident, REGISTERED, CONSENT, withdrawn).consents == ()
    with pytest.raises(ConsentNotGiven):
        resident.withdraw_consent(purpose=ConsentPurpose.PUBLICATION)


def test_consent_to_a_newer_text_does_not_count_twice() -> None:
    assert given(Resident, REGISTERED, CONSENT, CONSENT).consents == (ConsentPurpose.SENSITIVE,)


def test_consent_is_withdrawn_also_after_a_death() -> None:
    """`domain.md` 8.1, art 49: relatives act for the dead."""
    resident = given(Resident, REGISTERED, CONSENT, DIED)
    event = resident.withdraw_consent(purpose=ConsentPurpose.SENSITIVE)
    assert event == ConsentWithdrawn(purpose=ConsentPurpose.SENSITIVE)


def test_under_14_a_guardian_consents() -> None:
    """`domain.md` 8.1, art 31."""
    resident = given(Resident, REGISTERED, MOTHER_SET)
    with pytest.raises(GuardianMustConsent):
        resident.give_consent(
            purpose=ConsentPurpose.SENSITIVE, notice=NOTICE, on=TODAY, is_under_14=True
        )
    event = resident.give_consent(
        purpose=ConsentPurpose.SENSITIVE,
        notice=NOTICE,
        on=TODAY,
        is_under_14=True,
        guardian=MOTHER,
    )
    assert event == replace(CONSENT, guardian=MOTHER)


def test_only_a_guardian_on_file_consents_for_another() -> None:
    with pytest.raises(NotAGuardian):
        given(Resident, REGISTERED).give_consent(
            purpose=ConsentPurpose.SENSITIVE,
            notice=NOTICE,
            on=TODAY,
            is_under_14=True,
            guardian=MOTHER,
        )

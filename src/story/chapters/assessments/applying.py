"""How a suspected person comes to ask for an assessment, and is screened and accepted."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from domain.assessment import Material, ScreeningWarning
from domain.document import DocumentKind
from domain.identity.identity_number import ADULT_YEARS
from domain.words import (
    AssessmentKind,
    AssessmentPlace,
    DisabilityCategory,
    GuardianBasis,
    HomeGround,
    NoticeForm,
)
from story.cast.places import DISTRICT
from story.chapters.filing import registration
from story.days import workday

if TYPE_CHECKING:
    from datetime import date
    from random import Random
    from uuid import UUID

    from story.cast.cast import Cast
    from story.cast.villagers import Resident
    from story.chapters.case import Case
    from story.diary import Diary

NUMBER_KNOWN_IN_100: Final = 65
COMPONENTS: Final = {
    DisabilityCategory.MULTIPLE: (DisabilityCategory.PHYSICAL, DisabilityCategory.INTELLECTUAL)
}
GROUNDS: Final = {
    DisabilityCategory.MENTAL: HomeGround.MENTAL,
    DisabilityCategory.INTELLECTUAL: HomeGround.INTELLECTUAL,
    DisabilityCategory.PHYSICAL: HomeGround.BED_BOUND,
    DisabilityCategory.MULTIPLE: HomeGround.BED_BOUND,
}
WITH_GUARDIAN: Final = {
    DisabilityCategory.MENTAL,
    DisabilityCategory.INTELLECTUAL,
    DisabilityCategory.MULTIPLE,
}
MATERIALS: Final = (
    Material.ID_CARD,
    Material.HOUSEHOLD_BOOKLET,
    Material.PHOTOS,
    Material.APPLICATION_FORM,
)


def categories_of(resident: Resident) -> tuple[DisabilityCategory, ...]:
    """Give the single categories that are suspected."""
    assert resident.category is not None
    return COMPONENTS.get(resident.category, (resident.category,))


def needs_guardian(resident: Resident, day: date) -> bool:
    """Tell whether a guardian has to be there."""
    return resident.category in WITH_GUARDIAN or resident.years_on(day) < ADULT_YEARS


def suspect(diary: Diary, cast: Cast, resident: Resident, day: date, random: Random) -> None:
    """Tell that a commissioner finds somebody who is probably disabled, and finds the guardian."""
    visitor = cast.team.commissioner(resident.place, day)
    values: dict[str, Any] = {
        "association": resident.place.association,
        "household": resident.household or cast.chance.id("household of", resident.id),
        "name": resident.name,
        "address": resident.address,
        "suspected_categories": "、".join(each.chinese for each in categories_of(resident)),
        "phone": resident.telephone,
    }
    if random.randrange(100) < NUMBER_KNOWN_IN_100:
        values["identity_number"] = resident.number
    else:
        values["birth_date"] = resident.born.isoformat()
    diary.write(day, visitor, "residents/suspect", resident.id, values)
    if needs_guardian(resident, day):
        _set_guardian(diary, cast, resident, day)


def apply(case: Case, cast: Cast, resident: Resident, *, at_home: bool) -> None:
    """Tell that the commissioner hands the request in, with the consent of person or guardian."""
    values = {
        "resident": resident.id,
        "kind": AssessmentKind.FIRST,
        "at_home": at_home,
        "consent": NoticeForm.PAPER,
        "suspected_categories": categories_of(resident),
    }
    case.then(1, cast.team.commissioner(resident.place, case.day), "", values)


def screen(case: Case, cast: Cast, resident: Resident, *, at_home: bool) -> None:
    """Tell that the commissioner sees the person and the papers, and says where they should go."""
    assert resident.category is not None
    ground = GROUNDS[resident.category] if at_home else None
    is_soon = resident.id.int % 9 == 0
    warnings = (ScreeningWarning.UNSETTLED,) if is_soon else ()
    values = {
        "met_person": True,
        "place": AssessmentPlace.HOME if at_home else AssessmentPlace.INSTITUTION,
        "home_ground": ground,
        "ground_reason": None,
        "materials": MATERIALS,
        "warnings": warnings,
        "acknowledged": warnings,
    }
    case.then(2, cast.team.commissioner(resident.place, workday(2, case.day)), "screen", values)


def accept(case: Case, cast: Cast, resident: Resident, random: Random, *, again: bool) -> None:
    """Tell that the person is registered, unless that was done before, and the request accepted."""
    if not again:
        case.wait(1)
        visitor = cast.team.commissioner(resident.place, case.day)
        values = registration(resident, random)
        values["household"] = resident.household or cast.chance.id("household of", resident.id)
        case.diary.write(case.day, visitor, "residents/register", resident.id, values)
    accepted = {
        "identity_verified": True,
        "guardian_verified": True,
        "photo_verified": True,
        "accepting_organisation": DISTRICT,
        "issuing_organisation": DISTRICT,
    }
    case.then(1, cast.team.clerk(2), "accept", accepted)


def _set_guardian(diary: Diary, cast: Cast, resident: Resident, day: date) -> None:
    officer = cast.team.officer(resident.place)
    evidence: UUID = cast.chance.id("evidence", resident.id)
    paper = {
        "case": resident.id,
        "kind": DocumentKind.SIGNED_FORM,
        "digest": f"sha256:{sha256(evidence.bytes).hexdigest()}",
        "size_bytes": 90_000 + evidence.int % 200_000,
        "media_type": "image/jpeg",
        "dated_on": day,
        "person": resident.id,
    }
    diary.write(day, officer, "documents", evidence, paper)
    guardian = {
        "guardian": cast.chance.id("guardian", resident.id),
        "name": cast.villagers.relative_of(resident),
        "relation": "父母" if resident.years_on(day) < ADULT_YEARS else "子女",
        "basis": GuardianBasis.STATUTORY,
        "from_on": day,
        "evidence": evidence,
    }
    diary.write(day, officer, "residents/set-guardian", resident.id, guardian)

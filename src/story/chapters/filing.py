"""The files: everybody is registered in three days of March, and certificates are taken over.

Later some contacts change, identities are verified, two files of one person become one, some die.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from domain.words import (
    CertificateOrigin,
    Channel,
    DeathEvidence,
    DuplicateGround,
    IdentityDocument,
    NoticeForm,
    RemovalReason,
    ToldBy,
)
from story import numbers
from story.cast.places import DISTRICT
from story.days import month_of, workday, workdays

if TYPE_CHECKING:
    from random import Random

    from story.cast.cast import Cast
    from story.cast.residents import SecondFile
    from story.cast.villagers import Resident
    from story.diary import Diary
    from story.outline.targets import Target

REGISTERED_ON: Final = (date(2022, 3, 1), date(2022, 3, 2), date(2022, 3, 3))
IMPORTED_ON: Final = (date(2022, 3, 3), date(2022, 3, 4))
AS_OF: Final = date(2022, 2, 28)
NOTICE_VERSION: Final = "2022-1"
GENERATION: Final = 3
UNSIGNED_IN_100: Final = 7
VERIFIED: Final = 300
TELEPHONES_CHANGED: Final = 60
ADDRESSES_CORRECTED: Final = 14
LAST_CHANGE: Final = date(2022, 7, 22)
YEARS_OF_A_CARD: Final = 10

# Between two rounds, so that nobody visits them afterwards.
PARTED_ON: Final = (date(2022, 4, 30), date(2022, 6, 11))


def put_on_file(diary: Diary, cast: Cast) -> None:
    """Tell the registration, those in hardship first, and the certificates of those who hold one."""
    random = cast.chance.of("filing")
    for resident in cast.registered:
        day = REGISTERED_ON[resident.id.int % 2 if resident.in_hardship else random.randrange(3)]
        officer = replace(cast.team.officer(resident.place, 1), channel=Channel.IMPORT)
        diary.write(day, officer, "residents", resident.id, registration(resident, random))
        if resident.holds_certificate:
            clerk = replace(cast.team.clerk(random.randrange(4)), channel=Channel.IMPORT)
            day = random.choice(IMPORTED_ON)
            diary.write(
                day, clerk, "residents/issue-certificate", resident.id, _card(resident, random)
            )
    _put_right(diary, cast, random)


def registration(resident: Resident, random: Random) -> dict[str, Any]:
    """Give what is said when somebody is put on the register."""
    values = {
        "association": resident.place.association,
        "household": resident.household,
        "name": resident.name,
        "identity_number": resident.number,
        "address": resident.address,
        "phone": resident.telephone,
        "hardship": "是" if resident.in_hardship else "否",
        "notice": notice(resident, random),
    }
    if resident.holds_certificate and resident.category and resident.grade:
        values |= {"category": f"{resident.category:d}", "grade": f"{resident.grade:d}"}
    return values


def notice(resident: Resident, random: Random) -> dict[str, Any]:
    """Give the notice that was put before somebody; who cannot sign has a witness."""
    told = {"text_version": NOTICE_VERSION, "form": NoticeForm.PAPER, "signed": True}
    if random.randrange(100) < UNSIGNED_IN_100:
        told |= {"signed": False, "form": NoticeForm.VOICE, "witness": f"{resident.name[0]}家邻居"}
    return told


def file_again(diary: Diary, cast: Cast, second: SecondFile, day: date) -> None:
    """Tell how a commissioner, not knowing better, registers somebody a second time."""
    random = cast.chance.of(f"second file {second.loser.id}")
    visitor = cast.team.commissioner(second.loser.place, day)
    diary.write(day, visitor, "residents", second.loser.id, registration(second.loser, random))


def merge(diary: Diary, cast: Cast, second: SecondFile, day: date) -> None:
    """Tell how the town finds two files of one person, and the district makes them one."""
    grounds = (DuplicateGround.NAME, DuplicateGround.BIRTH_DATE)
    found = {"other": second.winner.id, "grounds": grounds}
    officer = cast.team.officer(second.loser.place)
    diary.write(day, officer, "residents/suspect-duplicate", second.loser.id, found)
    merged = {"into": second.winner.id, "grounds": grounds}
    diary.write(day, cast.team.clerk(3), "residents/merge", second.loser.id, merged)


def merge_all(diary: Diary, cast: Cast, found_on_visits: tuple[SecondFile, ...]) -> None:
    """Tell the second files of registered people: when they are made, and when they end.

    Those found on visits end a week after the visit, the last one only after the end of July.
    """
    for n, second in enumerate(cast.second_files):
        day = workday(3 + n, after=numbers.FIRST_DAY)
        file_again(diary, cast, second, day)
        merge(diary, cast, second, workday(12 + 9 * n, after=day))
    for second in found_on_visits:
        assert second.visited_on is not None
        first, _ = month_of(second.visited_on.month)
        file_again(diary, cast, second, workday(2, after=first))
        day = workday(5, after=second.visited_on)
        if second is found_on_visits[-1]:
            day = workday(2, after=numbers.LAST_BUSINESS_DAY)
        merge(diary, cast, second, day)


def part(diary: Diary, cast: Cast, targets: tuple[Target, ...]) -> None:
    """Tell who died and who moved away, of those who left the campaign's list for it."""
    for target in targets:
        if target.removed_for is None:
            continue
        resident, officer = target.resident, cast.team.officer(target.resident.place)
        day = PARTED_ON[len(target.rounds) - 1]
        match target.removed_for:
            case RemovalReason.DIED:
                died = {"died_on": day, "evidence": DeathEvidence.VILLAGE}
                diary.write(workday(0, day), officer, "residents/record-death", resident.id, died)
            case RemovalReason.MOVED:
                moved = {"moved_on": day, "place": "外地, 随子女居住"}
                diary.write(workday(0, day), officer, "residents/move-out", resident.id, moved)
            case _:
                pass


def _card(resident: Resident, random: Random) -> dict[str, Any]:
    """Give the certificate that the national base tells of."""
    assert resident.category is not None
    assert resident.grade is not None
    first = date(random.randint(2013, 2021), random.randint(1, 12), random.randint(1, 28))
    return {
        "card": {
            "number": f"{resident.number}{resident.category:d}{resident.grade:d}",
            "category": f"{resident.category:d}",
            "grade": f"{resident.grade:d}",
            "issuing_organisation": DISTRICT,
            "valid_from": first,
            "valid_to": first.replace(year=first.year + YEARS_OF_A_CARD),
            "generation": GENERATION,
        },
        "source": {"origin": CertificateOrigin.NATIONAL_IMPORT, "as_of": AS_OF},
    }


def _put_right(diary: Diary, cast: Cast, random: Random) -> None:
    """Tell what happens to files in the weeks after: identities seen, telephones, wrong addresses.

    Of people in hardship nothing, since some of them leave in that time.
    """
    steady = [each for each in cast.registered if not each.in_hardship]
    for resident in random.sample(steady, VERIFIED):
        day = random.choice(workdays(date(2022, 3, 7), LAST_CHANGE))
        seen = {"document": IdentityDocument.IDENTITY_CARD}
        officer = cast.team.officer(resident.place, 1)
        diary.write(day, officer, "residents/verify-identity", resident.id, seen)
    for resident in random.sample(steady, TELEPHONES_CHANGED):
        day = random.choice(workdays(date(2022, 4, 6), LAST_CHANGE))
        told = {
            "told_by": random.choice((ToldBy.SELF, ToldBy.FAMILY)),
            "told_on": day,
            "phone": cast.villagers.telephone(),
        }
        visitor = cast.team.commissioner(resident.place, day)
        diary.write(day, visitor, "residents/change-contact", resident.id, told)
    for resident in random.sample(steady, ADDRESSES_CORRECTED):
        day = random.choice(workdays(date(2022, 3, 7), LAST_CHANGE))
        right = {
            "version": 1,
            "field": "address",
            "new": f"{resident.address.removesuffix('号')}号之一",
            "reason": "门牌号录错",
        }
        officer = cast.team.officer(resident.place)
        diary.write(day, officer, "residents/correct", resident.id, right)

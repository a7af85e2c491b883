"""People probably disabled and without a certificate: found in the villages, some assessed at home.

The 77 who are counted as assessed at home are made to measure (M06): their categories, their ages,
two of them minors. Two more files are second ones of two of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.words import DisabilityCategory, DisabilityGrade
from story import numbers
from story.cast.residents import SecondFile
from story.chance import shuffled

if TYPE_CHECKING:
    from story.cast.places import Place
    from story.cast.villagers import Resident, Villagers

D = DisabilityCategory
OLD: Final = (72, 89)
GROWN_UP: Final = (26, 66)
MINOR: Final = (8, 15)

# Of the 77: category, ages, how many. 49 mental or intellectual, 24 bed-bound, 4 multiple.
COUNTED: Final = (
    (D.MENTAL, OLD, 14),
    (D.MENTAL, GROWN_UP, 13),
    (D.INTELLECTUAL, OLD, 14),
    (D.INTELLECTUAL, GROWN_UP, 6),
    (D.INTELLECTUAL, MINOR, 2),
    (D.PHYSICAL, OLD, 20),
    (D.PHYSICAL, GROWN_UP, 4),
    (D.MULTIPLE, OLD, 2),
    (D.MULTIPLE, GROWN_UP, 2),
)
# Those who asked for doctors at home and are not among the 77.
ASKED_AT_HOME: Final = ((D.MENTAL, OLD, 6), (D.MENTAL, GROWN_UP, 6), (D.PHYSICAL, OLD, 10))
ASKED_AT_INSTITUTION: Final = (
    (D.PHYSICAL, GROWN_UP, 12),
    (D.VISUAL, OLD, 7),
    (D.HEARING, OLD, 7),
    (D.INTELLECTUAL, MINOR, 4),
)
ONLY_NOTED: Final = ((D.PHYSICAL, OLD, 15), (D.HEARING, OLD, 8), (D.MENTAL, GROWN_UP, 6))
SEVERE_IN_100: Final = 80


@dataclass(frozen=True, slots=True)
class Suspects:
    """The people suspected, by what became of it."""

    counted: tuple[Resident, ...]
    second_files: tuple[SecondFile, ...]
    asked_at_home: tuple[Resident, ...]
    asked_at_institution: tuple[Resident, ...]
    only_noted: tuple[Resident, ...]

    @property
    def files(self) -> tuple[Resident, ...]:
        """Every suspected file."""
        second = tuple(each.loser for each in self.second_files)
        people = (*self.counted, *self.asked_at_home, *self.asked_at_institution, *self.only_noted)
        return (*people, *second)


def suspects_of(villagers: Villagers, places: tuple[Place, ...]) -> Suspects:
    """Give everybody suspected. Second files are of grown-ups with one category."""
    counted = _made_to_measure(villagers, places, "counted", COUNTED)
    adults = [each for each in counted if each.years_on(numbers.FIRST_DAY) > MINOR[1]]
    twice = [each for each in adults if each.category is D.PHYSICAL][: numbers.ASSESSED_MERGED]
    return Suspects(
        counted=counted,
        second_files=tuple(SecondFile(villagers.write_again(each), each) for each in twice),
        asked_at_home=_made_to_measure(villagers, places, "asked", ASKED_AT_HOME),
        asked_at_institution=_made_to_measure(
            villagers, places, "institution", ASKED_AT_INSTITUTION
        ),
        only_noted=_made_to_measure(villagers, places, "noted", ONLY_NOTED),
    )


def _made_to_measure(
    villagers: Villagers,
    places: tuple[Place, ...],
    kind: str,
    measures: tuple[tuple[DisabilityCategory, tuple[int, int], int], ...],
) -> tuple[Resident, ...]:
    random = villagers.random
    weights = [place.population for place in places]
    wanted = [(category, ages) for category, ages, many in measures for _ in range(many)]
    people = []
    for n, (category, ages) in enumerate(shuffled(wanted, random)):
        place = random.choices(places, weights)[0]
        grade = random.randint(1, 2) if random.randrange(100) < SEVERE_IN_100 else 3
        people.append(
            replace(
                villagers.invent(place, "suspected", kind, n, ages=ages),
                category=category,
                grade=DisabilityGrade(grade),
                household=villagers.chance.id("household of", kind, n),
            )
        )
    return tuple(people)

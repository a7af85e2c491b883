"""The whole cast of one telling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from story.cast.places import places_of
from story.cast.residents import registered_residents, second_files
from story.cast.suspects import suspects_of
from story.cast.team import team_of
from story.cast.villagers import Villagers

if TYPE_CHECKING:
    from story.cast.places import Place
    from story.cast.residents import SecondFile
    from story.cast.suspects import Suspects
    from story.cast.team import Team
    from story.cast.villagers import Resident
    from story.chance import Chance


@dataclass(frozen=True, slots=True)
class Cast:
    """Places, people at work, residents registered and suspected, and second files."""

    chance: Chance
    places: tuple[Place, ...]
    team: Team
    registered: tuple[Resident, ...]
    suspects: Suspects
    second_files: tuple[SecondFile, ...]
    villagers: Villagers


def cast_of(chance: Chance) -> Cast:
    """Give the cast."""
    places = places_of(chance)
    villagers = Villagers(chance)
    registered = registered_residents(villagers, places)
    return Cast(
        chance=chance,
        places=places,
        team=team_of(chance, places),
        registered=registered,
        suspects=suspects_of(villagers, places),
        second_files=tuple(second_files(villagers, registered)),
        villagers=villagers,
    )

"""The campaign's list: who is on it in which round, who leaves it, and who is never met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.words import RemovalReason
from story import numbers
from story.chance import shuffled

if TYPE_CHECKING:
    from datetime import date

    from story.cast.cast import Cast
    from story.cast.villagers import Resident

ROUND_NUMBERS: Final = (1, 2, 3)
# Who leaves the list: some were met before, the others never were, for a reason like this.
LEFT_THOUGH_MET: Final = (RemovalReason.DIED, RemovalReason.NOT_HARDSHIP)
NEVER_THERE: Final = (
    RemovalReason.MOVED,
    RemovalReason.NOT_FOUND,
    RemovalReason.REFUSED,
    RemovalReason.MOVED,
    RemovalReason.NOT_FOUND,
    RemovalReason.MOVED,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A resident on the list: in these rounds, removed at the beginning of the round after."""

    resident: Resident
    rounds: tuple[int, ...]
    removed_for: RemovalReason | None = None
    is_met: bool = True

    @property
    def stays(self) -> bool:
        """Tell whether the resident is on the list from beginning to end."""
        return self.rounds == ROUND_NUMBERS

    def is_listed(self, day: date) -> bool:
        """Tell whether a round with this resident runs on a day."""
        return any(
            first <= day <= last
            for number, (_, first, last, _, _) in enumerate(numbers.ROUNDS, start=1)
            if number in self.rounds
        )


def targets_of(cast: Cast) -> tuple[Target, ...]:
    """Give everybody who is ever on the list."""
    random = cast.chance.of("targets")
    poor = shuffled([each for each in cast.registered if each.in_hardship], random)
    (_, _, _, _, first), (_, _, _, left_second, second), (_, _, _, left_third, third) = (
        numbers.ROUNDS
    )
    listed = [Target(each, ROUND_NUMBERS) for each in poor[:first]]
    added = [Target(each, (2, 3)) for each in poor[first : first + second]]
    late = [Target(each, (3,)) for each in poor[first + second : first + second + third]]
    assert len(late) == third
    leaving = left_second + left_third
    reasons = _reasons(leaving, numbers.NEVER_MET)
    for n, (reason, is_met) in enumerate(shuffled(reasons, random), start=1):
        rounds = (1,) if n <= left_second else (1, 2)
        listed[-n] = replace(listed[-n], rounds=rounds, removed_for=reason, is_met=is_met)
    return (*listed, *added, *late)


def _reasons(leaving: int, never_met: int) -> list[tuple[RemovalReason, bool]]:
    met = [(LEFT_THOUGH_MET[n % 2], True) for n in range(leaving - never_met)]
    return met + [(NEVER_THERE[n % len(NEVER_THERE)], False) for n in range(never_met)]

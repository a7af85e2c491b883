"""Chance: every choice and every id of the story, from one seed and nothing else.

Each purpose draws from a source of its own, so that a change in one chapter leaves the others as
they were. There is no clock here and no other randomness: the same seed tells the same story.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final, TypeVar
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")

_STORY: Final = UUID("0190b1f0-0000-7000-8000-00000000570f")


class Chance:
    """The choices of one telling."""

    def __init__(self, seed: int) -> None:
        """Draw everything from `seed`."""
        self.seed = seed

    def of(self, purpose: str) -> Random:
        """Give the source of one purpose, at its beginning."""
        return Random(f"{self.seed} {purpose}")  # noqa: S311  (a story, and no secret)

    def id(self, *name: object) -> UUID:
        """Give the id of what is called `name`, always the same one."""
        return uuid5(_STORY, " ".join(map(str, (self.seed, *name))))


def shuffled(items: Iterable[T], random: Random) -> list[T]:
    """Give the items in an order left to chance."""
    mixed = list(items)
    random.shuffle(mixed)
    return mixed


def shares(total: int, weights: Sequence[int], *, least: int = 0) -> list[int]:
    """Divide `total` in proportion to `weights`, each at least `least`, by largest remainder."""
    free = total - least * len(weights)
    assert free >= 0, (total, least)
    whole = sum(weights)
    parts = [free * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-(free * weights[n] % whole), n))
    for n in by_remainder[: free - sum(parts)]:
        parts[n] += 1
    return [least + part for part in parts]

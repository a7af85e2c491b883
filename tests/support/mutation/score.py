"""What the numbers say."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

from support.mutation.forks import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

_NORMAL_95: Final = 1.959964


def score(outcomes: Iterable[Outcome]) -> tuple[float, float, float]:
    """Give the share of mutants that were noticed, and its 95 % interval after Wilson."""
    noticed = [outcome.is_noticed for outcome in outcomes]
    tried, share = len(noticed), sum(noticed) / len(noticed)
    spread = _NORMAL_95**2 / tried
    middle = (share + spread / 2) / (1 + spread)
    half = _NORMAL_95 * sqrt(share * (1 - share) / tried + spread / tried / 4) / (1 + spread)
    return share, middle - half, middle + half

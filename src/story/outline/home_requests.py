"""104 requests for doctors at home, so that 77 people come out (M06) and the ten rounds are full.

A request is visited once or twice, or never. Of the 77: three are assessed twice, two have a second
file that is assessed as well. Two assessments are voided, five people need the hospital first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from domain.identity.identity_number import ADULT_YEARS
from domain.words import Conclusion, StopOutcome
from story import numbers
from story.chance import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from story.cast.cast import Cast
    from story.cast.villagers import Resident

BATCH_DAYS: Final = (
    date(2022, 3, 24),
    date(2022, 4, 28),
    date(2022, 5, 12),
    date(2022, 5, 19),
    date(2022, 5, 26),
    date(2022, 6, 9),
    date(2022, 6, 16),
    date(2022, 6, 23),
    date(2022, 7, 7),
    date(2022, 7, 21),
)
NEXT_BATCH: Final = len(BATCH_DAYS)
NEXT_BATCH_DAY: Final = date(2022, 8, 9)  # planned, and not part of the story any more
LAST: Final = NEXT_BATCH - 1


class Fate(Enum):
    """What becomes of a request."""

    DELIVERED = auto()
    PRINTED = auto()
    APPROVED = auto()
    REJECTED = auto()
    OBJECTED = auto()  # a neighbour objects to the notice, and it is being looked into
    CLEARED = auto()  # the same, it was found untrue, and the certificate was delivered
    IN_PUBLICITY = auto()
    CONCLUDED = auto()  # told that it is not so, or too early
    APPEALED = auto()  # the same, and the person asks the city
    RAISED = auto()  # the city has assessed once more and found that it is so after all
    SECOND_FILE = auto()
    ENTRY_VOIDED = auto()  # the assessment itself: somebody else was assessed
    VOIDED = auto()  # the whole request
    IN_HOSPITAL = auto()
    AGAIN = auto()  # in the next round
    WITHDRAWN = auto()
    DIED = auto()
    RETURNED = auto()
    NOT_ACCEPTED = auto()


@dataclass(frozen=True, slots=True)
class HomeRequest:
    """One request: whose, in which rounds with which outcome, the conclusion, what becomes of it.

    `before` is the round before which it is made; `number` is 2 for the second one of a person.
    """

    resident: Resident
    fate: Fate
    stops: tuple[tuple[int, StopOutcome], ...] = ()
    conclusion: Conclusion | None = None
    before: int = LAST
    number: int = 1


# The first stop fails, the second succeeds: in which rounds, and why the first failed.
SECOND_STOPS: Final = (
    (0, 1, StopOutcome.NOT_AT_HOME),
    (1, 3, StopOutcome.NOT_AT_HOME),
    (3, 4, StopOutcome.UNSUITABLE),
    (4, 5, StopOutcome.NOT_AT_HOME),
    (6, 7, StopOutcome.NOT_AT_HOME),
)
TWICE_ASSESSED: Final = ((0, 5), (1, 6), (2, 7))
WITH_SECOND_FILE: Final = ((2, 4), (3, 6))
HOSPITAL_IN: Final = (1, 2, 4, 6, 8)
NOT_AT_HOME_IN: Final = (8, 9)
REFUSED_IN: Final = (0, 3, 5)
UNSUITABLE_IN: Final = (7,)
DIED_IN: Final = (5,)
VOIDED_IN: Final = ((2, Fate.ENTRY_VOIDED), (5, Fate.VOIDED))
# Those of the last rounds who qualify, but hold no certificate by the end of July.
UNFINISHED: Final = (
    (8, Fate.PRINTED, 3),
    (8, Fate.OBJECTED, 1),
    (8, Fate.APPROVED, 1),
    (6, Fate.REJECTED, 1),
    (LAST, Fate.IN_PUBLICITY, 6),
)
# Those who do not qualify, or not yet: in the last round, and in any round.
FAILED_LAST: Final = (
    (Conclusion.NOT_QUALIFIED, Fate.APPEALED),
    (Conclusion.TOO_EARLY, Fate.CONCLUDED),
)
# Somebody says that the conclusion is not right, and it is looked into until the end.
LOOKED_INTO: Final = (
    (1, Conclusion.NOT_QUALIFIED, Fate.RAISED),
    (2, Conclusion.QUALIFIED, Fate.CLEARED),
)
FAILED: Final = ((Conclusion.NOT_QUALIFIED, 8), (Conclusion.TOO_EARLY, 6))
NEVER_VISITED: Final = (
    (Fate.RETURNED, 2),
    (Fate.NOT_ACCEPTED, 2),
    (Fate.WITHDRAWN, 1),
    (Fate.AGAIN, 3),
)


def home_requests_of(cast: Cast) -> tuple[HomeRequest, ...]:
    """Give every request for an assessment at home."""
    random = cast.chance.of("home requests")
    second = {each.winner.id for each in cast.suspects.second_files}
    minors = [each for each in cast.suspects.counted if each.years_on(BATCH_DAYS[-1]) < ADULT_YEARS]
    kept_apart = second | {each.id for each in minors}
    counted = iter(
        shuffled((each for each in cast.suspects.counted if each.id not in kept_apart), random)
    )
    found = [
        *_qualified_with_a_story(cast, counted),
        *_others(shuffled(cast.suspects.asked_at_home, random)),
    ]
    room = list(numbers.STOPS_BY_BATCH)
    for request in found:
        for batch, _ in request.stops:
            room[batch] -= 1
    places = iter(shuffled((n for n, free in enumerate(room) for _ in range(free)), random))
    for conclusion, many in FAILED:
        found += [_assessed(next(counted), next(places), conclusion) for _ in range(many)]
    rest = [*minors, *counted]
    found += [_assessed(each, next(places), Conclusion.QUALIFIED) for each in rest]
    assert next(places, None) is None
    return tuple(found)


def _assessed(
    resident: Resident,
    batch: int,
    conclusion: Conclusion,
    fate: Fate | None = None,
    number: int = 1,
) -> HomeRequest:
    """Make a request that is assessed at its only stop."""
    usual = Fate.DELIVERED if conclusion is Conclusion.QUALIFIED else Fate.CONCLUDED
    stops = ((batch, StopOutcome.ASSESSED),)
    return HomeRequest(resident, fate or usual, stops, conclusion, batch, number)


def _qualified_with_a_story(cast: Cast, counted: Iterator[Resident]) -> Iterator[HomeRequest]:
    """Make the requests of those of the 77 who are not simply assessed and given a certificate."""
    for first, then, why in SECOND_STOPS:
        stops = ((first, why), (then, StopOutcome.ASSESSED))
        qualified = Conclusion.QUALIFIED
        yield HomeRequest(next(counted), Fate.DELIVERED, stops, qualified, first)
    for first, then in TWICE_ASSESSED:
        resident = next(counted)
        yield _assessed(resident, first, Conclusion.TOO_EARLY)
        yield _assessed(resident, then, Conclusion.QUALIFIED, number=2)
    for (first, then), files in zip(WITH_SECOND_FILE, cast.suspects.second_files, strict=True):
        yield _assessed(files.winner, first, Conclusion.QUALIFIED)
        yield _assessed(files.loser, then, Conclusion.QUALIFIED, Fate.SECOND_FILE)
    for batch, fate, many in UNFINISHED:
        for _ in range(many):
            yield _assessed(next(counted), batch, Conclusion.QUALIFIED, fate)
    for batch, conclusion, fate in LOOKED_INTO:
        yield _assessed(next(counted), batch, conclusion, fate)
    for conclusion, fate in FAILED_LAST:
        yield _assessed(next(counted), LAST, conclusion, fate)


def _others(asked: list[Resident]) -> Iterator[HomeRequest]:
    """Make the requests of those who are not among the 77."""
    people = iter(asked)
    for batch, fate in VOIDED_IN:
        yield _assessed(next(people), batch, Conclusion.QUALIFIED, fate)
    for batches, outcome, fate in (
        (HOSPITAL_IN, StopOutcome.HOSPITAL, Fate.IN_HOSPITAL),
        (NOT_AT_HOME_IN, StopOutcome.NOT_AT_HOME, Fate.AGAIN),
        (REFUSED_IN, StopOutcome.REFUSED, Fate.WITHDRAWN),
        (UNSUITABLE_IN, StopOutcome.UNSUITABLE, Fate.AGAIN),
        (DIED_IN, StopOutcome.DIED, Fate.DIED),
    ):
        for batch in batches:
            stops = ((batch, outcome),)
            hospital = outcome is StopOutcome.HOSPITAL
            conclusion = Conclusion.NEEDS_HOSPITAL if hospital else None
            yield HomeRequest(next(people), fate, stops, conclusion, batch)
    for fate, many in NEVER_VISITED:
        for _ in range(many):
            yield HomeRequest(next(people), fate)
    assert next(people, None) is None

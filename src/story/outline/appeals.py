"""101 appeals: by whom and how they come, on which track, and how each ends (M07)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from domain.words import AppealChannel, Appellant, Met, Outcome, Regime, Track
from story import numbers
from story.chance import shuffled
from story.days import workday, workdays
from story.outline.matters import MATTERS, Matter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from application.actor import Actor
    from story.cast.cast import Cast
    from story.cast.villagers import Resident
    from story.outline.targets import Target
    from story.outline.visiting import Visit

FIRST: Final = date(2022, 3, 7)
LAST_TO_BE_CLOSED: Final = date(2022, 6, 17)
LAST_PROMPT: Final = date(2022, 7, 12)
OPEN_FROM: Final = date(2022, 7, 11)
OPEN_TO: Final = date(2022, 7, 22)
OPEN_AND_REPLIED_TO: Final = date(2022, 7, 14)
NEWEST: Final = date(2022, 7, 29)
LAST_TO_TAKE_LONG: Final = date(2022, 4, 8)
REOPENED_LATE: Final = (date(2022, 6, 24), date(2022, 6, 29))
PROMPT_IN_100: Final = 62
VISIT_WITHIN: Final = timedelta(days=6)


class Fate(Enum):
    """Where an appeal ends, or stands when July is over."""

    CLOSED = auto()
    CLOSED_AGAIN = auto()
    REOPENED = auto()
    MERGED = auto()
    WITHDRAWN = auto()
    NOT_ACCEPTED = auto()
    REDIRECTED = auto()
    VOIDED = auto()
    REGISTERED = auto()
    TRIAGED = auto()
    ACCEPTED = auto()
    ASSIGNED = auto()
    IN_PROGRESS = auto()
    SUSPENDED = auto()
    REPLIED = auto()
    REVISITED = auto()


class Turn(Enum):
    """What else happens to an appeal on its way, or once it is closed."""

    CONVERTED = auto()  # it becomes a petition while it is worked on
    EXTENDED = auto()  # a petition that takes longer than the law's sixty days
    REVIEWED = auto()  # its petitioner asks for a review of the opinion
    PUBLISHED = auto()
    DECLINED = auto()  # it is not published, and it is said why


OPEN: Final = (
    (Fate.REGISTERED, 1),
    (Fate.TRIAGED, 1),
    (Fate.ACCEPTED, 2),
    (Fate.ASSIGNED, 2),
    (Fate.IN_PROGRESS, 5),
    (Fate.SUSPENDED, 2),
    (Fate.REPLIED, 2),
    (Fate.REVISITED, 2),
)
STILL_REOPENED: Final = numbers.APPEALS_REOPENED - numbers.APPEALS_CLOSED_AGAIN
ENDED_OTHERWISE: Final = (
    (Fate.WITHDRAWN, numbers.APPEALS_WITHDRAWN),
    (Fate.NOT_ACCEPTED, numbers.APPEALS_NOT_ACCEPTED),
    (Fate.REDIRECTED, numbers.APPEALS_REDIRECTED),
    (Fate.VOIDED, numbers.APPEALS_VOIDED),
)
COUNTED: Final = (
    Outcome.RESOLVED,
    Outcome.RESOLVED,
    Outcome.RESOLVED,
    Outcome.PARTLY,
    Outcome.EXPLAINED,
)
REGIMES: Final = {
    AppealChannel.HOTLINE: Regime.HOTLINE,
    AppealChannel.HOTLINE_DISABLED: Regime.HOTLINE_DISABLED,
}


@dataclass(slots=True)
class Appeal:
    """One appeal in outline. `visitor` heard it on a visit; `target` is the one it is merged into.

    Of an appellant who is nobody on file, `resident` only tells the place.
    """

    number: int
    fate: Fate
    outcome: Outcome
    matter: Matter
    channel: AppealChannel
    day: date
    resident: Resident
    visitor: Actor | None = None
    appellant: Appellant = Appellant.RESIDENT
    regime: Regime = Regime.ORDINARY
    target: Appeal | None = None
    turn: Turn | None = None

    @property
    def is_petition(self) -> bool:
        """Tell whether its reply is an opinion 处理意见书."""
        return self.regime is Regime.PETITION or self.turn is Turn.CONVERTED


def appeals_of(
    cast: Cast, targets: tuple[Target, ...], visits: tuple[Visit, ...]
) -> tuple[Appeal, ...]:
    """Give every appeal, in no order of time."""
    random = cast.chance.of("appeals")
    gone = {each.resident.id for each in targets if each.removed_for is not None}
    channels = _channels(random)
    here = [each for each in cast.registered if each.id not in gone]
    on_file = set(here)
    heard = [each for each in visits if _is_talk(each) and each.seen[0].resident in on_file]
    found = []
    for number, (fate, outcome) in enumerate(_endings()):
        matter = _matter(fate, outcome, random)
        channel, day = next(channels), _day(fate, matter, random)
        resident, visitor = random.choice(here), None
        if channel is AppealChannel.VISIT:
            visit = _visit_about(day, heard, random)
            resident, visitor, day = visit.seen[0].resident, visit.visitor, visit.day
        regime = REGIMES.get(channel, Regime.ORDINARY)
        found.append(
            Appeal(number, fate, outcome, matter, channel, day, resident, visitor, regime=regime)
        )
    _make_special(found)
    _make_public(found)
    return (*found, *_merged(found, random))


def _endings() -> list[tuple[Fate, Outcome]]:
    """Give how each ends, but for those merged into another one."""
    again = [(Fate.CLOSED_AGAIN, Outcome.RESOLVED)] * numbers.APPEALS_CLOSED_AGAIN
    again += [(Fate.REOPENED, Outcome.PARTLY)] * STILL_REOPENED
    resolved = numbers.APPEALS_RESOLVED - len(again)
    endings = [(Fate.CLOSED, COUNTED[n % len(COUNTED)]) for n in range(resolved)]
    endings += again
    endings += [(Fate.CLOSED, Outcome.UNSUPPORTED)] * numbers.APPEALS_UNSUPPORTED
    endings += [(Fate.CLOSED, Outcome.REFERRED)] * numbers.APPEALS_REFERRED
    for fate, many in (*ENDED_OTHERWISE, *OPEN):
        endings += [(fate, Outcome.RESOLVED)] * many
    return endings


def _channels(random: Random) -> Iterator[AppealChannel]:
    """Give the channels; the telephone calls that are merged with others are kept back."""
    channels = [channel for channel, many in numbers.APPEALS_BY_CHANNEL for _ in range(many)]
    for _ in range(numbers.APPEALS_MERGED):
        channels.remove(AppealChannel.PHONE)
    letters = [each for each in channels if each is AppealChannel.LETTER]
    others = [each for each in channels if each is not AppealChannel.LETTER]
    return iter([*letters, *shuffled(others, random)])


def _matter(fate: Fate, outcome: Outcome, random: Random) -> Matter:
    """Choose what is asked; what goes on for long is for the coordinated track."""
    prompt = [each for each in MATTERS if each.track is Track.PROMPT]
    longer = [each for each in MATTERS if each.track is not Track.PROMPT]
    if fate in {Fate.IN_PROGRESS, Fate.SUSPENDED} or outcome is Outcome.PARTLY:
        return random.choice(longer)
    if fate is Fate.REOPENED or random.randrange(100) < PROMPT_IN_100:
        return random.choice(prompt)
    return random.choice(longer)


def _day(fate: Fate, matter: Matter, random: Random) -> date:
    """Choose when it is registered: early enough to end, late enough to be open still."""
    is_open = fate in {each for each, _ in OPEN}
    if is_open:
        first, last = OPEN_FROM, OPEN_TO
        if fate in {Fate.REPLIED, Fate.REVISITED}:
            last = OPEN_AND_REPLIED_TO
        if fate is Fate.REGISTERED:
            first = last = NEWEST
    elif fate is Fate.REOPENED:
        first, last = REOPENED_LATE
    elif matter.track is Track.PROMPT and fate is Fate.CLOSED:
        first, last = FIRST, LAST_PROMPT
    else:
        first, last = FIRST, LAST_TO_BE_CLOSED
    return random.choice(workdays(first, last))


def _is_talk(visit: Visit) -> bool:
    """Tell whether somebody was met at home on this visit, which is written down as it was."""
    as_it_was = visit.recorded_on == visit.day and visit.typed_on is None
    stands = visit.voided_on is None
    return visit.met_somebody and visit.seen[0].met is Met.YES and as_it_was and stands


def _visit_about(day: date, heard: list[Visit], random: Random) -> Visit:
    """Choose a visit on a day, or within the next few."""
    near = [each for each in heard if timedelta() <= each.day - day <= VISIT_WITHIN]
    return random.choice(near)


def _make_special(found: list[Appeal]) -> None:
    """Make three petitions, one appeal of an institution, and one without a name."""
    longer = next(each for each in MATTERS if each.track is Track.COORDINATED)
    first, second, nameless = found[:3]
    unsupported = min(
        (
            each
            for each in found
            if each.outcome is Outcome.UNSUPPORTED and each.channel not in REGIMES
        ),
        key=lambda each: each.day,
    )
    for petition, regime, turn, last in (
        (first, Regime.ORDINARY, Turn.CONVERTED, LAST_TO_BE_CLOSED),
        (second, Regime.PETITION, Turn.EXTENDED, LAST_TO_TAKE_LONG),
        (unsupported, Regime.PETITION, Turn.REVIEWED, LAST_TO_BE_CLOSED),
    ):
        petition.matter, petition.regime, petition.turn = longer, regime, turn
        petition.day = min(petition.day, last)
    nameless.appellant = Appellant.OTHER
    institution = next(
        each for each in found if each.channel is AppealChannel.PHONE and each.fate is Fate.CLOSED
    )
    institution.appellant = Appellant.INSTITUTION


def _make_public(found: list[Appeal]) -> None:
    """Let what was closed on the open track be published, but for the last one."""
    closed = [
        each
        for each in found
        if each.matter.track is Track.OPEN and each.fate in {Fate.CLOSED, Fate.CLOSED_AGAIN}
    ]
    for appeal in closed:
        appeal.turn = Turn.PUBLISHED
    closed[-1].turn = Turn.DECLINED


def _merged(found: list[Appeal], random: Random) -> list[Appeal]:
    """Let six people call again about what they have asked already."""
    going_on = [
        each
        for each in found
        if each.fate is Fate.CLOSED
        and each.matter.track is not Track.PROMPT
        and each.appellant is Appellant.RESIDENT
    ]
    return [
        replace(
            target,
            number=len(found) + n,
            fate=Fate.MERGED,
            channel=AppealChannel.PHONE,
            day=workday(2, after=target.day),
            visitor=None,
            regime=Regime.ORDINARY,
            target=target,
            turn=None,
        )
        for n, target in enumerate(random.sample(going_on, numbers.APPEALS_MERGED))
    ]

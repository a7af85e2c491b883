"""Random lives: streams of events in any order and on any day, and put right at random.

Everything comes from the `random` that is handed in, so a seed repeats a failure and hypothesis can
shrink one. `appeal_life` keeps to what may follow what (`domain.md` 10.1); voids and their reverts
then lead to histories that no walk alone would.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from domain.appeal import (
    Appeal,
    AppealMerged,
    AppealNotAccepted,
    AppealRedirected,
    AppealReplied,
    AppealRevisited,
    AppealStatus,
    AppealSubjectChanged,
    AppealWithdrawn,
    CaseTransferred,
    MaterialReceived,
    PublicationWithdrawn,
    ReplyWithdrawn,
)
from domain.calendar import Clock
from domain.history import Aggregate, Corrected, Voided, VoidReverted, Whole, fold, is_voided
from domain.words import NotAcceptedGround, Outcome, Satisfaction
from support import appeals
from support.counted import ELSEWHERE, REOPENED, SAME_TOWN
from support.histories import ASSOCIATION, SEALED, id_of, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random
    from uuid import UUID

    from domain.history import Event, Organisation, Recorded

FIRST_DAY: Final = date(2022, 3, 1)
DAYS: Final = 150
PLACES: Final = (ASSOCIATION, SAME_TOWN, ELSEWHERE)
VERBS: Final = (Corrected, Voided, VoidReverted)
VERBS_SHARE: Final = 0.3

WITHDRAWN = AppealWithdrawn(wish=SEALED, signed=True, read_back=True)
MERGED = AppealMerged(into=id_of("target"))
NOT_ACCEPTED = AppealNotAccepted(ground=NotAcceptedGround.OUTSIDE, notice=SEALED)
REDIRECTED = AppealRedirected(destination=SEALED, accompaniment_offered=True)
RECEIVED = MaterialReceived(resumed_on=date(2022, 5, 5), close_by=appeals.due(Clock.wd(5)))
REPLY_WITHDRAWN = ReplyWithdrawn(reason=SEALED, close_by=appeals.due(Clock.wd(5)))
PUBLICATION_WITHDRAWN = PublicationWithdrawn(reason=SEALED, was_public=True)
SUBJECT_CHANGED = AppealSubjectChanged(resident=id_of("the right person"), reason=SEALED)
TRANSFERRED = CaseTransferred(
    from_association=None, to_association=ELSEWHERE.association, document_number="残发〔2022〕5号"
)
CLOSINGS = tuple(replace(appeals.CLOSED, outcome=outcome) for outcome in Outcome)

# What may follow each status; what leads on stands more than once, so that lives get long.
_MAY_FOLLOW: Final[dict[AppealStatus | None, tuple[Event, ...]]] = {
    None: (appeals.REGISTERED,),
    AppealStatus.REGISTERED: (appeals.TRIAGED,) * 4 + (WITHDRAWN, MERGED),
    AppealStatus.TRIAGED: (appeals.ACCEPTED,) * 5 + (NOT_ACCEPTED, REDIRECTED, MERGED, WITHDRAWN),
    AppealStatus.ACCEPTED: (appeals.ASSIGNED,) * 5 + (MERGED, WITHDRAWN),
    AppealStatus.ASSIGNED: (appeals.STARTED,) * 5 + (MERGED, WITHDRAWN, TRANSFERRED),
    AppealStatus.IN_PROGRESS: (appeals.REPLIED,) * 5 + (appeals.SUSPENDED, MERGED, WITHDRAWN),
    AppealStatus.SUSPENDED: (RECEIVED, RECEIVED, WITHDRAWN),
    AppealStatus.REPLIED: (appeals.REVISITED,) * 4
    + (REPLY_WITHDRAWN, WITHDRAWN, appeals.REVIEW_REQUESTED),
    AppealStatus.REVISITED: (*CLOSINGS, REOPENED, WITHDRAWN),
    AppealStatus.CLOSED: (
        *(REOPENED, REOPENED, appeals.REVIEW_REQUESTED),
        *(appeals.PUBLISHED, PUBLICATION_WITHDRAWN, SUBJECT_CHANGED),
    ),
    AppealStatus.UNDER_REVIEW: (appeals.REVIEW_ISSUED,),
    AppealStatus.REVIEWED: (appeals.RECHECK_REQUESTED,),
    AppealStatus.UNDER_RECHECK: (appeals.RECHECK_ISSUED,),
    AppealStatus.REOPENED: (appeals.ASSIGNED,) * 3 + (WITHDRAWN,),
}


def any_day(random: Random) -> date:
    """Give a day from March to July."""
    return FIRST_DAY + timedelta(days=random.randrange(DAYS))


def any_place(random: Random) -> Organisation | None:
    """Give one of three associations in two towns, or none."""
    return random.choice((*PLACES, *PLACES, None))


def appeal_life(random: Random, *, steps: int, stream: UUID) -> list[Recorded[Event]]:
    """Give the history of one appeal: what the rules allow, corrected and voided at random."""
    life: list[Recorded[Event]] = []
    for _ in range(steps):
        event = verb(Appeal, life, random) if life and random.random() < VERBS_SHARE else None
        if event is None and not is_voided(life):
            event = appeal_event(stream, life, random)
        if event is not None:
            life.append(
                recorded(
                    event,
                    stream=stream,
                    version=len(life) + 1,
                    position=len(life) + 1,
                    on=any_day(random),
                    organisation=any_place(random),
                )
            )
    return life


def appeal_event(stream: UUID, life: Sequence[Recorded[Event]], random: Random) -> Event | None:
    """Give an event that the rules allow now, if there is one."""
    appeal = fold(Appeal, stream, life)
    follows = _MAY_FOLLOW.get(appeal.status, ())
    if not follows or (appeal.status is None and appeal.version):
        return None
    event = random.choice(follows)
    if isinstance(event, AppealReplied):
        return replace(event, handled_workdays=random.choice((None, 0, 3, 12)))
    if isinstance(event, AppealRevisited):
        rating = random.choice(list(Satisfaction))
        return replace(event, satisfaction=rating, revisited_on=any_day(random))
    return replace(event, round=appeal.round) if event in CLOSINGS else event


def verb(
    kind: type[Aggregate[Any]],
    life: Sequence[Recorded[Event]],
    random: Random,
    vary: Callable[[Event], Event] = lambda event: event,
) -> Event:
    """Correct, void or take a void back, whatever is possible; `vary` says what was meant."""
    voids = [entry for entry in life if isinstance(entry.event, Voided)]
    if is_voided(life) or (voids and random.random() < 0.5):
        return kind.void_reverted(version=random.choice(voids).version, reason="误作废")
    entry = random.choice(life)
    if isinstance(entry.event, VERBS) or random.random() < 0.5:
        whole_stream = random.random() < 0.2
        return kind.voided(version=None if whole_stream else entry.version, reason="误录")
    return kind.corrected(
        version=entry.version,
        field="…",
        old=None,
        new=None,
        reason="录入有误",
        whole=Whole(vary(entry.event)),
        occurred_on=random.choice((None, any_day(random))),
        organisation=random.choice((None, *PLACES)),
    )

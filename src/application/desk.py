"""The desk: casework on behalf of one signed-in person. Load, decide, record.

One command is one transaction. Nothing reaches the log but through here, so permission, dates,
idempotency and sealing have one place to live.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from application import permissions
from application.casework.claims import month_locks
from application.refusals import (
    AlreadyThere,
    ChangedMeanwhile,
    ClocksDisagree,
    CommandIdReused,
    DateTooOld,
    FutureDate,
    MonthLocked,
    NotHeld,
    NotStorable,
    NotTheVersionSeen,
)
from application.work import Work
from domain.history import Rejected
from eventstore.append import (
    AlreadyReserved,
    Appended,
    AppendRefused,
    ClockAhead,
    CommandReused,
    ReservationNotHeld,
    StaleVersion,
)
from eventstore.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from application.actor import Actor
    from application.office import Office
    from domain.history import Cause
    from eventstore.append import CommandId

DECISIONS_MAX: Final = 4
YEARS_BACK_MAX: Final = 30
PAST_LOCKS: Final = permissions.of(permissions.DST, permissions.LDR)
"""Who may still write down what is dated in a locked month."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command came to: the first stream it wrote to, its version there, and the position.

    `others` are the further streams it wrote to, in order. `repeated` tells that the same command
    was answered before and nothing was written now.
    """

    id: UUID
    version: int
    position: int
    recorded_at: datetime
    repeated: bool = False
    others: tuple[UUID, ...] = ()


class Desk:
    """Casework by one actor, for one command. Who may do what is asked where it is given."""

    def __init__(
        self,
        office: Office,
        actor: Actor,
        *,
        command: CommandId | None = None,
        expected_version: int | None = None,
        occurred_on: date | None = None,
        at: datetime | None = None,
        cause: Cause | None = None,
    ) -> None:
        """Sit down as `actor`.

        `occurred_on` is the business date, today when not given; `expected_version` is what the
        person saw; `at` is the story's own time, in a demonstration only. `cause` is the event that
        this command answers to.
        """
        self.office = office
        self.actor = actor
        self.now = at or office.now()
        self.today = self.now.astimezone(office.zone).date()
        self.occurred_on = occurred_on or self.today
        self.rules = office.rulebook.in_force()
        self._command = command
        self._expected_version = expected_version
        self._at = at
        self.cause = cause

    @property
    def command_id(self) -> UUID | None:
        """The client's id of this command."""
        return None if self._command is None else self._command.id

    @property
    def expected_version(self) -> int | None:
        """The version the actor saw, if they said so."""
        return self._expected_version

    def new_id(self) -> UUID:
        """Give an id for a new stream."""
        return uuid7()

    def do(self, decision: Callable[[Work], object]) -> Receipt:
        """Decide and record; several streams in one transaction if need be.

        When somebody else was faster, or when a decision on remembered streams came to nothing, it
        is made again on what stands now; unless somebody moved the very record whose version the
        actor named. A command that was written before gets its first answer, also when by now a
        rule would refuse it. Raises `Rejected`, or `LogUnavailable`.
        """
        for turn in range(DECISIONS_MAX):
            work = Work(self, careful=turn > 0)
            try:
                self._check_date()
                decision(work)
                if work.written or not work.from_memory:
                    return self._record(work)
            except StaleVersion as error:
                if error.stream == work.seen and not work.from_memory:
                    return self._first_answer_or(NotTheVersionSeen(), error)
                if turn == DECISIONS_MAX - 1:
                    return self._first_answer_or(ChangedMeanwhile(), error)
            except Rejected as refusal:
                if not work.from_memory:
                    return self._first_answer_or(refusal, refusal)
            except AppendRefused as error:
                return self._first_answer_or(_in_words(error), error)
        raise AssertionError("unreachable")

    def rehearse(self, decision: Callable[[Work], object]) -> Work:
        """Decide and record nothing. Raises `Rejected`."""
        for careful in (False, True):
            work = Work(self, careful=careful)
            try:
                self._check_date()
                decision(work)
            except Rejected:
                if careful or not work.from_memory:
                    raise
            else:
                return work
        raise AssertionError("unreachable")

    @property
    def was_given(self) -> bool:
        """Tell whether this very command was written before."""
        if self._command is None:
            return False
        try:
            return self.office.log.answer_of(self._command) is not None
        except CommandReused:
            return False

    def _check_date(self) -> None:
        if self.occurred_on > self.today:
            raise FutureDate(occurred_on=self.occurred_on, today=self.today)
        if self.occurred_on.year < self.today.year - YEARS_BACK_MAX:
            raise DateTooOld(occurred_on=self.occurred_on)
        self.demand_open_month(self.occurred_on)

    def demand_open_month(self, day: date) -> None:
        """Refuse what is dated before the end of the last locked month, but to the district (10.0)."""
        if self.actor.role in PAST_LOCKS or day >= self.today.replace(day=1):
            return
        locked = self.office.log.held(month_locks(day, self.today))
        if locked:
            raise MonthLocked(last_locked=max(locked).partition(":")[2])

    def _record(self, work: Work) -> Receipt:
        """Write down what was decided; where nothing was, tell how the record stands."""
        if not work.written:
            last = work.looked_at
            return Receipt(last.stream, last.version, last.position, last.recorded_at)
        appended = self.office.log.append(work.as_append(self._command, self._at))
        if appended.repeated:
            # The keys of this work were not written: nothing may ever be closed under them.
            return self._first_answer(appended)
        work.made_durable()
        return _receipt(work.written, appended)

    def _first_answer_or(self, refusal: Rejected, cause: Exception) -> Receipt:
        """Give the first answer of this command if it has one; else refuse."""
        if self._command is not None:
            try:
                appended = self.office.log.answer_of(self._command)
            except CommandReused as error:
                raise CommandIdReused from error
            if appended is not None:
                return self._first_answer(appended)
        raise refusal from (None if refusal is cause else cause)

    def _first_answer(self, appended: Appended) -> Receipt:
        return _receipt(self.office.log.streams_written(appended), appended)


def _receipt(written: Sequence[tuple[UUID, int]], appended: Appended) -> Receipt:
    (stream, version), *others = written
    return Receipt(
        stream,
        version,
        appended.last_position,
        appended.recorded_at,
        repeated=appended.repeated,
        others=tuple(other for other, _ in others),
    )


def _in_words(error: AppendRefused) -> Rejected:
    """Say a refusal of the log in the words of the screens."""
    match error:
        case AlreadyReserved():
            return AlreadyThere(kind=error.key.split(":", 1)[0], held_by=error.holder)
        case ReservationNotHeld():
            return NotHeld(kind=error.key.split(":", 1)[0])
        case CommandReused():
            return CommandIdReused()
        case ClockAhead():
            return ClocksDisagree()
        case _:
            return NotStorable()

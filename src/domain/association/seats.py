"""Who sits in an association, in which post and from when to when (`domain.md` 10.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.association import rules
from domain.association.events import MemberAppointed, MemberEnded, MemberTermCorrected
from domain.association.rules import ChairTaken, MemberAlreadySits, MembersTooMany
from domain.words import MemberPost

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


MEMBERS_LIMIT: Final = 9  # refused above it [design]; 5 to 7 are due (`standards`)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's time in one post 任期: through `last_day`, or open while that is not known."""

    person: UUID
    post: MemberPost
    start_on: date
    is_party_secretary: bool
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the person is in the post on `day`."""
        return self.start_on <= day and self.reaches(day)

    def reaches(self, day: date) -> bool:
        """Tell whether the seat is held on `day` or at some time after it."""
        return self.last_day is None or day <= self.last_day


def demand_room(
    seats: tuple[Seat, ...],
    *,
    person: UUID,
    post: MemberPost,
    start_on: date,
    last_day: date | None = None,
) -> None:
    """Refuse a seat from `start_on`, open or through `last_day`, that overlaps or is the tenth.

    What may not overlap is the same person, or another chair.
    """
    meanwhile = [
        seat
        for seat in seats
        if seat.reaches(start_on) and (last_day is None or seat.start_on <= last_day)
    ]
    if any(seat.person == person for seat in meanwhile):
        raise MemberAlreadySits
    if post is MemberPost.CHAIR and any(seat.post is MemberPost.CHAIR for seat in meanwhile):
        raise ChairTaken
    days = {start_on, *(seat.start_on for seat in meanwhile if seat.start_on > start_on)}
    members = 1 + max(sum(seat.covers(day) for seat in meanwhile) for day in days)
    if members > MEMBERS_LIMIT:
        raise MembersTooMany(members=members, limit=MEMBERS_LIMIT)


def open_seat(seats: tuple[Seat, ...], person: UUID) -> Seat | None:
    """Give the seat `person` holds without a last day."""
    return next((seat for seat in seats if seat.person == person and seat.last_day is None), None)


def seat_from(seats: tuple[Seat, ...], person: UUID, start_on: date) -> Seat | None:
    """Give the seat `person` took on `start_on`."""
    return next(
        (seat for seat in seats if seat.person == person and seat.start_on == start_on), None
    )


def demand_correctable(
    seats: tuple[Seat, ...],
    person: UUID,
    former_start_on: date,
    start_on: date,
    last_day: date | None,
) -> None:
    """Refuse to correct a term that is not there, or to what may not be."""
    wrong = seat_from(seats, person, former_start_on)
    if wrong is None:
        raise rules.MemberTermUnknown(former_start_on=former_start_on)
    if (last_day is None) is not (wrong.last_day is None):
        raise rules.MemberTermEndsOtherwise(last_day=wrong.last_day)
    if last_day is not None and last_day < start_on:
        raise rules.MemberEndsBeforeStart(start_on=start_on, last_day=last_day)
    if (start_on, last_day) == (wrong.start_on, wrong.last_day):
        raise rules.MemberTermUnchanged
    others = tuple(seat for seat in seats if seat is not wrong)
    demand_room(others, person=person, post=wrong.post, start_on=start_on, last_day=last_day)


def seats_after(
    seats: tuple[Seat, ...], event: MemberAppointed | MemberEnded | MemberTermCorrected
) -> tuple[Seat, ...]:
    """Give the seats as `event` leaves them."""
    match event:
        case MemberAppointed():
            return with_seat(seats, event)
        case MemberEnded():
            return with_last_day(seats, event)
        case MemberTermCorrected():
            return with_term(seats, event)


def with_seat(seats: tuple[Seat, ...], event: MemberAppointed) -> tuple[Seat, ...]:
    """Add the seat that `event` gave."""
    seat = Seat(
        person=event.person,
        post=event.post,
        start_on=event.start_on,
        is_party_secretary=event.is_party_secretary,
    )
    return (*seats, seat)


def with_last_day(seats: tuple[Seat, ...], event: MemberEnded) -> tuple[Seat, ...]:
    """Close the open seat that `event` ended."""
    ended = open_seat(seats, event.person)
    return tuple(
        replace(seat, last_day=event.last_day) if seat is ended else seat for seat in seats
    )


def with_term(seats: tuple[Seat, ...], event: MemberTermCorrected) -> tuple[Seat, ...]:
    """Put the term that `event` corrected right; one that is open stays open."""
    wrong = seat_from(seats, event.person, event.former_start_on)
    return tuple(_corrected(seat, event) if seat is wrong else seat for seat in seats)


def _corrected(seat: Seat, event: MemberTermCorrected) -> Seat:
    last_day = None if seat.last_day is None else event.last_day or seat.last_day
    return replace(seat, start_on=event.start_on, last_day=last_day)

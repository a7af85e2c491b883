"""Who sits in an association, in which post and from when to when (`domain.md` 10.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from domain.association.rules import ChairTaken, MemberAlreadySits, MembersTooMany
from domain.words import MemberPost

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from domain.association.events import MemberAppointed, MemberEnded

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


def demand_room(seats: tuple[Seat, ...], *, person: UUID, post: MemberPost, start_on: date) -> None:
    """Refuse a seat open from `start_on` for a person or a chair who overlaps, or as the tenth."""
    meanwhile = [seat for seat in seats if seat.reaches(start_on)]
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

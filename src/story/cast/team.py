"""The people who work: members and commissioners of each association, towns, district, doctors.

A commissioner may sit in the association as well (M09 counts the person once). In three places the
commissioner leaves and a successor takes the post over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID

from application.actor import Actor
from domain.words import Role
from story import numbers
from story.cast.names import Registry
from story.cast.places import DISTRICT
from story.chance import shuffled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from story.cast.places import Place
    from story.chance import Chance

POSTS_BEGIN: Final = date(2022, 3, 2)
# The last day of who left, and the first of who followed.
CHANGES: Final = (
    (date(2022, 4, 29), date(2022, 5, 5)),
    (date(2022, 5, 31), date(2022, 6, 1)),
    (date(2022, 6, 30), date(2022, 7, 1)),
)
OFFICERS_A_TOWN: Final = 2
CLERKS: Final = 4
MEN_IN_100: Final = 60
DOCTORS_EACH: Final = 5
INSTITUTIONS: Final = ("演示定点评残医院(东)", "演示定点评残医院(西)")


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works: an id and an invented name."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Service:
    """One person's time in a commissioner's post."""

    appointment: UUID
    worker: Worker
    start_on: date
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the person is in the post on a day."""
        return self.start_on <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Institution:
    """A hospital that may assess, and the doctors it sends."""

    id: UUID
    name: str
    doctors: tuple[UUID, ...]


Post = tuple[Service, ...]
"""Who held one commissioner's post, one after the other."""


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody who works, by where; the first member of an association is its chair."""

    members: Mapping[UUID, tuple[Worker, ...]]
    posts: Mapping[UUID, tuple[Post, ...]]
    officers: Mapping[str, tuple[Actor, ...]]
    mediators: Mapping[str, Actor]
    clerks: tuple[Actor, ...]
    leader: Actor
    institutions: tuple[Institution, ...]

    def commissioner(self, place: Place, day: date, *, post: int = 0) -> Actor:
        """Give the commissioner in a post of a place on a day, as who acts.

        While the post is empty, a town's officer stands in.
        """
        posts = self.posts[place.association]
        for service in posts[post % len(posts)]:
            if service.covers(day):
                return Actor(service.worker.id, Role.COMMISSIONER, place.code)
        return self.officer(place)

    def chair(self, place: Place) -> Actor:
        """Give the chair of a place's association, as who acts."""
        return Actor(self.members[place.association][0].id, Role.ASSOCIATION, place.code)

    def member(self, place: Place, n: int) -> Actor:
        """Give a member of a place's association, as who acts."""
        members = self.members[place.association]
        return Actor(members[n % len(members)].id, Role.ASSOCIATION, place.code)

    def helper(self, person: UUID, place: Place) -> Actor:
        """Give a commissioner or member of a place who is somebody's helper."""
        services = (service for post in self.posts[place.association] for service in post)
        is_commissioner = any(service.worker.id == person for service in services)
        role = Role.COMMISSIONER if is_commissioner else Role.ASSOCIATION
        return Actor(person, role, place.code)

    def officer(self, place: Place, n: int = 0) -> Actor:
        """Give an officer of a place's town, as who acts."""
        return self.officers[place.town.code][n % OFFICERS_A_TOWN]

    def clerk(self, n: int = 0) -> Actor:
        """Give one of the district's clerks, as who acts."""
        return self.clerks[n % CLERKS]

    def changed_posts(self, places: Iterable[Place]) -> list[tuple[Place, Service, Service]]:
        """Give each post that changed hands: where, who left, and who followed."""
        return [
            (place, leaver, follower)
            for place in places
            for post in self.posts[place.association]
            for leaver, follower in pairwise(post)
        ]


def team_of(chance: Chance, places: tuple[Place, ...]) -> Team:
    """Give everybody who works."""
    hiring = _Hiring(chance)
    members = {
        place.association: tuple(hiring.hire("member", place.code, n) for n in range(place.seats))
        for place in places
    }
    towns = sorted({place.town.code for place in places})
    return Team(
        members=members,
        posts=_posts(hiring, places, members),
        officers={
            town: tuple(
                Actor(chance.id("officer", town, n), Role.TOWN, town)
                for n in range(OFFICERS_A_TOWN)
            )
            for town in towns
        },
        mediators={town: Actor(chance.id("mediator", town), Role.MEDIATOR, town) for town in towns},
        clerks=tuple(Actor(chance.id("clerk", n), Role.DISTRICT, DISTRICT) for n in range(CLERKS)),
        leader=Actor(chance.id("leader"), Role.LEADER, DISTRICT),
        institutions=tuple(
            Institution(
                chance.id("institution", name),
                name,
                tuple(chance.id("doctor", name, n) for n in range(DOCTORS_EACH)),
            )
            for name in INSTITUTIONS
        ),
    )


def _posts(
    hiring: _Hiring, places: tuple[Place, ...], members: Mapping[UUID, tuple[Worker, ...]]
) -> dict[UUID, tuple[Post, ...]]:
    """Fill every post: forty with a member of the association, three with two, one after another."""
    single = shuffled([place for place in places if place.posts == 1], hiring.random)
    seated = single[: numbers.COMMISSIONERS_WITH_SEAT]
    changed = single[len(seated) :][: numbers.POSTS_CHANGED]
    changes = dict(zip(changed, CHANGES, strict=True))
    posts: dict[UUID, tuple[Post, ...]] = {}
    for place in places:
        if place in seated:
            here: tuple[Post, ...] = ((hiring.service(place, members[place.association][-1]),),)
        elif place in changes:
            here = (hiring.two_services(place, *changes[place]),)
        else:
            here = tuple(
                (hiring.service(place, hiring.hire("post", place.code, n), n),)
                for n in range(place.posts)
            )
        posts[place.association] = here
    return posts


class _Hiring:
    """Invents people who work."""

    def __init__(self, chance: Chance) -> None:
        self.random = chance.of("team")
        self._chance = chance
        self._registry = Registry(self.random)

    def hire(self, *name: object) -> Worker:
        man = self.random.randrange(100) < MEN_IN_100
        return Worker(self._chance.id(*name), self._registry.name(man=man))

    def service(self, place: Place, worker: Worker, n: int = 0) -> Service:
        return Service(self._chance.id("appointment", place.code, n), worker, POSTS_BEGIN)

    def two_services(self, place: Place, last_day: date, first_day: date) -> Post:
        """Let one leave on a day and another begin on the next."""
        leaver = self.service(place, self.hire("post", place.code, 0))
        appointment = self._chance.id("appointment", place.code, "after")
        follower = Service(appointment, self.hire("successor", place.code), first_day)
        return replace(leaver, last_day=last_day), follower

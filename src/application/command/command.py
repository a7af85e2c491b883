"""A command as people give it: plain words in, and how they become what the domain is given.

The form of a command is read from the signature of what decides it: an aggregate's method. So a
command is written once. `Sealed` arguments are typed as plain text and closed here, on the way in,
for the place they are kept at; what the desk knows itself (`on`, `calendar`, `sla`, `actor`, `role`) is
not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from application import permissions
from application.command.closing import Closing, person_named, subject_of
from application.command.signatures import Field, events_of, fields_of, known_to_the_desk
from application.papers.guards import demand_papers
from application.refusals import CaseUnknown
from domain.resident import Resident
from domain.words import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from application.desk import Desk, Receipt
    from application.work import Work
    from domain.history import Aggregate, Event, Organisation, Recorded


@dataclass(frozen=True, slots=True)
class Command:
    """One command: where it is found, what it is called, who may give it, what decides it.

    `name` is the verb in the path, empty for the command that makes the thing. `decide` is the
    aggregate's method. `by` carries it out where several aggregates meet; then `computed` names the
    facts it finds out for the method instead of asking, and `extra` what it asks for itself.
    `arrives` marks a command by which a record comes to another organisation, whose area counts.
    `papers` names the fields that are documents: each must be attached to the record, to its person
    or to its organisation. An `inward` command is given by the service itself, as a part of something
    that somebody does: it has no path.
    """

    resource: str
    name: str
    kind: type[Aggregate[Any]]
    decide: Callable[..., Any]
    roles: frozenset[Role]
    opens: bool = False
    by: Callable[[Work, Command, UUID, dict[str, Any]], None] | None = None
    computed: frozenset[str] = frozenset()
    extra: tuple[Field, ...] = ()
    arrives: bool = False
    papers: tuple[str, ...] = ()
    inward: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """What is asked for, in order."""
        asked = [each for each in fields_of(self.decide) if each.name not in self.computed]
        return (*asked, *self.extra)

    def give(self, desk: Desk, stream: UUID, values: dict[str, Any]) -> Receipt:
        """Carry the command out at `desk` on `stream`. Raises `Rejected` or `LogUnavailable`."""
        assert values.keys() <= {each.name for each in self.fields}, sorted(values)
        return desk.do(lambda work: self._given(work, stream, dict(values)))

    def rehearse(
        self,
        desk: Desk,
        stream: UUID,
        values: dict[str, Any],
        *,
        before: Sequence[Recorded[Event]] | None = None,
    ) -> Work:
        """Decide as `give` does, and write nothing; `before` is what to take the stream for.

        Raises `Rejected`.
        """

        def decide(work: Work) -> None:
            if before is not None:
                work.suppose(stream, before)
            self._given(work, stream, dict(values))

        return desk.rehearse(decide)

    def within(self, work: Work, stream: UUID, values: dict[str, Any]) -> None:
        """Carry the command out as a part of `work`, if the actor may give it."""
        self._admit(work, stream, values)
        self._carry_out(work, stream, values)

    def open(
        self,
        work: Work,
        stream: UUID,
        organisation: Organisation | None,
        values: dict[str, Any],
        /,
        **facts: object,
    ) -> None:
        """Begin the stream with plain values, and facts that were found out."""
        work.minted(stream)
        arguments = self._arguments(work, self.kind(stream), values, facts)
        work.open(self.kind, stream, organisation, self.decide, **arguments)

    def change(self, work: Work, stream: UUID, values: dict[str, Any], /, **facts: object) -> None:
        """Let the stream decide on plain values, and facts that were found out."""
        arguments = self._arguments(work, work.load(self.kind, stream), values, facts)
        work.change(self.kind, stream, self.decide, **arguments)

    def _given(self, work: Work, stream: UUID, values: dict[str, Any]) -> None:
        self._admit(work, stream, values)
        if not self.opens:
            work.expect(stream)
        self._carry_out(work, stream, values)

    def _carry_out(self, work: Work, stream: UUID, values: dict[str, Any]) -> None:
        if self.papers:
            organisation = work.organisation_of(stream)
            association = None if organisation is None else organisation.association
            places = (stream, subject_of(work.load(self.kind, stream)), association)
            demand_papers(work, self.papers, values, of=places)
        if self.by is not None:
            self.by(work, self, stream, values)
        elif self.opens:
            self.open(work, stream, None, values)
        else:
            self.change(work, stream, values)

    def _admit(self, work: Work, stream: UUID, values: dict[str, Any]) -> None:
        """Refuse an actor who may not, before anything is told or decided."""
        actor = work.desk.actor
        permissions.demand_role(actor, self.roles)
        if self.opens:
            person = person_named(values, {})
        else:
            person = subject_of(work.load(self.kind, stream))
            if not self.arrives:
                permissions.demand_area(actor, work.organisation_of(stream))
        if actor.role is Role.RESIDENT:
            permissions.demand_own(actor, person, _guardians_of(work, person))

    def _arguments(
        self,
        work: Work,
        aggregate: Aggregate[Any],
        values: dict[str, Any],
        facts: dict[str, object],
    ) -> dict[str, Any]:
        closing = Closing(work, aggregate, events_of(self.decide), values)
        arguments = {
            asked.name: closing.value(values[asked.name], asked.kind, asked.name)
            for asked in fields_of(self.decide)
            if asked.name in values
        }
        desk = work.desk
        known = {
            "on": desk.occurred_on,
            "calendar": desk.rules.calendar,
            "sla": desk.rules.sla,
            "actor": desk.actor.id,
            "role": desk.actor.role,
        }
        return {name: known[name] for name in known_to_the_desk(self.decide)} | arguments | facts


def _guardians_of(work: Work, person: UUID | None) -> tuple[UUID, ...]:
    try:
        return () if person is None else work.load(Resident, person).guardians(work.desk.today)
    except CaseUnknown:
        return ()

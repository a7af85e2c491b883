"""What the command line tells an auditor: the pages' own story, in three forms."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.pages.auditing.case_story import audited_case
from api.pages.auditing.in_text import story_text
from api.pages.auditing.printable import story_page
from api.pages.auditing.sample import SampleShown
from api.pages.places import Places
from api.readings import Readings
from api.routers.stories import story_text as as_sent
from application.actor import Actor
from application.casework.auditing.samples import sample_of
from application.catalogue import command
from application.desk import Desk
from bootstrap.house import SYSTEM
from bootstrap.operations import services_of
from domain.audit_sample import AuditSample, AuditSampleDrawn, SampleAlreadyDrawn
from domain.history import Rejected
from domain.words import Role
from eventstore.ids import uuid7
from projections.lists.reader import ListReader

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from api.pages.auditing.case_story import AuditedCase
    from bootstrap.house import House
    from domain.words import LogMode


@dataclass(frozen=True, slots=True)
class AuditedStory:
    """The story of a record, to be read, to be worked with, or to be printed."""

    case: AuditedCase
    mode: LogMode | None

    @property
    def text(self) -> str:
        """As lines of a terminal."""
        return story_text(self.case)

    @property
    def json(self) -> str:
        """As the JSON resource tells it."""
        return as_sent(self.case.story).model_dump_json(indent=1)

    @property
    def html(self) -> str:
        """As a page of its own."""
        return story_page(self.case, self.mode)


class NotASample(Rejected):
    """没有这个样本。 | There is no such sample."""


def draw_sample(
    house: House,
    actor: Actor,
    *,
    measure: str,
    first: date,
    last: date,
    size: int,
    area: str | None,
) -> SampleShown:
    """Draw a sample, or find the one that was drawn so before.

    Raises `Rejected`: the period must be over, and a checkpoint signed after it.
    """
    house.publisher.step()
    house.projector.catch_up()
    said = {"measure": measure, "first": first, "last": last, "size": size, "area": area}
    desk = Desk(house.office, actor, at=house.clock.recording_time)
    try:
        sample = command("samples", "").give(desk, uuid7(), said).id
    except SampleAlreadyDrawn:
        sample = sample_of(said)
    return show_sample(house, sample)


def show_sample(house: House, sample: UUID) -> SampleShown:
    """Show a sample as it was drawn. Raises `NotASample`."""
    drawn = _drawn(house, sample)
    house.projector.catch_up()
    with house.read_models.connection() as connection:
        lists = ListReader(connection, house.read_models.reading(connection))
        return SampleShown(sample, drawn, Places(lists.places()), house.clock.mode)


def redraw(house: House, sample: UUID) -> tuple[str, ...]:
    """Draw a sample again from what was published; give the facts that differ, none if it is so.

    Raises `NotASample`.
    """
    drawn = _drawn(house, sample)
    house.projector.catch_up()
    counted = house.office.lookups.counted_after(drawn.measure, drawn.first, drawn.last, drawn.area)
    again = AuditSample(sample).draw(
        measure=drawn.measure,
        first=drawn.first,
        last=drawn.last,
        size=drawn.size,
        area=drawn.area,
        rule_version=counted.rule_version,
        seed=counted.seed,
        candidates=counted.candidates,
        complete=counted.complete,
    )
    names = [each.name for each in dataclasses.fields(AuditSampleDrawn)]
    return tuple(name for name in names if getattr(again, name) != getattr(drawn, name))


def _drawn(house: House, sample: UUID) -> AuditSampleDrawn:
    history = house.log.history(sample)
    if not history or not isinstance(history[0].event, AuditSampleDrawn):
        raise NotASample(sample=sample)
    return history[0].event


def audit_case(house: House, case: UUID, *, known_at: str | None = None) -> AuditedStory:
    """Tell the whole story of a record, nothing unsealed. Raises `CaseUnknown`."""
    house.projector.catch_up()
    auditor = Actor(SYSTEM, Role.AUDITOR, "")
    reads = Readings(services_of(house), auditor, known_at=known_at, min_position=None)
    return AuditedStory(audited_case(case, reads), house.clock.mode)

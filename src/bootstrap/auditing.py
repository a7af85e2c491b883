"""What the command line tells an auditor: the pages' own story, in three forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.pages.auditing.case_story import audited_case
from api.pages.auditing.in_text import story_text
from api.pages.auditing.printable import story_page
from api.readings import Readings
from api.routers.stories import story_text as as_sent
from application.actor import Actor
from bootstrap.house import SYSTEM
from bootstrap.operations import services_of
from domain.words import Role

if TYPE_CHECKING:
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


def audit_case(house: House, case: UUID, *, known_at: str | None = None) -> AuditedStory:
    """Tell the whole story of a record, nothing unsealed. Raises `CaseUnknown`."""
    house.projector.catch_up()
    auditor = Actor(SYSTEM, Role.AUDITOR, "")
    reads = Readings(services_of(house), auditor, known_at=known_at, min_position=None)
    return AuditedStory(audited_case(case, reads), house.clock.mode)

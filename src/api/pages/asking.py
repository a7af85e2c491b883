"""What a page was asked: period, area, moment. A field left empty in a form is one not given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query
from pydantic import BeforeValidator, Field

from api.pages.rendering import Caller, Calling, long_day
from api.pages.words.zh import WORDS
from api.problems import PeriodEndsBeforeItBegins
from domain.words import LogMode
from projections.figures.figure import Question

if TYPE_CHECKING:
    from api.readings import Readings
    from projections.figures.figure import Reading

DISTRICT_DIGITS: Final = 6

Blank: Final = BeforeValidator(lambda said: said or None)

Code = Annotated[str, Field(pattern=r"^(\d{6}|\d{9}|\d{12})$")]
Short = Annotated[str, Field(max_length=40)]
Position = Annotated[int, Field(ge=0, le=10**18)]

Area = Annotated[Code | None, Blank, Query()]
Campaign = Annotated[UUID | None, Blank, Query()]
Resident = Annotated[UUID | None, Blank, Query()]
First = Annotated[date | None, Blank, Query(alias="from")]
Last = Annotated[date | None, Blank, Query(alias="to")]
KnownAt = Annotated[Short | None, Blank, Query()]
MinPosition = Annotated[Position | None, Blank, Query()]


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, an area and a moment of knowledge, and how to ask for them again.

    `campaign` asks only about one campaign.
    """

    first: date
    last: date
    area: str
    known_at: str | None
    min_position: int | None
    reads: Readings
    campaign: UUID | None = None

    def question(self, measure: str) -> Question:
        """Ask a measure for this period and area."""
        whole = len(self.area) <= DISTRICT_DIGITS
        area = None if whole else self.area
        return Question(measure, self.first, self.last, area, self.campaign)

    def link(self, path: str, **other: object) -> str:
        """Give the address that asks the same at `path`, but for `other`."""
        asked: dict[str, object] = {
            "from": self.first,
            "to": self.last,
            "area": self.area or None,
            "campaign": self.campaign,
            "known_at": self.known_at,
        }
        return address(path, asked | other)

    @property
    def is_live(self) -> bool:
        """Tell whether new entries may change the answer."""
        return self.known_at is None


def asked(
    *,
    calling: Calling,
    first: First = None,
    last: Last = None,
    area: Area = None,
    campaign: Campaign = None,
    known_at: KnownAt = None,
    min_position: MinPosition = None,
) -> Asked:
    """Settle what a page is asked. Raises `PeriodEndsBeforeItBegins`."""
    until = last or calling.today
    since = first or min(_beginning(calling), until)
    if since > until:
        raise PeriodEndsBeforeItBegins(first=since, last=until)
    reads = calling.reads(known_at=known_at, min_position=min_position)
    of = calling.actor.area if campaign is None else ""
    return Asked(since, until, area or of, known_at, min_position, reads, campaign)


Asking = Annotated[Asked, Depends(asked)]


def address(path: str, parameters: dict[str, Any]) -> str:
    """Give an address; parameters that are None or empty are left out."""
    said = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in parameters.items()
        if value not in {None, ""}
    }
    return f"{path}?{urlencode(said)}" if said else path


def moment_notice(known_at: str | None, reading: Reading) -> str | None:
    """Say as of when a page is known; nothing when it is known now."""
    if known_at is None:
        return None
    if known_at.isdecimal():
        moment = WORDS["position_named"].format(position=known_at)
    else:
        try:
            moment = WORDS["moment_named"].format(moment=long_day(date.fromisoformat(known_at)))
        except ValueError:
            moment = known_at
    return WORDS["as_known"].format(moment=moment, position=f"{reading.position:,}")


def _beginning(calling: Caller) -> date:
    """Give the first day of a demonstration's story, else of the current year."""
    services = calling.services
    if services.clock.mode is LogMode.DEMONSTRATION:
        opened = services.office.log.event_at(1)
        if opened is not None:
            return opened.occurred_on
    return date(calling.today.year, 1, 1)

"""What the web side works with; joined by `bootstrap`, carried by the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from importing.waiting import Imports

if TYPE_CHECKING:
    from datetime import datetime

    from fastapi import Request

    from application.office import Office
    from application.office.ledger import Ledger
    from domain.words import LogMode
    from projections.running.builds import ReadModels
    from proofs.prover import Prover


class Clock(Protocol):
    """What time it is in the district."""

    def now(self) -> datetime:
        """Give the time."""

    @property
    def mode(self) -> LogMode | None:
        """Production, demonstration, or not opened yet."""

    @property
    def recording_time(self) -> datetime | None:
        """The time to record at; None lets the database say."""


@dataclass(frozen=True, slots=True)
class Services:
    """The parts a request may use. `development` is True only where we listen on loopback."""

    office: Office
    read_models: ReadModels
    clock: Clock
    ledger: Ledger
    prover: Prover
    development: bool
    imports: Imports = field(default_factory=Imports)


def services_of(request: Request) -> Services:
    """Give the services of the app that got this request."""
    services = request.app.state.services
    assert isinstance(services, Services)
    return services

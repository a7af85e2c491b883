"""Settings in, the joined house out. The only place that knows every part."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from psycopg import conninfo

from application.attending.certificates import certificates_running_out
from application.attending.daily import Daily
from application.attending.month_end import missed_duties
from application.attending.reacting import Reactor
from application.attending.watching import Watcher
from application.office import Office
from bootstrap.clock import DistrictClock
from bootstrap.ledger import ledger_of, publisher_of
from bootstrap.lookups import ReadModelLookups
from bootstrap.upkeep.attendant import Attendant
from bootstrap.upkeep.verifying import Nightly
from domain.calendar import PUBLISHED
from domain.catalogue import EVENTS, KINDS
from domain.history import Envelope
from domain.words import Channel, Role
from eventstore.attended import Attended
from eventstore.connection import TimedConnection
from eventstore.embedded import EmbeddedServer
from eventstore.ids import uuid7
from eventstore.keyring import Keyring
from eventstore.log import Log
from eventstore.migrations.migrate import migrate
from eventstore.migrations.provision import OWNER_ROLE, SERVICE_ROLE, provision
from eventstore.stored_form import StoredForm
from eventstore.vault import Vault
from projections.catalogue import all_models
from projections.running.builds import ReadModels
from projections.running.projector import Projector

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from bootstrap.settings import Settings
    from domain.system import LogOpened
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.upkeep.publishing import Publisher

DATABASE: Final = "lianxin"
PUBLISH_EVERY_SECONDS: Final = 0.2
SYSTEM: Final = UUID(int=0)
"""The actor of what no person did."""


@dataclass
class House:
    """The joined parts of one district, to be closed after use."""

    settings: Settings
    server: EmbeddedServer | None
    service_url: str
    log: Log
    vault: Vault
    office: Office
    read_models: ReadModels
    projector: Projector
    attendant: Attendant
    ledger: Ledger
    publisher: Publisher
    publishing: Attendant
    comparing: Attendant
    clock: DistrictClock
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def administrator_url(self) -> str:
        """Connect as whoever may make roles and take backups: of an own server, its administrator."""
        if self.server is not None:
            return self.server.url(DATABASE)
        given = self.settings.owner_url or self.settings.database_url
        assert given is not None
        return given.get_secret_value()

    def __enter__(self) -> Self:
        """Use the house."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the house."""
        self.close()

    def open_log(self, opened: LogOpened, *, at: datetime | None = None) -> str:
        """Open the log as production or demonstration, once; give the mode in force."""
        envelope = Envelope(
            occurred_on=self.office.today()
            if at is None
            else at.astimezone(self.office.zone).date(),
            actor=SYSTEM,
            role=Role.SYSTEM,
            area="",
            channel=Channel.SYSTEM,
        )
        mode = self.log.open_log(
            str(opened.mode),
            stream=uuid7(),
            topic=opened.topic,
            state=self.log.form.encode(envelope, opened),
            at=at,
        )
        self.clock.look()
        return mode

    def start_projecting(self) -> None:
        """Run the projector in threads of this process, if it is elected."""
        run = threading.Thread(target=self.projector.run, name="projector", daemon=True)
        run.start()
        self._threads.append(run)
        self._threads.append(
            self.log.listen(self.projector.wake, until=lambda: self.projector.stopping)
        )

    def start_attending(self) -> None:
        """Look after what is due by itself, in threads of this process, if it is elected.

        The nightly comparison has one of its own: it may take minutes, and no deadline waits for it.
        """
        self.projector.on_move(self.attendant.wake)
        for attendant, name in ((self.attendant, "attendant"), (self.comparing, "nightly")):
            run = threading.Thread(target=attendant.run, name=name, daemon=True)
            run.start()
            self._threads.append(run)

    def start_publishing(self) -> None:
        """Publish the log's root whenever it has grown, in threads of this process, if elected.

        It has a thread of its own and hears the log itself: nothing slower stands before it.
        """
        run = threading.Thread(target=self.publishing.run, name="ledger", daemon=True)
        run.start()
        self._threads.append(run)
        self._threads.append(
            self.log.listen(self.publishing.wake, until=lambda: self.publishing.stopping)
        )

    def close(self) -> None:
        """Stop the threads and close every connection; the last one out stops the own server."""
        self.attendant.stop()
        self.comparing.stop()
        self.publishing.stop()
        self.projector.stop()
        for thread in self._threads:
            thread.join(timeout=5)
        self.read_models.close()
        self.log.close()
        if self.server is not None:
            self.server.close()


def build(settings: Settings) -> House:
    """Join the house: start or reach the database, migrate it, connect the parts."""
    server, owner_url, service_url, service_role = _database(settings)
    migrate(owner_url, schema=settings.log_schema, service_role=service_role)
    log = Log(
        service_url,
        schema=settings.log_schema,
        form=StoredForm(EVENTS),
        connections_max=settings.threads_max,
    )
    clock = DistrictClock(log)
    keyring = Keyring(settings.keys or settings.var / "keys")
    vault = Vault(
        log,
        keyring,
        today=lambda: datetime.now(UTC).date(),
        algorithm=settings.seal_algorithm,
    )
    read_models = ReadModels(
        service_url,
        schema=settings.log_schema,
        models=all_models(),
        connections_max=settings.threads_max,
        connection_class=TimedConnection,
    )
    office = Office(
        log=log,
        vault=vault,
        shipped_calendar=PUBLISHED,
        now=clock.now,
        kinds=KINDS,
        lookups=ReadModelLookups(read_models, log, vault),
    )
    reactor = Reactor(
        office,
        Attended(log),
        folded_through=read_models.position,
        recording_time=lambda: clock.recording_time,
    )
    watcher = Watcher(office, lambda: clock.recording_time)
    daily = [
        Daily(office, lambda: clock.recording_time, proposals)
        for proposals in (missed_duties, certificates_running_out)
    ]
    tasks = (reactor.react, watcher.look, *(each.look for each in daily))
    ledger = ledger_of(settings, log)
    publisher = publisher_of(settings, ledger)
    return House(
        settings=settings,
        server=server,
        service_url=service_url,
        log=log,
        vault=vault,
        office=office,
        read_models=read_models,
        projector=Projector(service_url, log, all_models, log_schema=settings.log_schema),
        attendant=Attendant(service_url, tasks, log_schema=settings.log_schema),
        ledger=ledger,
        publisher=publisher,
        publishing=Attendant(
            service_url,
            (publisher.step,),
            log_schema=settings.log_schema,
            name="ledger",
            pace_seconds=PUBLISH_EVERY_SECONDS,
        ),
        comparing=Attendant(
            service_url,
            (Nightly(service_url, log, read_models).look,),
            log_schema=settings.log_schema,
            name="nightly",
        ),
        clock=clock,
    )


def _database(settings: Settings) -> tuple[EmbeddedServer | None, str, str, str]:
    """Give the server of our own, if any, and the URLs of owner and service."""
    if settings.database_url is not None:
        service_url = settings.database_url.get_secret_value()
        owner_url = (settings.owner_url or settings.database_url).get_secret_value()
        role = conninfo.conninfo_to_dict(service_url).get("user")
        return None, owner_url, service_url, str(role or settings.service_role)
    server = EmbeddedServer(settings.var.resolve() / "database").start()
    provision(server.url(), database=DATABASE)
    return (
        server,
        server.url(DATABASE, OWNER_ROLE),
        server.url(DATABASE, SERVICE_ROLE),
        SERVICE_ROLE,
    )

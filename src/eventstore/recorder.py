"""Our log behind the `eventsourcing` library's own interfaces.

A stock application of that library reads and writes our log with

    PERSISTENCE_MODULE=eventstore.recorder
    LIANXIN_LOG_URL=…  LIANXIN_LOG_SCHEMA=…

The recorder passes the library's conformance cases unchanged. None of the library's retrying
methods is inherited: an outage is answered within two seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, LiteralString, Never, cast
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    InfrastructureFactory,
    InfrastructureFactoryError,
    IntegrityError,
    JSONTranscoder,
    ListenNotifySubscription,
    Mapper,
    Notification,
    OperationalError,
    ProgrammingError,
    StoredEvent,
    TrackingRecorder,
)

from domain.catalogue import EVENTS
from eventstore.append import Append, AppendRefused, LogUnavailable, NewEvent
from eventstore.log import Log
from eventstore.stored_form import StoredForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eventsourcing.domain import DomainEventProtocol
    from eventsourcing.persistence import AggregateRecorder, ProcessRecorder, Subscription

    from domain.history import Event, Recorded

_UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)


class LogRecorder(ApplicationRecorder):
    """The library's application recorder over a `Log`."""

    def __init__(self, log: Log) -> None:
        """Record in `log`."""
        self.log = log

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        **kwargs: Any,  # noqa: ANN401  (the library's own signature)
    ) -> Sequence[int] | None:
        """Append events as one command without an id; give their positions."""
        if kwargs:
            raise ProgrammingError(f"unknown arguments: {sorted(kwargs)}")
        if not stored_events:
            return []
        try:
            appended = self.log.append(Append([_new(event) for event in stored_events]))
        except (AppendRefused, UnicodeError) as error:
            raise IntegrityError(type(error).__name__) from error
        except LogUnavailable as error:
            raise OperationalError("the log does not answer") from error
        return list(range(appended.first_position, appended.last_position + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Give the events of one stream."""
        rows = self._select(
            "select originator_id, originator_version, topic, state from {schema}.events"
            " where originator_id = %s and (%s::bigint is null or originator_version > %s)"
            " and (%s::bigint is null or originator_version <= %s)"
            " order by originator_version" + (" desc" if desc else "") + " limit %s",
            [_uuid(originator_id), gt, gt, lte, lte, limit],
        )
        return [StoredEvent(row[0], row[1], row[2], row[3].encode()) for row in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Give events in log order."""
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        wanted = list(topics) or None
        rows = self._select(
            "select originator_id, originator_version, topic, state, position"
            " from {schema}.events where position > %s and (%s::bigint is null or position <= %s)"
            " and (%s::text[] is null or topic = any(%s::text[])) order by position limit %s",
            [after, stop, stop, wanted, wanted, limit],
        )
        return [Notification(row[0], row[1], row[2], row[3].encode(), row[4]) for row in rows]

    def max_notification_id(self) -> int | None:
        """Give the last position, None while the log is empty."""
        rows = self._select("select max(position) from {schema}.events", [])
        return None if rows[0][0] is None else int(rows[0][0])

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log from a position on."""
        return cast("Subscription[ApplicationRecorder]", LogSubscription(self, gt, topics))

    def _select(self, query: LiteralString, parameters: Sequence[object]) -> list[Any]:
        try:
            return self.log.select(query, parameters)
        except LogUnavailable as error:
            raise OperationalError("the log does not answer") from error


class LogSubscription(ListenNotifySubscription[LogRecorder]):
    """Wakes on the log's notices, and looks every second all the same."""

    def __init__(self, recorder: LogRecorder, gt: int | None, topics: Sequence[str]) -> None:
        """Start following."""
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._listener = recorder.log.listen(
            self._has_been_notified.set, until=lambda: self._has_been_stopped
        )

    def __exit__(
        self,
        *args: object,
        **kwargs: Any,  # noqa: ANN401  (the library's own signature)
    ) -> None:
        """Stop following."""
        try:
            super().__exit__(*args, **kwargs)
        finally:
            self._listener.join()


@dataclass(frozen=True, slots=True)
class LibraryEvent:
    """A recorded event in the shape the library's repository and notification log expect."""

    originator_id: UUID
    originator_version: int
    recorded: Recorded[Event]


class LogMapper(Mapper[UUID]):
    """Reads our stored form; position and recording time are not in it and stay unknown here."""

    def __init__(self, form: StoredForm) -> None:
        """Read by the topics of `form`."""
        super().__init__(transcoder=JSONTranscoder())
        self._form = form

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Give the stored form of a `LibraryEvent`."""
        recorded = cast("LibraryEvent", domain_event).recorded
        state = self._form.encode(recorded.envelope, recorded.event)
        return StoredEvent(recorded.stream, recorded.version, recorded.event.topic, state.encode())

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """Give the event as a `LibraryEvent`."""
        stream, version = _uuid(stored_event.originator_id), stored_event.originator_version
        position = stored_event.id if isinstance(stored_event, Notification) else 0
        recorded = self._form.decode(
            (
                position,
                _UNKNOWN_TIME,
                stream,
                version,
                stored_event.topic,
                stored_event.state.decode(),
            )
        )
        return LibraryEvent(stream, version, recorded)


class LogFactory(InfrastructureFactory[TrackingRecorder]):
    """Builds the parts above for a stock application, from its environment."""

    def __init__(self, env: Any) -> None:  # noqa: ANN401  (the library's own signature)
        """Connect to the log that LIANXIN_LOG_URL and LIANXIN_LOG_SCHEMA name."""
        super().__init__(env)
        url, schema = self.env.get("LIANXIN_LOG_URL"), self.env.get("LIANXIN_LOG_SCHEMA")
        if url is None or schema is None:
            raise InfrastructureFactoryError("LIANXIN_LOG_URL and LIANXIN_LOG_SCHEMA must be set")
        self._form = StoredForm(EVENTS)
        self._log = Log(url, schema=schema, form=self._form)

    def mapper(self, transcoder: object = None, mapper_class: object = None) -> LogMapper:  # type: ignore[override]
        """Give our mapper, whatever transcoder was asked for: the stored form is typed."""
        assert transcoder is None or mapper_class is None
        return LogMapper(self._form)

    def application_recorder(self) -> LogRecorder:
        """Give our recorder."""
        return LogRecorder(self._log)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """Give our recorder; there are no snapshots, an aggregate of 1,000 events needs none."""
        assert purpose == "events"
        return self.application_recorder()

    def tracking_recorder(
        self,
        tracking_recorder_class: object = None,  # noqa: ARG002  (the library's own signature)
    ) -> Never:
        """Refuse: our projector keeps its own place."""
        raise ProgrammingError("projections of this log are run by its own projector")

    def process_recorder(self) -> ProcessRecorder:
        """Refuse: our projector keeps its own place."""
        raise ProgrammingError("projections of this log are run by its own projector")

    def close(self) -> None:
        """Close the log's connections."""
        self._log.close()


def _uuid(stream: UUID | str) -> UUID:
    return stream if isinstance(stream, UUID) else UUID(stream)


def _new(event: StoredEvent) -> NewEvent:
    return NewEvent(
        _uuid(event.originator_id), event.originator_version, event.topic, event.state.decode()
    )

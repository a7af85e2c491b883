"""A stock application of the `eventsourcing` library reads our log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactoryError, IntegrityError, ProgrammingError

from domain.appeal import Appeal
from domain.history import fold
from eventstore.append import Append
from eventstore.recorder import LibraryEvent
from support.appeals import ACCEPTED, REGISTERED, TRIAGED
from support.database import SCHEMA
from support.histories import CASE, history
from support.logs import new

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventstore.log import Log
    from support.database import Database

STORY = (REGISTERED, TRIAGED, ACCEPTED)


@pytest.fixture
def application(database: Database) -> Iterator[Application[UUID]]:
    application: Application[UUID] = Application(
        env={
            "PERSISTENCE_MODULE": "eventstore.recorder",
            "LIANXIN_LOG_URL": database.service_url,
            "LIANXIN_LOG_SCHEMA": SCHEMA,
        }
    )
    yield application
    application.close()


@pytest.fixture
def _case(log: Log) -> None:
    for version, event in enumerate(STORY, start=1):
        log.append(Append([new(CASE, version, event)]))


def _folded(_: object, events: Iterable[LibraryEvent]) -> Any:
    return fold(Appeal, CASE, [event.recorded for event in events])


@pytest.mark.usefixtures("_case")
def test_its_notification_log_gives_our_events_in_order(application: Application[UUID]) -> None:
    notifications = application.notification_log.select(start=2, limit=10)

    assert [each.id for each in notifications] == [2, 3]
    assert [each.topic for each in notifications] == [TRIAGED.topic, ACCEPTED.topic]
    assert {each.originator_id for each in notifications} == {CASE}


@pytest.mark.usefixtures("_case")
def test_its_notification_log_gives_sections(application: Application[UUID]) -> None:
    section = application.notification_log["1,10"]

    assert [each.id for each in section.items] == [1, 2, 3]
    assert section.id == "1,3"


@pytest.mark.usefixtures("_case")
def test_its_repository_folds_a_stream_as_we_do(application: Application[UUID]) -> None:
    appeal = application.repository.get(CASE, projector_func=_folded)

    assert appeal == fold(Appeal, CASE, history(*STORY))


@pytest.mark.usefixtures("_case")
def test_its_repository_folds_a_stream_as_it_was(application: Application[UUID]) -> None:
    appeal = application.repository.get(CASE, version=2, projector_func=_folded)

    assert appeal == fold(Appeal, CASE, history(*STORY[:2]))


@pytest.mark.usefixtures("_case")
def test_its_mapper_tells_the_position_of_a_notification(application: Application[UUID]) -> None:
    (notification,) = application.notification_log.select(start=3, limit=1)

    event = application.mapper.to_domain_event(notification)

    assert isinstance(event, LibraryEvent)
    assert (event.originator_version, event.recorded.position) == (3, 3)
    assert event.recorded.event == ACCEPTED


def test_what_its_event_store_puts_is_what_we_read(
    application: Application[UUID], log: Log
) -> None:
    (registered,) = history(REGISTERED)

    application.events.put([LibraryEvent(CASE, 1, registered)])

    (read,) = log.history(CASE)
    assert (read.event, read.envelope) == (REGISTERED, registered.envelope)


@pytest.mark.usefixtures("_case")
def test_its_conflict_is_the_librarys_integrity_error(application: Application[UUID]) -> None:
    (registered,) = history(REGISTERED)

    with pytest.raises(IntegrityError):
        application.events.put([LibraryEvent(CASE, 1, registered)])


@pytest.mark.usefixtures("_case")
def test_it_subscribes_to_some_topics(application: Application[UUID]) -> None:
    with application.recorder.subscribe(gt=0, topics=[ACCEPTED.topic]) as subscription:
        notification = next(subscription)

    assert notification.id == 3


def test_projections_of_the_library_are_refused(application: Application[UUID]) -> None:
    with pytest.raises(ProgrammingError):
        application.factory.tracking_recorder()
    with pytest.raises(ProgrammingError):
        application.factory.process_recorder()


def test_it_must_be_told_which_log() -> None:
    with pytest.raises(InfrastructureFactoryError, match="LIANXIN_LOG_URL"):
        Application(env={"PERSISTENCE_MODULE": "eventstore.recorder"})

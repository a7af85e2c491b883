"""The `eventsourcing` library's own conformance cases, unchanged, over our recorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from eventstore.recorder import LogRecorder

if TYPE_CHECKING:
    from eventstore.log import Log


@pytest.fixture(autouse=True)
def _recorder(request: pytest.FixtureRequest, log: Log) -> None:
    request.instance.log = log


class TestApplicationRecorder(ApplicationRecorderTestCase[LogRecorder]):
    """Insert, select, notify, concurrency and subscription."""

    log: Log

    def create_recorder(self) -> LogRecorder:
        """Give our recorder over an empty log."""
        return LogRecorder(self.log)

    def test_insert_subscribe(self) -> None:
        """Run the case that the library leaves to recorders with subscriptions."""
        self.optional_test_insert_subscribe()


class TestNonInterleavingNotificationIDs(NonInterleavingNotificationIDsBaseCase):
    """Two big appends never interleave."""

    log: Log

    def create_recorder(self) -> LogRecorder:
        """Give our recorder over an empty log."""
        return LogRecorder(self.log)


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase

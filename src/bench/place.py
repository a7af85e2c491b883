"""Where measurements are made: a house of their own, durable, in a directory that is thrown away."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from application.actor import Actor
from bootstrap import House, Settings, build
from domain.appeal import ProgressNoted
from domain.history import Envelope, Sealed
from domain.system import LogOpened
from domain.words import Channel, LogMode, Role
from eventstore.append import NewEvent

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICER: Final = Actor(UUID("0190b1f0-0000-7000-8000-00000000b001"), Role.DISTRICT, "320371")


@contextmanager
def house() -> Iterator[House]:
    """Lend a house with an empty production log, fsync on."""
    with tempfile.TemporaryDirectory(prefix="lianxin-bench-", ignore_cleanup_errors=True) as name:
        directory = Path(name)
        directory.chmod(0o711)  # the user that a server started by root runs as must pass through
        with build(Settings(var=directory)) as lent:
            lent.open_log(LogOpened(mode=LogMode.PRODUCTION))
            yield lent


def a_note(house: House, stream: UUID, version: int) -> NewEvent:
    """Give an event of usual size, encoded now and not yet written."""
    envelope = Envelope(
        occurred_on=house.office.today(),
        actor=OFFICER.id,
        role=OFFICER.role,
        area=OFFICER.area,
        channel=Channel.WEB,
    )
    sealed = Sealed(kid=uuid4(), alg="AES-256-GCM", box="A" * 120)
    event = ProgressNoted(note=sealed, progress_by=None)
    return NewEvent(stream, version, event.topic, house.log.form.encode(envelope, event))

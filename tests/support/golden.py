"""The golden files: the stored form of every event ever released, one file a topic.

Run from `tests/`, this adds the files of new events:

    python -m support.golden

It never changes one that is there. What was stored once must be read for ever: an event whose form
has to change gets a new topic, and its old class an `upcast()`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from domain.catalogue import EVENTS
from support.histories import CASE, recorded
from support.logs import FORM
from support.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterable

    from domain.history import Event

DIRECTORY = Path(__file__).parent.parent / "golden"


def path_of(topic: str) -> Path:
    """Give the file of a topic."""
    return DIRECTORY / f"{topic}.json"


def stored_form_of(kind: type[Event]) -> str:
    """Give the stored form of an event with every fact filled in."""
    event = sample(kind)
    return FORM.encode(recorded(event, stream=CASE).envelope, event)


def add_missing(kinds: Iterable[type[Event]] = EVENTS) -> list[Path]:
    """Write the files that are missing; give which ones."""
    added = []
    for kind in kinds:
        path = path_of(kind.topic)
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_text(stored_form_of(kind) + "\n", encoding="utf-8")
            added.append(path)
    return added


if __name__ == "__main__":
    for each in add_missing():
        sys.stdout.write(f"{each.name}\n")

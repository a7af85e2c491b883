"""Every release reads every event that was ever stored."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from domain.catalogue import EVENTS
from domain.history import Event
from support.golden import DIRECTORY, add_missing, path_of
from support.histories import CASE
from support.logs import FORM

if TYPE_CHECKING:
    from pathlib import Path

AT = datetime(2022, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.topic)
def test_an_event_that_was_stored_is_read_and_would_be_stored_the_same(kind: type[Event]) -> None:
    path = path_of(kind.topic)
    assert path.exists(), "run `python -m support.golden` in tests/ and look at what it adds"
    text = path.read_text(encoding="utf-8").removesuffix("\n")

    recorded = FORM.decode((7, AT, CASE, 3, kind.topic, text))

    assert (recorded.position, recorded.recorded_at) == (7, AT)
    assert (recorded.stream, recorded.version) == (CASE, 3)
    if kind.upcast is Event.upcast:
        assert type(recorded.event) is kind
        assert _without_later_facts(FORM.encode(recorded.envelope, recorded.event), text) == text
    else:
        assert recorded.event.topic != kind.topic


def _without_later_facts(again: str, text: str) -> str:
    """Leave out what the class has gained since and says nothing of: optional, and absent here."""
    stored = json.loads(again)
    known = json.loads(text)["event"]
    later = {name for name, value in stored["event"].items() if value is None} - known.keys()
    if not later:
        return again
    stored["event"] = {name: value for name, value in stored["event"].items() if name not in later}
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":"))


def test_no_event_that_was_stored_has_been_dropped() -> None:
    stored = {path.stem for path in DIRECTORY.glob("*.json")}

    assert stored - FORM.topics.keys() == set()


def test_the_script_adds_what_is_missing_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("support.golden.DIRECTORY", tmp_path)
    first, second = EVENTS[:2]
    (tmp_path / f"{first.topic}.json").write_text("as it was")

    added = add_missing([first, second])

    assert [path.stem for path in added] == [second.topic]
    assert (tmp_path / f"{first.topic}.json").read_text() == "as it was"
    assert add_missing([first, second]) == []

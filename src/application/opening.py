"""Opening what was sealed: for a rule at decision time, and for people at display time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from domain.history import Corrected, Event, Sealed, Whole, standing
from eventstore.vault import ERASED

__all__ = ["ERASED", "every_text", "latest_text", "plain"]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from application.work import Work
    from domain.history import Aggregate
    from eventstore.vault import Vault


def latest_text(
    work: Work, kind: type[Aggregate[Any]], stream: UUID, topics: Sequence[str], path: str
) -> str | None:
    """Open the newest standing text at `path` among a record's events of some topics."""
    work.load(kind, stream)
    for recorded in reversed(list(standing(work.history_of(stream)))):
        if recorded.event.topic in topics:
            sealed = _at(recorded.event, path)
            if isinstance(sealed, Sealed):
                text = work.desk.office.vault.open(sealed, place=f"{recorded.event.topic}/{path}")
                return None if text == ERASED else text
    return None


def every_text(
    work: Work,
    kind: type[Aggregate[Any]],
    stream: UUID,
    bearers: tuple[type[Event], ...],
    field: str,
) -> Iterator[str]:
    """Open the texts that ever stood in a field of a record's events of some classes."""
    work.load(kind, stream)
    for recorded in work.history_of(stream):
        event = recorded.event
        if isinstance(event, Corrected):
            event = event.whole.event
        sealed = getattr(event, field, None) if isinstance(event, bearers) else None
        if isinstance(sealed, Sealed):
            text = work.desk.office.vault.open(sealed, place=f"{event.topic}/{field}")
            if text != ERASED:
                yield text


def plain(event: Event, vault: Vault) -> dict[str, Any]:
    """Give an event's facts with every text opened, `<已删除>` where its key is gone."""
    return {
        each.name: _plain(getattr(event, each.name), event.topic, each.name, vault)
        for each in dataclasses.fields(event)  # type: ignore[arg-type]
    }


def _plain(value: Any, topic: str, path: str, vault: Vault) -> Any:  # noqa: ANN401
    match value:
        case Sealed():
            return vault.open(value, place=f"{topic}/{path}")
        case Whole():
            return {"topic": value.event.topic} | plain(value.event, vault)
        case tuple():
            return [_plain(item, topic, path, vault) for item in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {
                each.name: _plain(getattr(value, each.name), topic, f"{path}.{each.name}", vault)
                for each in dataclasses.fields(value)
            }
        case _:
            return value


def _at(value: object, path: str) -> object:
    for name in path.split("."):
        value = getattr(value, name, None)
    return value

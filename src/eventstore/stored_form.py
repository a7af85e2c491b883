"""The stored form of an event: typed JSON, envelope first, exact bytes for ever.

The catalogue of topics is explicit; an unknown topic or a damaged event is refused loudly. Only
this module knows msgspec: the domain's dataclasses stay plain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar, cast

import msgspec

from domain.history import Envelope, Event, Recorded, Rejected, Whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

E = TypeVar("E")

Row = tuple[int, "datetime", "UUID", int, str, str]
"""A row as read: position, recorded_at, stream, version, topic, state."""


class UnknownTopic(Exception):
    """账本中有本版本不认识的事件类型。 | The log holds an event topic this release does not know."""


class DamagedEvent(Exception):
    """账本中有无法读出的事件。 | The log holds an event that cannot be read."""


class _Stored(msgspec.Struct, Generic[E]):
    envelope: Envelope
    event: E


class StoredForm:
    """Encodes events for the log and decodes them again, by the catalogue it is given."""

    def __init__(self, catalogue: Iterable[type[Event]]) -> None:
        """Take every event class there is or ever was; two of one topic are our mistake."""
        self._classes: dict[str, type[Event]] = {}
        for event_class in catalogue:
            assert event_class.topic not in self._classes, event_class.topic
            self._classes[event_class.topic] = event_class
        self._decoders: dict[str, msgspec.json.Decoder[_Stored[Event]]] = {}
        self._encoder = msgspec.json.Encoder(enc_hook=_encode_whole)

    @property
    def topics(self) -> Mapping[str, type[Event]]:
        """Every topic and its class."""
        return self._classes

    def encode(self, envelope: Envelope, event: Event) -> str:
        """Give the JSON text to store."""
        if event.topic not in self._classes:
            raise UnknownTopic(event.topic)
        return self._encoder.encode(_Stored(envelope, event)).decode()

    def decode(self, row: Row) -> Recorded[Event]:
        """Read one row; superseded events come back in their newest form."""
        position, recorded_at, stream, version, topic, state = row
        decoder = self._decoders.get(topic) or self._decoder(topic)
        try:
            stored = decoder.decode(state)
        except (msgspec.DecodeError, UnicodeError, AssertionError, Rejected) as error:
            # A value of the domain holds what it promises; here it is the log that does not.
            message = f"position {position}, topic {topic}: {error}"
            raise DamagedEvent(message) from error
        return Recorded(
            position, recorded_at, stream, version, stored.envelope, stored.event.upcast()
        )

    def _decoder(self, topic: str) -> msgspec.json.Decoder[_Stored[Event]]:
        event_class = self._classes.get(topic)
        if event_class is None:
            raise UnknownTopic(topic)
        form = cast("type[_Stored[Event]]", _Stored[event_class])  # type: ignore[valid-type]
        decoder = msgspec.json.Decoder(form, dec_hook=self._decode_whole)
        self._decoders[topic] = decoder
        return decoder

    def _decode_whole(self, kind: type, value: object) -> Whole:
        """Read the event inside a correction; msgspec turns a `ValueError` into one of its own."""
        assert kind is Whole
        if not isinstance(value, dict) or value.keys() != {"topic", "event"}:
            raise ValueError("a whole event names its topic")
        event_class = self._classes.get(value["topic"])
        if event_class is None:
            raise UnknownTopic(value["topic"])
        event = msgspec.convert(value["event"], event_class, dec_hook=self._decode_whole)
        return Whole(event.upcast())


def _encode_whole(value: object) -> dict[str, object]:
    assert isinstance(value, Whole)
    return {"topic": value.event.topic, "event": value.event}

"""One line of JSON for each stored row: what the tree holds, and never the event itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from eventstore.ledger.hashing import Hashing
    from eventstore.stored_form import Row

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(instant: datetime) -> int:
    """Give an instant as whole microseconds since 1970 began in UTC."""
    return (instant - _EPOCH) // _MICROSECOND


def leaf_line(row: Row, hashing: Hashing) -> bytes:
    """Give the leaf of a row as it is hashed; its words and their order are for ever."""
    position, recorded_at, stream, version, topic, state = row
    return (
        f'{{"position":{position},"recorded_at":{microseconds(recorded_at)},'
        f'"stream":"{stream}","version":{version},'
        f'"topic":{json.dumps(topic, ensure_ascii=False)},'
        f'"state":"{hashing.digest(state.encode()).hex()}"}}'
    ).encode()


def leaf_hash(row: Row, hashing: Hashing) -> bytes:
    """Give the hash of a row's leaf."""
    return hashing.leaf(leaf_line(row, hashing))

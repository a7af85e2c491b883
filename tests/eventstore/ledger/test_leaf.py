"""The leaf of a row, word for word: what is written here can never change."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from eventstore.ledger.hashing import HASHINGS
from eventstore.ledger.leaf import leaf_hash, leaf_line, microseconds

STREAM = UUID("0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f")
STATE = '{"envelope":{},"event":{"处理":"好"}}'
ROW = (1, datetime(2026, 1, 1, tzinfo=UTC), STREAM, 1, "appeal.registered", STATE)


def test_a_leaf_is_one_line_of_json_in_a_fixed_order() -> None:
    digest = hashlib.sha256(STATE.encode()).hexdigest()
    line = leaf_line(ROW, HASHINGS["sha256"])
    assert line.decode() == (
        '{"position":1,"recorded_at":1767225600000000,'
        '"stream":"0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f","version":1,'
        f'"topic":"appeal.registered","state":"{digest}"}}'
    )
    assert leaf_hash(ROW, HASHINGS["sha256"]) == hashlib.sha256(b"\x00" + line).digest()


def test_any_reader_of_json_reads_it() -> None:
    row = (*ROW[:4], 'odd."topic"\\处', STATE)
    assert json.loads(leaf_line(row, HASHINGS["sm3"]))["topic"] == 'odd."topic"\\处'


def test_the_state_is_hashed_by_the_ledger_s_own_hash() -> None:
    sm3 = HASHINGS["sm3"]
    said = json.loads(leaf_line(ROW, sm3))
    assert said["state"] == sm3.digest(STATE.encode()).hex()
    assert leaf_hash(ROW, sm3) == sm3.digest(b"\x00" + leaf_line(ROW, sm3))


def test_an_instant_is_whole_microseconds_wherever_it_was_said() -> None:
    shanghai = timezone(timedelta(hours=8))
    instant = datetime(2026, 1, 1, 8, 0, 0, 999_999, tzinfo=shanghai)
    assert microseconds(instant) == 1767225600999999
    assert microseconds(datetime(9999, 12, 31, tzinfo=UTC)) == 253402214400000000

"""The personal keys, held against the keyring and the log: is every key there, whole, and whose it was?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eventstore.checking.faults import FAULTS_MAX, Faults
from eventstore.keyring import KeyFileDamaged, WrappingKeyMissing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from eventstore.keyring import Keyring
    from eventstore.log import Log

KEYS_PER_PAGE: Final = 5_000
ROWS_PER_PAGE: Final = 50_000

_LIVE: Final = (
    "select kid, person, wrapping, wrapped from {schema}.keys"
    " where wrapped is not null and kid > %s order by kid limit %s"
)
_DESTROYED: Final = (
    "select kid from {schema}.keys where wrapped is null and not exists ("
    " select from {schema}.events where recorded_at = destroyed_at"
    " and originator_id in (person, matter)) order by kid limit %s"
)
_OF_A_FILE: Final = (
    "select kid from {schema}.files left join {schema}.keys using (kid)"
    " where matter is distinct from file order by kid limit %s"
)
_NAMED: Final = r"""
    select min(position), kid, bool_or(person is null)
    from (
        select position, originator_id, split_part(topic, '.', 1) as kind,
            (regexp_matches(state, '"kid":"([0-9a-f-]{{36}})"', 'g'))[1]::uuid as kid
        from {schema}.events where position > %s and position <= %s
    ) as sealed left join {schema}.keys using (kid)
    where person is null or matter <> originator_id or (kind = any(%s)) <> (matter is not null)
    group by kid order by 1 limit %s
"""


@dataclass(slots=True)
class KeyCheck:
    """How many live keys were opened, and the first faults."""

    keys: int = 0
    faults: Faults = field(default_factory=Faults)

    def note(self, kid: UUID, what: str) -> None:
        """Take a fault of a key."""
        self.faults.note(f"key {kid}", what)


def check_keys(
    log: Log,
    keyring: Keyring,
    *,
    with_a_key: Collection[str],
    progress: Callable[[int, int], None] = lambda *_: None,
) -> KeyCheck:
    """Name the keys that cannot be opened, that died without an event, or that are not the log's.

    Texts in streams `with_a_key`, told by the first word of their topics, are closed under the key of
    that stream, all others under the key of a person's file.
    """
    check = KeyCheck()
    if log.select("select fingerprint from {schema}.keyring") not in ([], [(keyring.fingerprint,)]):
        check.faults.note(
            "keyring", "密钥目录不属于本账本 | the key directory is not the one of this log"
        )
    _open_all(log, keyring, check)
    for (kid,) in log.select(_DESTROYED, [FAULTS_MAX]):
        check.note(kid, "被销毁, 账本中无记载 | destroyed, and no event says so")
    for (kid,) in log.select(_OF_A_FILE, [FAULTS_MAX]):
        check.note(kid, "不是其文件的密钥 | it is not the key of its file")
    last = log.last_position()
    for begin in range(0, last, ROWS_PER_PAGE):
        end = min(begin + ROWS_PER_PAGE, last)
        for position, kid, is_missing in log.select(
            _NAMED, [begin, end, list(with_a_key), FAULTS_MAX]
        ):
            if is_missing:
                check.note(kid, f"缺少, 第 {position} 条用到 | missing, and used in row {position}")
            else:
                check.note(kid, f"不是第 {position} 条的密钥 | it is not the key of row {position}")
        progress(end, last)
    return check


def _open_all(log: Log, keyring: Keyring, check: KeyCheck) -> None:
    """Open every live key, without keeping any."""
    after = UUID(int=0)
    while rows := log.select(_LIVE, [after, KEYS_PER_PAGE]):
        for kid, person, wrapping, wrapped in rows:
            try:
                keyring.unwrap(bytes(wrapped), month=wrapping, bound_to=kid.bytes + person.bytes)
            except (WrappingKeyMissing, KeyFileDamaged):
                check.note(kid, "打不开 | it does not open")
        check.keys += len(rows)
        after = rows[-1][0]

"""Is the log what was promised, and are the read models what the log says? Asked by hand and by night."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import psycopg

from application.office import SHANGHAI
from application.work import CASES_WITH_A_KEY
from bootstrap.ledger import faults_of_ledger
from domain.system import EpochOpened
from eventstore.checking.keys import check_keys
from eventstore.checking.log import check_log
from eventstore.stored_form import DamagedEvent, UnknownTopic
from projections.catalogue import all_models
from projections.running.builds import NothingToRead
from projections.running.refolding import (
    Refolded,
    RefoldOvertaken,
    RefoldUnderWay,
    keep_result,
    refold,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bootstrap.house import House
    from eventstore.checking.faults import Fault
    from eventstore.ledger.storage import Loss
    from eventstore.log import Log
    from projections.running.builds import ReadModels

    Progress = Callable[[int, int], None]

NIGHT_BEGINS: Final = 2
NIGHT_ENDS: Final = 5
NOT_AGAIN_WITHIN: Final = timedelta(hours=20)

_noted = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verified:
    """One thing verified: what was looked at, and each fault by its place."""

    name: str
    detail: str
    faults: tuple[str, ...]


def _told(faults: Iterable[Fault]) -> tuple[str, ...]:
    return tuple(f"{fault.place}: {fault.what}" for fault in faults)


def verify_log(house: House, progress: Progress) -> Verified:
    """Check every row of the log."""
    check = check_log(house.log, progress=progress)
    return Verified(
        "账本 log",
        f"{check.events:,} 条 events",
        _told(check.faults.first),
    )


def verify_ledger(house: House, progress: Progress) -> Verified:
    """Make the ledger again from the log, and hold it against all that was signed and published."""
    loss = house.ledger.loss()
    found = faults_of_ledger(house, progress=progress)
    faults = [] if loss is None else [loss.kind]
    return Verified(
        "检查点 checkpoints",
        f"前 {house.ledger.published_size():,} 条已签名公布 signed and published",
        (*faults, *_faults_of_epochs(house), *_told(found)),
    )


def _faults_of_epochs(house: House) -> Iterator[str]:
    """Hold each loss that was gone on after against the event that says what was lost."""
    rows = house.log.select(
        "select position from {schema}.events where topic = %s", [EpochOpened.topic]
    )
    told = {position for (position,) in rows}
    for loss in house.ledger.storage.losses():
        if loss.opened_at_position is not None:
            told.discard(loss.opened_at_position)
            if not _is_told(house, loss):
                yield (
                    f"epoch {loss.epoch + 1}: 与第 {loss.opened_at_position} 条所述不同"
                    f" | what was lost is not what row {loss.opened_at_position} says"
                )
    for position in sorted(told):
        yield f"@{position}: 所开启的纪元缺少 | the epoch it opened is missing"


def _is_told(house: House, loss: Loss) -> bool:
    try:
        recorded = house.log.event_at(loss.opened_at_position or 0)
    except (DamagedEvent, UnknownTopic):
        return False
    if recorded is None or not isinstance(recorded.event, EpochOpened):
        return False
    said = recorded.event
    return (
        said.epoch,
        said.published_size,
        said.published_root,
        said.found_size,
        said.found_root,
    ) == (
        loss.epoch + 1,
        loss.published_size,
        loss.published_root.hex(),
        loss.found_size,
        None if loss.found_root is None else loss.found_root.hex(),
    )


def verify_keys(house: House, progress: Progress) -> Verified:
    """Hold the personal keys against the keyring and the log."""
    check = check_keys(
        house.log,
        house.vault.keyring,
        with_a_key={
            topic.partition(".")[0]
            for topic, kind in house.office.kinds.items()
            if kind in CASES_WITH_A_KEY
        },
        progress=progress,
    )
    return Verified(
        "个人密钥 personal keys",
        f"{check.keys:,} 把 keys",
        _told(check.faults.first),
    )


def verify_read_models(house: House, progress: Progress) -> Verified:
    """Fold the read models again from zero, and name every row that differs."""
    house.projector.catch_up()
    found = refold_and_keep(house.service_url, house.log, house.read_models, progress)
    return Verified(
        "统计视图 read models",
        f"{found.tables} 张表 tables @{found.position:,}",
        tuple(f"{row.table} ({row.key}): {row.how}" for row in found.differing),
    )


ALWAYS: Final[tuple[Callable[[House, Progress], Verified], ...]] = (
    verify_log,
    verify_ledger,
    verify_keys,
)
"""What `lianxin verify` looks at every time."""


def refold_and_keep(
    url: str, log: Log, read_models: ReadModels, progress: Progress = lambda *_: None
) -> Refolded:
    """Compare what serves with a refold, and keep the result for health and metrics."""
    connection: psycopg.Connection[tuple[Any, ...]]
    with psycopg.connect(url, autocommit=True, options="-c jit=off") as connection:
        found = refold(
            connection,
            log,
            all_models,
            log_schema=read_models.schema,
            serving=read_models.reading(connection).schema,
            progress=progress,
        )
        keep_result(connection, read_models.schema, found)
    return found


class Nightly:
    """Compares the read models with a refold once a night. To be used by one thread."""

    def __init__(
        self,
        url: str,
        log: Log,
        read_models: ReadModels,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Compare over connections to `url`; `now` is the real time, also in a demonstration."""
        self._url = url
        self._log = log
        self._read_models = read_models
        self._now = now
        self._tried_at: datetime | None = None

    def look(self) -> int:
        """Compare if it is night and was not done this night; nothing is written to the log."""
        now = self._now()
        tried = self._tried_at is not None and now - self._tried_at < NOT_AGAIN_WITHIN
        if tried or not NIGHT_BEGINS <= now.astimezone(SHANGHAI).hour < NIGHT_ENDS:
            return 0
        with self._read_models.connection() as connection:
            last = self._read_models.last_refold(connection)
        self._tried_at = now
        if last is not None and now - last.checked_at < NOT_AGAIN_WITHIN:
            return 0
        try:
            found = refold_and_keep(self._url, self._log, self._read_models)
        except (RefoldUnderWay, RefoldOvertaken, NothingToRead) as error:
            _noted.warning("nightly refold left out: %s", type(error).__name__)
            return 0
        if found.differing:
            tables = sorted({row.table for row in found.differing})
            _noted.error("read models differ from the log: %s", ", ".join(tables))
        return 0

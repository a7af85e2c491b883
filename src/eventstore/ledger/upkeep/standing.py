"""Is the log what was published of it? Looked at cheaply, at every start."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from domain.history import Rejected
from eventstore.ledger.hashing import HASHINGS
from eventstore.ledger.tree import NoSuchProof

if TYPE_CHECKING:
    from eventstore.ledger.checkpoint import Checkpoint
    from eventstore.ledger.hashing import HashName
    from eventstore.ledger.instance import PublishedFile
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.storage import Opened

ROWS_PER_PAGE: Final = 5_000

_LOG_ID_BYTES: Final = 8


class PublishedByAnotherLog(Rejected):
    """实例文件夹中公布的检查点属于另一个账本, 请核对 LIANXIN_VAR 与数据库。
    | The checkpoint published from this folder is another log's; look at LIANXIN_VAR and the database.
    """


class LedgerIsFixed(Rejected):
    """账本的名称和杂凑算法在启用时已定, 不能更改。
    | The ledger's name and hash were fixed when it was opened, and cannot be others now.
    """


def open_ledger(
    ledger: Ledger, published: PublishedFile, *, origin: str | None, hash_name: HashName | None
) -> Opened:
    """Open the ledger if it is not, under the name it was published by, and hold it against that.

    Raises `PublishedByAnotherLog`, `LedgerIsFixed`.
    """
    said = published.read()
    opened = ledger.storage.opened()
    if opened is None:
        if said is not None:
            name, hashing = said.origin, said.hashing
        else:
            name = origin or f"lianxin/{secrets.token_hex(_LOG_ID_BYTES)}"
            hashing = HASHINGS[hash_name or "sha256"]
        opened = ledger.storage.open(name, hashing)
    if said is not None and (said.origin, said.hashing) != (opened.origin, opened.hashing):
        raise PublishedByAnotherLog(published=said.origin, here=opened.origin)
    if origin not in {None, opened.origin} or hash_name not in {None, opened.hashing.name}:
        raise LedgerIsFixed(origin=opened.origin, hash=opened.hashing.name)
    look(ledger, said)
    return opened


def look(ledger: Ledger, said: Checkpoint | None) -> bool:
    """Tell whether the log still holds what was published; where not, nothing is appended any more.

    `said` is the checkpoint published outside the database; the last one within is looked at too.
    """
    if ledger.loss() is not None:
        return False
    epoch = ledger.storage.epoch()
    published = [] if said is None else [(said.epoch, said.size, said.root)]
    within = ledger.storage.last_size(epoch)
    if within is not None:
        published.append((epoch, *within))
    return all(_holds(ledger, each, epoch) for each in published if each[0] >= epoch)


def _holds(ledger: Ledger, published: tuple[int, int, bytes], epoch: int) -> bool:
    """Hold the log against one checkpoint. A later epoch than the log's was lost with its rows."""
    of_epoch, size, root = published
    found_size = ledger.log.last_position()
    found_root = None
    if found_size >= size:
        try:
            found_root = ledger.root(size)
        except NoSuchProof:
            found_root = b""  # rows within are missing
        if found_root == root and of_epoch == epoch:
            return True
    ledger.storage.note_loss(published, found_size=found_size, found_root=found_root)
    return False

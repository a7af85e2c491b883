"""The whole ledger made again from the log: everything kept that does not follow from it is named."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from eventstore.checking.faults import FAULTS_MAX, Fault
from eventstore.ledger.checkpoint import Checkpoint
from eventstore.ledger.hashing import DIGEST_BYTES
from eventstore.ledger.instance import KeyFileMalformed, PublishedMalformed
from eventstore.ledger.leaf import leaf_hash
from eventstore.ledger.notes import KeyMalformed, Note, NoteRefused, Signature, VerifierKey
from eventstore.ledger.tiles import TILE_HASHES, Edge
from eventstore.ledger.upkeep.signers import Signers
from eventstore.ledger.upkeep.standing import ROWS_PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from eventstore.ledger.instance import KeyFile, PublishedFile
    from eventstore.ledger.ledger import Ledger
    from eventstore.ledger.storage import ListedKey
    from eventstore.ledger.tiles import Tile

NOTES_PER_PAGE: Final = 1_000
BEHIND_MAX: Final = 1
"""By how many checkpoints the file may be behind: a process killed between the two leaves it so."""

_FOR_EVER: Final = 2**62


def verify(
    ledger: Ledger,
    *,
    file: PublishedFile | None = None,
    keys: KeyFile | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> list[Fault]:
    """Make the ledger again from the rows, and name the first faults: what does not follow from them.

    Rows, tiles and roots of the epoch in force are held against the log; the notes of all epochs
    against the keys; what was published in `file`, and the private `keys`, against all of these.
    """
    return list(islice(_faults(ledger, file, keys, progress), FAULTS_MAX))


def _faults(
    ledger: Ledger,
    file: PublishedFile | None,
    keys: KeyFile | None,
    progress: Callable[[int, int], None],
) -> Iterator[Fault]:
    try:
        listed = ledger.listed_keys()
    except KeyMalformed:
        yield Fault("keys", "列出的密钥有误 | a listed key is malformed")
        return
    epoch = ledger.storage.epoch()
    sizes = ledger.storage.sizes(epoch, after=-1, through=_FOR_EVER)
    yield from _rows(ledger, epoch, sizes, progress)
    yield from _notes(ledger, listed)
    yield from _cosignatures(ledger)
    if file is not None:
        yield from _published(ledger, file, listed, epoch=epoch, sizes=sorted(sizes))
    if keys is not None:
        yield from _keys(keys, listed)


def _rows(
    ledger: Ledger, epoch: int, sizes: dict[int, bytes], progress: Callable[[int, int], None]
) -> Iterator[Fault]:
    """Hold tiles and roots against what the rows come to."""
    size, edge, right = max(sizes, default=0), Edge(ledger.opened.hashing), 0
    while edge.size < size:
        rows = ledger.log.read_rows(after=edge.size, limit=min(ROWS_PER_PAGE, size - edge.size))
        if not rows or rows[0][0] != edge.size + 1:
            # Which one is gone is only known to be among these: those after it may have moved up.
            yield Fault(f"row {edge.size + 1}", "缺少 | it is missing")
            yield _not_as_signed(right, min(each for each in sizes if each > edge.size))
            return
        for row in rows:
            if row[0] != edge.size + 1:
                break
            for tile in edge.add(leaf_hash(row, ledger.opened.hashing)):
                yield from _tile(ledger, epoch, tile)
            if edge.size in sizes:
                if sizes[edge.size] == edge.root():
                    right = edge.size
                else:
                    yield _not_as_signed(right, edge.size)
        progress(edge.size, size)


def _not_as_signed(right: int, size: int) -> Fault:
    """Name the rows after the last checkpoint that is right, to one that is not."""
    return Fault(
        f"checkpoint {size}",
        f"第 {right + 1} 至 {size} 条与签名的不同"
        f" | rows {right + 1} to {size} are not those that were signed",
    )


def _tile(ledger: Ledger, epoch: int, tile: Tile) -> Iterator[Fault]:
    """Hold a full tile against what is kept; of the lowest level, name the rows."""
    place = f"tile {tile.level}/{tile.index}"
    kept = ledger.storage.tile(epoch, tile.level, tile.index)
    if kept is None:
        yield Fault(place, "缺少 | it is missing")
        return
    for nth in range(TILE_HASHES):
        part = slice(nth * DIGEST_BYTES, (nth + 1) * DIGEST_BYTES)
        if kept[0][part] != tile.hashes[part]:
            number = tile.index * TILE_HASHES + nth
            below = f"row {number + 1}" if tile.level == 0 else f"tile {tile.level - 1}/{number}"
            yield Fault(below, f"与 {place} 所存不同 | it is not what {place} keeps of it")
    if kept[1] != tile.root:
        yield Fault(place, "根不同 | its root is another")


def _notes(ledger: Ledger, listed: list[ListedKey]) -> Iterator[Fault]:
    """Hold every checkpoint's note against its row, the ledger's name, its epoch and the keys."""
    opened, after, signers = ledger.opened, (0, -1), Signers(listed)
    epochs = {1, *(loss.epoch + 1 for loss in ledger.storage.losses() if loss.opened_at_position)}
    while page := ledger.storage.notes(after=after, limit=NOTES_PER_PAGE):
        for epoch, size, root, text in page:
            place = f"checkpoint {size}" if epoch == page[-1][0] else f"checkpoint {epoch}:{size}"
            try:
                note = Note.parse(text)
                said = Checkpoint.parse(note.text)
                note.signed_by([each.key for each in listed if each.signs(size)])
            except NoteRefused as refusal:
                yield Fault(place, " ".join((type(refusal).__doc__ or "").split()))
                continue
            signers.take(epoch, size, note)
            if epoch not in epochs:
                yield Fault(place, "没有这个纪元 | there is no such epoch")
            if (said.origin, said.hash_name, said.epoch, said.size, said.root) != (
                opened.origin,
                opened.hashing.name,
                epoch,
                size,
                root,
            ):
                yield Fault(place, "签名的内容不是这一条 | what was signed is not this")
        after = (page[-1][0], page[-1][1])
    for each, size in signers.misfits():
        yield Fault(
            f"key {each.key.id.hex()}",
            f"所列的起止与检查点 {size} 不符 | the span it is listed for does not fit checkpoint {size}",
        )


def _cosignatures(ledger: Ledger) -> Iterator[Fault]:
    """Hold every witness's line against the note it stands under, and against the witness's key."""
    after = (0, -1, "")
    while page := ledger.storage.cosignatures(after=after, limit=NOTES_PER_PAGE):
        for _, size, witness, line, note in page:
            try:
                key, signature = VerifierKey.parse(witness), Signature.parse(line[:-1])
                Note(Note.parse(note).text, (signature,)).signed_by([key])
            except NoteRefused:
                yield Fault(
                    f"cosignature {size}",
                    "见证人的签名与检查点不符 | the witness's signature does not fit the checkpoint",
                )
        after = page[-1][:3]


def _published(
    ledger: Ledger, file: PublishedFile, listed: list[ListedKey], *, epoch: int, sizes: list[int]
) -> Iterator[Fault]:
    """Hold the checkpoint published outside the database against those within."""
    try:
        note = file.note()
        if note is None:
            if len(sizes) > BEHIND_MAX:
                yield Fault("published", "文件缺少 | the file is missing")
            return
        said = Checkpoint.parse(note.text)
        note.signed_by([each.key for each in listed if each.signs(said.size)])
        kept = ledger.storage.first_from(epoch, said.size)
    except (NoteRefused, PublishedMalformed) as refusal:
        yield Fault("published", " ".join((type(refusal).__doc__ or "").split()))
        return
    behind = [size for size in sizes if (epoch, size) > (said.epoch, said.size)]
    if len(behind) > BEHIND_MAX:
        yield Fault(
            "published",
            f"文件是旧的: {said.size}, 应为 {behind[-1]}"
            f" | an older one of {said.size}, not of {behind[-1]}",
        )
    elif said.epoch == epoch and (kept is None or kept.checkpoint != said):
        yield Fault(
            f"checkpoint {said.size}",
            "已公布, 数据库中没有 | it was published, and is not kept",
        )


def _keys(keys: KeyFile, listed: list[ListedKey]) -> Iterator[Fault]:
    """Hold the private keys against those that are listed as signing."""
    try:
        ours = [each.verifier for each in keys.read()]
    except KeyFileMalformed as refusal:
        yield Fault("signing.key", " ".join((type(refusal).__doc__ or "").split()))
        return
    for each in listed:
        if each.until_size is None and each.key not in ours:
            yield Fault(
                f"key {each.key.id.hex()}",
                "列为签名密钥, 但不是本实例的 | listed as signing, and not of this instance",
            )
    if listed and ours and ours[-1] not in {each.key for each in listed}:
        yield Fault(
            f"key {ours[-1].id.hex()}",
            "是本实例的密钥, 但没有列出 | this instance's, and not listed",
        )

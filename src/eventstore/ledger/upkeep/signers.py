"""Do the keys that are listed fit what they signed: from where they say, to their end, and no gaps?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventstore.ledger.notes import Note
    from eventstore.ledger.storage import ListedKey

UNSIGNED_MAX: Final = 1
"""Of how many checkpoints a new key's signature may lack: one may be on its way as it is listed."""


class Signers:
    """Takes the notes in order, and tells which key is listed for another span than it signed."""

    def __init__(self, listed: Sequence[ListedKey]) -> None:
        """Look at these keys."""
        self._spans = [_Span(each) for each in listed]

    def take(self, epoch: int, size: int, note: Note) -> None:
        """Take the next note."""
        for span in self._spans:
            key = span.listed.key
            span.take(epoch, size, carries=any(map(key.made, note.signatures)))

    def misfits(self) -> Iterator[tuple[ListedKey, int]]:
        """Give each key whose span is another one, and the first checkpoint that shows it."""
        for span in self._spans:
            if span.misfit is not None:
                yield span.listed, span.misfit


class _Span:
    """What a key signed, from its first signature on and within that epoch."""

    def __init__(self, listed: ListedKey) -> None:
        self.listed = listed
        self.misfit: int | None = None
        self._epoch: int | None = None
        self._unsigned: list[int] = []

    def take(self, epoch: int, size: int, *, carries: bool) -> None:
        if self.misfit is None and self._is_misfit(epoch, size, carries=carries):
            self.misfit = size

    def _is_misfit(self, epoch: int, size: int, *, carries: bool) -> bool:
        if self._epoch is not None:
            return epoch == self._epoch and carries != self.listed.signs(size)
        if not carries:
            if size >= self.listed.from_size:
                self._unsigned.append(epoch)
            return False
        self._epoch = epoch
        # A later epoch may begin with fewer rows than there were when the key was listed.
        is_early = epoch == 1 and size < self.listed.from_size
        return is_early or self._unsigned.count(epoch) > UNSIGNED_MAX

"""What is printed under a month's report, so that paper can be held against the log years later.

A report has many figures. Its list names each of them with the number printed, where it was read,
and the log's checkpoint; the digest of that list and the checkpoint stand on the paper. The proof
of each figure, asked for at the same position, leads to the same checkpoint (`docs/proof.md`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import segno

from application.office.ledger import NothingPublished

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.months.report import Report
    from application.office.ledger import Ledger
    from projections.figures.figure import Figure


@dataclass(frozen=True, slots=True)
class Seal:
    """The list of a report's figures under one checkpoint."""

    text: str
    origin: str
    size: int
    root: str

    @property
    def digest(self) -> str:
        """SHA-256 of the list."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def code(self) -> str:
        """What the QR code says: origin, size and root of the checkpoint, and the digest."""
        return f"lianxin-month/1 {self.origin} {self.size} {self.root} {self.digest}"

    @property
    def picture(self) -> str:
        """Give the QR code as SVG for a page."""
        return segno.make(self.code, error="m").svg_inline(
            scale=3, border=2, svgclass="qr", lineclass=None, omitsize=False
        )


def seal_of(ledger: Ledger, report: Report, figures: Sequence[Figure]) -> Seal | None:
    """Seal the figures of a report as they were read; None until a checkpoint covers them."""
    position = figures[0].position
    try:
        published = ledger.published_from(position)
    except NothingPublished:
        return None
    origin, size, root = published.note.text.split("\n")[:3]
    lines = [
        "lianxin-month/1",
        f"{origin} {size} {root}",
        f"{report.area} {report.month} {report.last} {position}",
        *(
            f"{each.measure.id} {each.measure.version} {each.value}"
            + ("" if each.of is None else f" {each.of}")
            for each in figures
        ),
    ]
    return Seal("".join(f"{line}\n" for line in lines), origin, int(size), root)

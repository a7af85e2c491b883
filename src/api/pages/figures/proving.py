"""这个数字的证明: what the page of a figure says of its proof, and where to take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from application.office.ledger import NothingPublished
from proofs.readme import fingerprint

if TYPE_CHECKING:
    from api.pages.asking import Asked


@dataclass(frozen=True, slots=True)
class Provable:
    """Where the bundles of a figure are, and the checkpoint and key they are checked against."""

    complete: str
    selective: str
    size: int
    origin: str
    fingerprints: tuple[str, ...]


def proof_of(measure: str, asked: Asked) -> Provable | None:
    """Tell how a figure is proven; None while nothing was published, and of a single campaign."""
    ledger = asked.reads.services.ledger
    try:
        checkpoint = ledger.published().checkpoint
    except NothingPublished:
        return None
    if asked.campaign is not None:
        return None
    path, area = f"/api/v1/figures/{measure}/proof", asked.question(measure).area
    return Provable(
        complete=asked.link(path, area=area, kind="complete"),
        selective=asked.link(path, area=area, kind="selective"),
        size=checkpoint.size,
        origin=checkpoint.origin,
        fingerprints=tuple(
            fingerprint(each.key) for each in ledger.listed_keys() if each.signs(checkpoint.size)
        ),
    )

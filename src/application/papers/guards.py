"""Guards that demand paper demand a document (`domain.md` 10.13a)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from application.refusals import CaseUnknown, PaperMissing, PaperOfAnotherCase
from domain.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from application.work import Work


def demand_papers(
    work: Work, names: Iterable[str], values: dict[str, Any], *, of: Iterable[UUID | None]
) -> None:
    """Hold that every document named is attached, and attached to one of the records `of`."""
    places = set(of)
    for name in names:
        if values.get(name) is None:
            continue
        try:
            document = work.load(Document, values[name])
        except CaseUnknown:
            raise PaperMissing(field=name) from None
        if not document.is_attached:
            raise PaperMissing(field=name)
        if document.case not in places:
            raise PaperOfAnotherCase(field=name)

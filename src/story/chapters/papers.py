"""Papers of the story: each is one blank sheet that says that it is none."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from domain.document import DocumentKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from application.actor import Actor
    from story.chapters.case import Case

_SAID: Final = "BT /F1 18 Tf 60 760 Td (Demonstration only: this is no real paper.) Tj ET"
_WITH_FONT: Final = "/Resources << /Font << /F1 5 0 R >> >> >>"


def _sheet() -> bytes:
    """Write a PDF of one page, with the table of where its parts begin."""
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + _WITH_FONT,
        f"<< /Length {len(_SAID)} >>\nstream\n{_SAID}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    text, begins = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        begins.append(len(text))
        text += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in begins)
    count = len(parts) + 1
    return (
        f"{text}xref\n0 {count}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    ).encode("ascii")


SHEET: Final = _sheet()
"""The bytes of every paper of the story."""


def attach(case: Case, actor: Actor, document: UUID, kind: DocumentKind, *, person: UUID) -> UUID:
    """Tell how a paper is attached to the case on the day it has come to; give its id."""
    if not case.is_over:
        values = sheet(case.stream, kind, case.day) | {"person": person}
        case.diary.write(case.day, actor, "documents", document, values)
    return document


def sheet(case: UUID, kind: DocumentKind, dated_on: date) -> dict[str, Any]:
    """Give what is said of a paper that is attached to a case or an association."""
    return {
        "case": case,
        "kind": kind,
        "digest": f"sha256:{hashlib.sha256(SHEET).hexdigest()}",
        "size_bytes": len(SHEET),
        "media_type": "application/pdf",
        "dated_on": dated_on,
    }

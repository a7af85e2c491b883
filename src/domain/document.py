"""Document 文件: a photo, a signed form, an official letter (`domain.md` 10.13a).

The bytes lie elsewhere, sealed under the person's key where they concern a person, checked by
content and without EXIF. Here is only what names them. One stream is one document; events of a case
point at it by its id, and guards that demand paper demand a document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never
from uuid import UUID

from domain.history import Aggregate, Corrected, Event, Rejected, Sealed, Voided, VoidReverted
from domain.words import Word

MEDIA_TYPES: Final = ("application/pdf", "image/jpeg", "image/png")


class DocumentKind(Word):
    """What sort of paper it is."""

    PHOTO = "photo", "照片"
    SIGNED_FORM = "signed_form", "签字表格"
    MINUTES = "minutes", "会议记录"
    MEDICAL_REPORT = "medical_report", "病历资料"
    BANK_PAPER = "bank_paper", "银行单据"
    LETTER = "letter", "公文"
    OTHER = "other", "其他"


class DocumentAttached(Event, topic="document.attached"):
    """已附文件: a file belongs to `case`, which is a case or an organisation.

    `digest` is of the bytes that are kept, before they are sealed, with its algorithm ("sha256:…"),
    and outlives an erasure. `person` is whom the file concerns, and whose key closes it.
    """

    case: UUID
    kind: DocumentKind
    digest: str
    size_bytes: int
    media_type: str
    dated_on: date
    person: UUID | None = None
    title: Sealed | None = None


class DocumentWithdrawn(Event, topic="document.withdrawn"):
    """已撤文件: the file was attached by mistake, or replaced."""

    replaced_by: UUID | None = None
    reason: Sealed | None = None


class DocumentCorrected(Corrected, topic="document.corrected"):
    """已更正."""


class DocumentVoided(Voided, topic="document.voided"):
    """已作废."""


class DocumentVoidReverted(VoidReverted, topic="document.void_reverted"):
    """已撤销作废."""


DocumentEvent = DocumentAttached | DocumentWithdrawn


class DocumentAlreadyAttached(Rejected):
    """该文件已经附上。 | This document is attached already."""


class DocumentIsEmpty(Rejected):
    """文件是空的, 请重新拍照或上传。 | The file is empty; take the photo or upload it again."""


class MediaTypeNotAllowed(Rejected):
    """只接受 PDF、JPEG、PNG 文件, 请转换后上传。
    | Only PDF, JPEG and PNG are taken; convert the file first.
    """


class DocumentNotAttached(Rejected):
    """该文件未附上或已撤下。 | The document is not attached, or was withdrawn."""


@dataclass(slots=True)
class Document(Aggregate[DocumentEvent]):
    """One file: where it belongs, whom it concerns, and whether it still counts."""

    case: UUID | None = None
    person: UUID | None = None
    is_attached: bool = False

    corrected = DocumentCorrected
    voided = DocumentVoided
    void_reverted = DocumentVoidReverted

    def attach(
        self,
        *,
        case: UUID,
        kind: DocumentKind,
        digest: str,
        size_bytes: int,
        media_type: str,
        dated_on: date,
        person: UUID | None = None,
        title: Sealed | None = None,
    ) -> DocumentAttached:
        """Attach the file to a case or an organisation; `dated_on` is the paper's own date."""
        assert ":" in digest
        if self.version > 0:
            raise DocumentAlreadyAttached
        if size_bytes <= 0:
            raise DocumentIsEmpty
        if media_type not in MEDIA_TYPES:
            raise MediaTypeNotAllowed(media_type=media_type)
        return DocumentAttached(
            case=case,
            kind=kind,
            digest=digest,
            size_bytes=size_bytes,
            media_type=media_type,
            dated_on=dated_on,
            person=person,
            title=title,
        )

    def withdraw(
        self, *, replaced_by: UUID | None = None, reason: Sealed | None = None
    ) -> DocumentWithdrawn:
        """Withdraw the file; it stays in the log and no longer serves any guard."""
        if not self.is_attached:
            raise DocumentNotAttached
        return DocumentWithdrawn(replaced_by=replaced_by, reason=reason)

    def evolve(self, event: DocumentEvent) -> None:
        """Take over what `event` says."""
        match event:
            case DocumentAttached(case=case, person=person):
                self.case, self.person, self.is_attached = case, person, True
            case DocumentWithdrawn():
                self.is_attached = False
            case _:
                assert_never(event)

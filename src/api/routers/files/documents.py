"""Documents: a file is attached to a case with its bytes, and read again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from api.acting import Acting
from api.documents.upload import FILE, AttachBody, Upload, attach_uploaded
from api.responses import PROBLEMS
from api.routers.commands import IdempotencyKey, Receipt, answer, key_of
from api.services import services_of
from application.papers.reading import content_of

router = APIRouter(prefix="/api/v1", tags=["documents"], responses=PROBLEMS)

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
"""What goes with a file: it is saved, never shown as a page of ours, and not kept on the way."""

_ENDINGS: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def _form() -> dict[str, Any]:
    """Describe the form: the fields of the command, and the file."""
    schema = AttachBody.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    kinds = [each.value for each in AttachBody.model_fields["kind"].annotation]
    schema["properties"]["kind"] = {"type": "string", "enum": kinds, "title": "Kind"}
    schema["properties"][FILE] = {
        "type": "string",
        "format": "binary",
        "description": "PDF、JPEG 或 PNG, 不超过 20 MB; 照片的拍摄地点等信息会被去掉",
    }
    schema["required"] = [*schema.get("required", ()), FILE]
    schema.pop("examples", None)
    return {
        "requestBody": {"content": {"multipart/form-data": {"schema": schema}}, "required": True}
    }


@router.post(
    "/documents",
    status_code=HTTPStatus.CREATED,
    summary="附上文件",
    operation_id="documents-open",
    openapi_extra=_form(),
)
def attached(
    request: Request,
    response: Response,
    actor: Acting,
    upload: Upload,
    idempotency_key: IdempotencyKey = None,
) -> Receipt:
    """Attach a file to a case or an organisation; it is kept sealed, without what cameras add."""
    try:
        receipt = attach_uploaded(request, actor, upload, key=key_of(idempotency_key))
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from None
    return answer(receipt, response, "documents")


@router.get(
    "/documents/{id}/content",
    summary="读取文件内容",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "文件, 作为附件",
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}} for kind in _ENDINGS
            },
        }
    },
)
def content(
    id: Annotated[UUID, Path(description="文件的 id")],  # noqa: A002  (the name in the path)
    request: Request,
    actor: Acting,
) -> StreamingResponse:
    """Give the file as it was kept, opened chunk by chunk while it is sent."""
    file = content_of(services_of(request).office, actor, id)
    name = f"document.{_ENDINGS[file.media_type]}"
    about = {
        "Content-Length": str(file.size_bytes),
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return StreamingResponse(file.chunks, media_type=file.media_type, headers=HEADERS | about)

"""The proof of a figure, as a bundle to be checked without us."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.readings import Reads
from api.responses import PROBLEMS
from api.routers.figures import Area, Known, Period
from application.office.ledger import NothingPublished
from projections.figures.figure import Question

router = APIRouter(prefix="/api/v1", tags=["figures"], responses=PROBLEMS)

ZIP: Final = "application/zip"

Kind = Annotated[
    Literal["complete", "selective"],
    Query(description="complete: 含账本全部记录, 可证明没有遗漏; selective: 只含计入的记录"),
]

_BUNDLE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "证明包, 用其中的 verify.py 或 verify.mjs 核对, 见 docs/proof.md",
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/figures/{measure}/proof",
    summary="一个指标的证明",
    response_class=StreamingResponse,
    responses=PROBLEMS | _BUNDLE,
)
def proof(
    measure: Known, reads: Reads, span: Period, area: Area = None, kind: Kind = "complete"
) -> StreamingResponse:
    """Give the proof of a figure: as known at the moment asked, or at the last checkpoint."""
    services = reads.services
    with reads.open() as opened:
        position = opened.reading.position
    if reads.position is None:
        position = min(position, services.ledger.published().checkpoint.size)
    if position == 0:
        raise NothingPublished
    bundle = services.prover.prove(
        Question(measure.id, *span, area), kind=kind, known_at=reads.known_at, position=position
    )
    headers = {"Content-Disposition": f'attachment; filename="{bundle.file_name}"'}
    return StreamingResponse(bundle.stream, media_type=ZIP, headers=headers)

"""The proof of a figure and the evidence of a record, as bundles to be checked without us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.readings import Reads
from api.responses import PROBLEMS
from api.routers.cases import CaseId
from api.routers.figures import Area, Known, Period
from application.office.ledger import NothingPublished
from application.refusals import CaseUnknown
from projections.figures.figure import Question

if TYPE_CHECKING:
    from proofs.prover import Bundle

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
    return _sent(bundle)


@router.get(
    "/cases/{id}/proof",
    summary="一件事项的证据",
    response_class=StreamingResponse,
    responses=PROBLEMS | _BUNDLE,
    tags=["cases"],
)
def case_proof(id: CaseId, reads: Reads) -> StreamingResponse:  # noqa: A002
    """Give the evidence of a record: its events in full, each proven to be in the signed log."""
    services = reads.services
    position = reads.position
    if position is None:
        position = services.ledger.published().checkpoint.size
    history = services.office.log.history(id, through=position)
    if not history:
        raise CaseUnknown
    return _sent(services.prover.prove_case(history, known_at=reads.known_at))


def _sent(bundle: Bundle) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="{bundle.file_name}"'}
    return StreamingResponse(bundle.stream, media_type=ZIP, headers=headers)

"""The raw log as newline-delimited JSON, for the auditor's own tools: resumable by position."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from api.readings import Reads
from api.responses import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from application.office import Office

router = APIRouter(prefix="/api/v1", tags=["events"])

PAGE = 1_000


class NdJson(StreamingResponse):
    """Newline-delimited JSON."""

    media_type = "application/x-ndjson"


@router.get(
    "/events",
    summary="账本原始记录 (NDJSON)",
    response_class=NdJson,
    responses=PROBLEMS
    | {
        200: {
            "description": "每行一条: position, recorded_at, stream, version, topic, state",
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        }
    },
)
def events(
    reads: Reads,
    after: Annotated[int, Query(ge=0, le=10**18, description="从这个位置之后开始")] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000_000)] = 1_000,
) -> NdJson:
    """Give stored events after a position, in order, personal parts still sealed."""
    office = reads.services.office
    last = office.log.last_position() if reads.position is None else reads.position
    return NdJson(_lines(office, after, min(after + limit, last)))


def _lines(office: Office, after: int, last: int) -> Iterator[str]:
    """Page by position, one short transaction a page."""
    while after < last:
        rows = office.log.read_rows(after=after, limit=min(PAGE, last - after))
        for position, recorded_at, stream, version, topic, state in rows:
            head = {
                "position": position,
                "recorded_at": recorded_at.isoformat(),
                "stream": str(stream),
                "version": version,
                "topic": topic,
            }
            yield json.dumps(head, ensure_ascii=False)[:-1] + f', "state": {state}}}\n'
        after = rows[-1][0] if rows else last

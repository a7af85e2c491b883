"""Is it alive, is it ready, and how does it do?"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from api.metrics import REGISTRY, observe
from api.problems import Preparing, Unavailable
from api.responses import PROBLEMS
from api.services import services_of
from application.refusals import LogUnavailable
from projections.running.builds import NothingToRead, ReadModelsUnavailable

router = APIRouter(tags=["health"])


class Alive(BaseModel):
    """The process answers."""

    alive: bool


class Refold(BaseModel):
    """The last nightly comparison of the read models with a refold; `differing` rows, 0 is right."""

    checked_at: datetime
    position: int
    differing: int


class Ready(BaseModel):
    """How far reading is behind writing, and whether anything is parked.

    `complete` is False while an event could not be folded: figures it touches say so themselves.
    `writable` is False while the log is not what was published of it: reading goes on, and nothing is
    written until an operator opens a new epoch. `published` is how far the log's root was published.
    """

    ready: bool
    mode: str | None
    last_position: int
    read_position: int
    parked: int
    complete: bool
    writable: bool
    published: int
    refold: Refold | None


@router.get("/livez", summary="进程是否存活")
def livez() -> Alive:
    """Answer."""
    return Alive(alive=True)


@router.get("/readyz", summary="是否可以服务", responses={503: PROBLEMS[503]})
def readyz(request: Request, response: Response) -> Ready:
    """Tell whether the log can be written and the read models can be read."""
    services = services_of(request)
    try:
        last = services.office.log.last_position()
        loss = services.ledger.loss()
        published = services.ledger.published_size()
        with services.read_models.connection() as connection:
            reading = services.read_models.reading(connection)
            parked = services.read_models.parked(connection, reading)
            refold = services.read_models.last_refold(connection)
    except (LogUnavailable, ReadModelsUnavailable) as error:
        raise Unavailable from error
    except NothingToRead as error:
        raise Preparing from error
    mode = services.clock.mode
    response.status_code = HTTPStatus.OK
    return Ready(
        ready=True,
        mode=None if mode is None else str(mode),
        last_position=last,
        read_position=reading.position,
        parked=parked,
        writable=loss is None,
        published=published,
        complete=parked == 0 and reading.position >= last,
        refold=None
        if refold is None
        else Refold(
            checked_at=refold.checked_at, position=refold.position, differing=refold.differing
        ),
    )


@router.get(
    "/metrics",
    summary="运行指标 (Prometheus)",
    response_class=PlainTextResponse,
    responses={503: PROBLEMS[503]},
)
def metrics(request: Request) -> Response:
    """Give counters and gauges, without personal data."""
    observe(services_of(request))
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

"""The web application: routers, pages, problems, bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from api import pages, problems
from api.bounds import DemandJson, LimitBody
from api.metrics import CountRequests
from api.routers import ROUTERS

if TYPE_CHECKING:
    from api.services import Services


PACKED_ALREADY: Final = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf")


def create_app(services: Services) -> FastAPI:
    """Make the application over joined services."""
    app = FastAPI(
        title="连心 Lianxin",
        version="0.1.0",
        description="村(社区)残协事项跟踪: 每一件事只记一次, 一切数字、清单和期限都由记录读出。",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.services = services
    for router in ROUTERS:
        app.include_router(router)
    problems.add_to(app)
    pages.add_to(app)
    app.add_middleware(DemandJson)
    app.add_middleware(CountRequests)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, exclude_content_types=PACKED_ALREADY)
    app.add_middleware(LimitBody)
    return app

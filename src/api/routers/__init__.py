"""The JSON resources, one file each. The list is explicit; a test walks the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.routers.cases import router as cases
from api.routers.changes.cases import router as changes_of_cases
from api.routers.changes.figures import router as changes_of_figures
from api.routers.commands import router as commands
from api.routers.drill_downs import router as drill_downs
from api.routers.figures import router as figures
from api.routers.files.documents import router as documents
from api.routers.files.imports import router as imports
from api.routers.files.proofs import router as proofs
from api.routers.health import router as health
from api.routers.hints import router as hints
from api.routers.log.events import router as events
from api.routers.log.ledger import router as ledger
from api.routers.log.positions import router as positions
from api.routers.months import router as months
from api.routers.places import router as places
from api.routers.public import router as public
from api.routers.rules import router as rules
from api.routers.stories import router as stories
from api.routers.worklist import router as worklist

if TYPE_CHECKING:
    from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = (
    health,
    changes_of_figures,
    changes_of_cases,
    figures,
    drill_downs,
    proofs,
    cases,
    stories,
    places,
    rules,
    months,
    events,
    ledger,
    positions,
    imports,
    worklist,
    hints,
    documents,
    public,
    commands,
)

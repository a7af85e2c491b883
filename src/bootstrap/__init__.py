"""Settings in, the joined house out. The only place that knows every part."""

from bootstrap.auditing import AuditedStory, audit_case, draw_sample, redraw, show_sample
from bootstrap.comparing import Moments, compare_case, compare_figure, compare_list
from bootstrap.demonstration import SHIPPED_DIVISIONS, Told, tell
from bootstrap.house import House, build
from bootstrap.ledger import open_epoch, prove, prove_case
from bootstrap.operations import (
    EXPECTED_FAILURES,
    acting,
    application,
    close_reporting,
    examine,
    in_words,
    open_production,
    open_reporting,
    places,
    project,
    serve,
)
from bootstrap.settings import Settings
from bootstrap.upkeep.rebuilding import rebuild
from bootstrap.upkeep.replaying import reading_of

__all__ = [
    "EXPECTED_FAILURES",
    "SHIPPED_DIVISIONS",
    "AuditedStory",
    "House",
    "Moments",
    "Settings",
    "Told",
    "acting",
    "application",
    "audit_case",
    "build",
    "close_reporting",
    "compare_case",
    "compare_figure",
    "compare_list",
    "draw_sample",
    "examine",
    "in_words",
    "open_epoch",
    "open_production",
    "open_reporting",
    "places",
    "project",
    "prove",
    "prove_case",
    "reading_of",
    "rebuild",
    "redraw",
    "serve",
    "show_sample",
    "tell",
]

"""Settings in, the joined house out. The only place that knows every part."""

from bootstrap.demonstration import Told, tell
from bootstrap.house import House, build
from bootstrap.operations import (
    EXPECTED_FAILURES,
    application,
    examine,
    in_words,
    project,
    rebuild,
    serve,
)
from bootstrap.settings import Settings

__all__ = [
    "EXPECTED_FAILURES",
    "House",
    "Settings",
    "Told",
    "application",
    "build",
    "examine",
    "in_words",
    "project",
    "rebuild",
    "serve",
    "tell",
]

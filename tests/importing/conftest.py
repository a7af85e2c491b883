"""A district at work, into which sheets are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.importing import Importer

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.log import Log


@pytest.fixture
def importer(log: Log, tmp_path: Path) -> Importer:
    """Whoever imports, with an association in each of two towns."""
    return Importer(log, tmp_path / "keys")

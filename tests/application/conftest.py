"""The front office that every test here works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.office import Front

if TYPE_CHECKING:
    from pathlib import Path

    from eventstore.log import Log


@pytest.fixture
def front(log: Log, tmp_path: Path) -> Front:
    """An office over an empty log."""
    return Front(log, tmp_path / "keys")

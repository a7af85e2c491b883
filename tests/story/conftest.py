"""What the tests of the story share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.told import Told

if TYPE_CHECKING:
    from story.diary import Act


@pytest.fixture(scope="session")
def told(acts: list[Act]) -> Told:
    """The whole story, to be counted by hand."""
    return Told(acts)

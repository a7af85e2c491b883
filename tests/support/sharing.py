"""How the processes of a test run share the files: the longest first, and the story in one of them.

A file goes to one process as a whole. A long file that is begun last keeps the others waiting, and
the story, which takes half a minute to play, is played by every process that is given a part of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    import pytest

STORY_PLAYED: Final = (
    "tests/story/test_story_paths.py",
    "tests/story/test_story_played.py",
    "tests/story/test_story_resumed.py",
)

LONGEST: Final = (
    "tests/faults/test_kill_rounds.py",
    *STORY_PLAYED,
    "tests/browser/test_pages_in_a_browser.py",
    "tests/api/test_schema.py",
    "tests/proofs/test_recounted_by_verifiers.py",
    "tests/api/test_two_clocks.py",
    "tests/projections/test_figures_recounted.py",
    "tests/projections/test_projector.py",
    "tests/sheets/test_sheets_files.py",
    "tests/story/test_story_acts.py",
    "tests/architecture/test_catalogue_pages.py",
    "tests/api/test_month_reports.py",
    "tests/faults/test_embedded_server_and_others.py",
    "tests/faults/test_embedded_server.py",
    "tests/faults/test_log_connections.py",
    "tests/domain/test_calendar_against_brute_force.py",
)
"""The files worth beginning with, the longest first; the others follow in their usual order."""

_PLACES: Final = {path: place for place, path in enumerate(LONGEST)}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files in front; those of one file keep their order."""
    items.sort(key=lambda item: _PLACES.get(item.nodeid.partition("::")[0], len(LONGEST)))


class FilesLongestFirst(LoadFileScheduling):  # type: ignore[misc] # xdist names no type for it
    """Gives out whole files in the order they were collected in, the story as one."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False  # that order would begin with the most tests
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        path: str = super()._split_scope(nodeid)
        return STORY_PLAYED[0] if path in STORY_PLAYED else path

"""The log's own record: opened once, what it is for never changes (`architecture.md`, The log)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.system import (
    AreaImported,
    DivisionListAlreadyImported,
    DivisionListEmpty,
    ImportAlreadyAccepted,
    ImportBatchAccepted,
    ImportBatchRejected,
    ImportCountsDisagree,
    ImportDigestMalformed,
    LogAlreadyOpened,
    LogNotOpened,
    LogOpened,
    ProductionHasNoStory,
    StoryClockIncomplete,
    System,
)
from domain.words import ImportKind, LogMode
from support.histories import given, recorded
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event

OPENED = LogOpened(mode=LogMode.DEMONSTRATION)
DIGEST = "ab" * 32
IMPORTED = AreaImported(count=96, source="国家统计局2023", digest=DIGEST)


def test_a_log_is_opened_for_one_purpose() -> None:
    system = given(System)

    assert system.open(mode=LogMode.DEMONSTRATION) == OPENED
    assert LogMode.DEMONSTRATION.chinese == "演示"
    assert LogMode.PRODUCTION.chinese == "正式"


def test_a_demonstration_may_have_a_clock_of_its_own() -> None:
    story_ends_at = datetime(2022, 8, 5, 9, tzinfo=UTC)
    begun_at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    system = given(System)

    event = system.open(mode=LogMode.DEMONSTRATION, story_ends_at=story_ends_at, begun_at=begun_at)

    assert event == LogOpened(
        mode=LogMode.DEMONSTRATION, story_ends_at=story_ends_at, begun_at=begun_at
    )
    with pytest.raises(StoryClockIncomplete):
        system.open(mode=LogMode.DEMONSTRATION, story_ends_at=story_ends_at)
    with pytest.raises(ProductionHasNoStory):
        system.open(mode=LogMode.PRODUCTION, story_ends_at=story_ends_at, begun_at=begun_at)
    with pytest.raises(ProductionHasNoStory):
        system.open(mode=LogMode.PRODUCTION, story_ends_at=story_ends_at)


def test_a_log_is_not_opened_twice() -> None:
    system = given(System, OPENED)

    with pytest.raises(LogAlreadyOpened):
        system.open(mode=LogMode.PRODUCTION)


def test_the_division_list_is_imported_into_an_open_log() -> None:
    system = given(System, OPENED)

    assert system.import_areas(count=96, source="国家统计局2023", digest=DIGEST) == IMPORTED


def test_nothing_is_imported_before_the_log_is_open() -> None:
    with pytest.raises(LogNotOpened):
        given(System).import_areas(count=96, source="国家统计局2023", digest=DIGEST)


def test_an_empty_division_list_is_refused() -> None:
    with pytest.raises(DivisionListEmpty):
        given(System, OPENED).import_areas(count=0, source="国家统计局2023", digest=DIGEST)


def test_the_same_division_list_is_not_imported_twice() -> None:
    with pytest.raises(DivisionListAlreadyImported):
        given(System, OPENED, IMPORTED).import_areas(count=96, source="再次", digest=DIGEST)


def test_another_division_list_takes_its_place() -> None:
    system = given(System, OPENED, IMPORTED)

    event = system.import_areas(count=95, source="国家统计局2024", digest="cd" * 32)

    assert event == AreaImported(count=95, source="国家统计局2024", digest="cd" * 32)


@pytest.mark.parametrize("version", [None, 1])
def test_the_opening_is_never_voided(version: int | None) -> None:
    with pytest.raises(LogAlreadyOpened):
        given(System, OPENED, IMPORTED).void(reason="误启用", version=version)


def test_the_opening_is_never_corrected() -> None:
    with pytest.raises(LogAlreadyOpened):
        given(System, OPENED).correct(
            original=recorded(OPENED),
            whole=LogOpened(mode=LogMode.PRODUCTION),
            field="mode",
            old="demonstration",
            new="production",
            reason="误选",
        )


def test_an_import_is_corrected_and_voided_like_any_entry() -> None:
    system = given(System, OPENED, IMPORTED)
    whole = AreaImported(count=95, source="国家统计局2023", digest=DIGEST)

    corrected = system.correct(
        original=recorded(IMPORTED, version=2),
        whole=whole,
        field="count",
        old="96",
        new="95",
        reason="多数了一行",
    )

    assert corrected.whole.event == whole
    assert system.void(reason="文件有误", version=2).version == 2


def accept(system: System, digest: str = DIGEST, *, rows: int = 3) -> ImportBatchAccepted:
    return system.accept_import(
        kind=ImportKind.RESIDENTS, digest=digest, rows=rows, accepted=1, rejected=1, duplicates=1
    )


def test_what_came_of_an_import_is_said_with_its_counts() -> None:
    """`domain.md` 12.2, and Appendix E, ImportBatchAccepted."""
    assert accept(given(System, OPENED)) == ImportBatchAccepted(
        kind=ImportKind.RESIDENTS, digest=DIGEST, rows=3, accepted=1, rejected=1, duplicates=1
    )
    with pytest.raises(ImportCountsDisagree):
        accept(given(System, OPENED), rows=4)
    with pytest.raises(ImportDigestMalformed):
        accept(given(System, OPENED), "名册.xlsx")
    with pytest.raises(LogNotOpened):
        accept(given(System))


def test_a_sheet_is_turned_down_unless_it_was_written() -> None:
    """`domain.md` Appendix E, ImportBatchRejected."""
    system = given(System, OPENED)
    turned_down = system.reject_import(digest=DIGEST, reason="缺少告知")

    assert turned_down == ImportBatchRejected(digest=DIGEST, reason="缺少告知")
    with pytest.raises(ImportAlreadyAccepted):
        given(System, OPENED, accept(system)).reject_import(digest=DIGEST, reason="缺少告知")
    assert accept(given(System, OPENED, turned_down)).rows == 3


MOVES: tuple[Callable[[System, st.DataObject], Event], ...] = (
    lambda system, _: system.open(mode=LogMode.DEMONSTRATION),
    lambda system, _: system.import_areas(count=96, source="甲", digest="ab" * 32),
    lambda system, _: system.import_areas(count=95, source="乙", digest="cd" * 32),
    lambda system, _: accept(system),
    lambda system, _: system.reject_import(digest=DIGEST, reason="缺少告知"),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_log_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(System, (OPENED, IMPORTED), MOVES, chance)

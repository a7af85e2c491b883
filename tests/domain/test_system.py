"""The log's own record: opened once, what it is for never changes (`architecture.md`, The log)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.appeal import Promise
from domain.calendar import (
    PUBLISHED,
    CalendarDay,
    CalendarNoticeContradictsItself,
    CalendarNoticeLeavesGap,
    Clock,
    DayKind,
)
from domain.system import (
    AreaImported,
    CalendarYearLoaded,
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
    PetitionPromiseTooLong,
    ProductionHasNoStory,
    SlaTableChanged,
    SlaTableIncomplete,
    SlaTableInThePast,
    StoryClockIncomplete,
    System,
    SystemVoided,
    VersionTaken,
)
from domain.words import AppealCategory, ImportKind, LogMode, Regime, Track
from support.histories import given, recorded
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event, Rejected

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


PROMPT = Promise(track=Track.PROMPT, close=Clock.wd(4), extension=Clock.wd(2))
COORDINATED = Promise(track=Track.COORDINATED, close=Clock.wd(12), extension=Clock.wd(10))
OPEN = Promise(track=Track.OPEN, close=Clock.wd(12), extension=Clock.wd(10))
NEW_TABLE = (PROMPT, COORDINATED, OPEN)
NOTICE = (
    CalendarDay(date(2027, 1, 1), DayKind.DAY_OFF),
    CalendarDay(date(2027, 2, 20), DayKind.WORKDAY),
)
LOADED = CalendarYearLoaded(
    year=2027, document_number="国办发明电〔2026〕9号", days=NOTICE, calendar_version="2026-11-30"
)


def loading(system: System, **said: Any) -> CalendarYearLoaded:
    given_now: dict[str, Any] = {
        "year": 2027,
        "document_number": "国办发明电〔2026〕9号",
        "days": NOTICE,
        "calendar_version": "2026-11-30",
    }
    return system.load_calendar_year(calendar=system.calendar(), **(given_now | said))


def changing(system: System, **said: Any) -> SlaTableChanged:
    given_now: dict[str, Any] = {
        "sla_version": "2022-09-01",
        "valid_from": date(2022, 9, 1),
        "rows": NEW_TABLE,
        "reason": "新承诺",
        "on": date(2022, 8, 5),
    }
    return system.change_sla_table(**(given_now | said))


def test_a_notice_that_is_loaded_makes_its_year_known() -> None:
    before, after = given(System, OPENED), given(System, OPENED, LOADED)

    assert loading(before) == LOADED
    assert before.calendar().horizon == date(2026, 12, 31)
    assert after.calendar().horizon == date(2027, 12, 31)
    assert after.calendar().version == "2026-11-30"
    assert after.calendar().is_workday(date(2027, 2, 20))


def test_a_changed_notice_of_the_same_year_takes_the_place_of_the_first() -> None:
    system = given(System, OPENED, LOADED)

    changed = loading(system, days=NOTICE[:1], calendar_version="2027-01-10")
    system.take(changed)

    assert not system.calendar().is_workday(date(2027, 2, 20))
    assert system.calendar().version == "2027-01-10"


def test_a_notice_that_was_voided_is_not_counted_by() -> None:
    system = given(System, OPENED, LOADED, SystemVoided(version=2, reason="年份弄错"))

    assert system.calendar() == PUBLISHED


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"calendar_version": PUBLISHED.version}, VersionTaken),
        ({"year": 2050}, CalendarNoticeLeavesGap),
        (
            {"days": (*NOTICE, replace(NOTICE[0], kind=DayKind.WORKDAY))},
            CalendarNoticeContradictsItself,
        ),
        (
            {"days": (CalendarDay(date(2026, 5, 1), DayKind.DAY_OFF),)},
            CalendarNoticeContradictsItself,
        ),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    said: dict[str, object], refusal: type[Rejected]
) -> None:
    with pytest.raises(refusal):
        loading(given(System, OPENED), **said)


def test_nothing_is_loaded_before_the_log_is_open() -> None:
    with pytest.raises(LogNotOpened):
        loading(given(System))
    with pytest.raises(LogNotOpened):
        changing(given(System))


def test_a_new_table_of_promises_holds_from_its_day_on() -> None:
    event = changing(given(System, OPENED))
    sla = given(System, OPENED, event).sla

    def close(on: date) -> Clock:
        return sla.promise(Track.PROMPT, Regime.ORDINARY, AppealCategory.SUBSIDY, on=on).close

    assert close(date(2022, 8, 31)) == Clock.wd(5)
    assert close(date(2022, 9, 1)) == Clock.wd(4)
    assert sla.on(date(2022, 9, 1)).version == "2022-09-01"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"sla_version": "2022-03-01"}, VersionTaken),
        ({"rows": NEW_TABLE[:2]}, SlaTableIncomplete),
        ({"valid_from": date(2022, 8, 4)}, SlaTableInThePast),
        (
            {"rows": (PROMPT, COORDINATED, replace(OPEN, close=Clock.cd(61)))},
            PetitionPromiseTooLong,
        ),
        (
            {"rows": (PROMPT, COORDINATED, replace(OPEN, extension=Clock.cd(31)))},
            PetitionPromiseTooLong,
        ),
        (
            {"rows": (PROMPT, COORDINATED, replace(OPEN, close=Clock.wd(31)))},
            PetitionPromiseTooLong,
        ),
        ({"rows": (PROMPT, COORDINATED, replace(OPEN, close=Clock.md(2)))}, PetitionPromiseTooLong),
    ],
)
def test_a_table_that_cannot_be_is_refused(
    said: dict[str, object], refusal: type[Rejected]
) -> None:
    """信访工作条例 art 34: 60 days, and 30 more once; our own promises may only be shorter."""
    with pytest.raises(refusal):
        changing(given(System, OPENED), **said)


@pytest.mark.parametrize("close", [Clock.cd(60), Clock.wd(30), Clock.md(1), Clock.at()])
def test_a_petition_may_be_promised_what_the_law_allows(close: Clock) -> None:
    rows = (PROMPT, COORDINATED, replace(OPEN, close=close, extension=Clock.cd(30)))

    assert changing(given(System, OPENED), rows=rows).rows == rows


def test_a_later_table_does_not_begin_before_the_one_it_follows() -> None:
    system = given(System, OPENED, changing(given(System, OPENED)))

    with pytest.raises(SlaTableInThePast):
        changing(system, sla_version="2022-08-20", valid_from=date(2022, 8, 20))


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


def test_a_sheet_may_bring_nothing_but_its_rows_are_all_accounted_for() -> None:
    """`domain.md` 12.2: no row is lost, none is counted twice."""

    def counted(accepted: int, rejected: int, duplicates: int) -> ImportBatchAccepted:
        return given(System, OPENED).accept_import(
            kind=ImportKind.RESIDENTS,
            digest=DIGEST,
            rows=3,
            accepted=accepted,
            rejected=rejected,
            duplicates=duplicates,
        )

    for counts in ((3, 0, 0), (0, 3, 0), (0, 0, 3)):
        event = counted(*counts)
        assert (event.accepted, event.rejected, event.duplicates) == counts
    for counts in ((4, -1, 0), (1, 1, 0), (2, 2, 0)):
        with pytest.raises(ImportCountsDisagree):
            counted(*counts)


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
    lambda system, _: loading(system),
    lambda system, _: changing(system),
    lambda system, _: accept(system),
    lambda system, _: system.reject_import(digest=DIGEST, reason="缺少告知"),
)


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_a_log_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(System, (OPENED, IMPORTED, LOADED), MOVES, chance)

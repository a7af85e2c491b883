"""A preview says of every row what the desk would say, and leaves nothing behind (`domain.md` 12.2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.casework.claims import month_lock
from domain.words import ImportKind
from support.importing import RESIDENT_HEADER, a_resident_row, number, xlsx
from support.office import TOWN_OFFICER

if TYPE_CHECKING:
    from support.importing import Importer

MEMBERS = ("姓名", "村(社区)", "职务", "任职日期", "任职文号")
FILED = (*RESIDENT_HEADER, "建档日期")


def a_member(name: str, post: str = "委员") -> tuple[str, ...]:
    return (name, "示例村", post, "2022-03-01", "残发〔2022〕5号")


def test_a_row_that_a_rule_would_refuse_is_shown_before_anything_is_written(
    importer: Importer,
) -> None:
    content = xlsx(MEMBERS, a_member("李示例", "主席"), a_member("王示例"))

    preview = importer.preview(content, kind=ImportKind.MEMBERS)

    (reason,) = preview.reasons
    assert (preview.ready, preview.refused) == (1, 1)
    assert (reason.row, reason.column, reason.rule) == (2, None, "ChairTaken")
    assert reason.chinese == "此期间已有主席, 请先办理原主席离任。"
    assert preview.error_sheet is not None


def test_a_row_is_judged_after_those_before_it_so_that_the_confirmation_agrees(
    importer: Importer,
) -> None:
    """Nine members at most sit in an association (10.7): with the chair there is room for eight."""
    content = xlsx(MEMBERS, *(a_member(f"{name}示例") for name in "甲乙丙丁戊己庚辛壬癸"))

    preview = importer.preview(content, kind=ImportKind.MEMBERS)
    outcome = importer.confirm(content, kind=ImportKind.MEMBERS)

    assert (preview.ready, preview.refused) == (8, 2)
    assert (outcome.accepted, outcome.rejected) == (8, 2)
    assert [each.row for each in preview.reasons] == [10, 11]


def test_what_this_very_file_wrote_is_in_order_and_what_another_did_is_a_duplicate(
    importer: Importer,
) -> None:
    content = xlsx(MEMBERS, a_member("李示例"))
    importer.confirm(content, kind=ImportKind.MEMBERS)

    again = importer.preview(content, kind=ImportKind.MEMBERS)
    by_another = importer.preview(content, kind=ImportKind.MEMBERS, actor=TOWN_OFFICER)

    assert (again.ready, again.repeated, again.duplicates) == (1, 1, 0)
    assert (by_another.ready, by_another.duplicates) == (0, 1)


def test_what_is_dated_in_a_locked_month_is_refused_to_the_town(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """10.0: an occurrence before the last locked month is the district's to write down."""
    content = xlsx(
        FILED,
        (*a_resident_row(1), date(2022, 4, 10)),
        (*a_resident_row(2), date(2022, 6, 10)),
    )
    locked = frozenset({month_lock(date(2022, 4, 1))})
    monkeypatch.setattr(type(importer.log), "held", lambda _, keys: locked & frozenset(keys))

    preview = importer.preview(content, actor=TOWN_OFFICER)

    assert [(each.row, each.rule) for each in preview.reasons] == [(2, "MonthLocked")]
    assert importer.preview(content).ready == 2


def test_a_preview_leaves_no_event_no_key_and_no_claim(importer: Importer) -> None:
    tables = ("events", "keys", "reservations", "tokens", "commands")

    def counted() -> list[int]:
        return [
            importer.log.select(f"select count(*) from {{schema}}.{table}")[0][0]
            for table in tables
        ]

    before = counted()
    residents = xlsx(RESIDENT_HEADER, *(a_resident_row(each) for each in range(30)))
    importer.preview(residents)
    importer.preview(xlsx(MEMBERS, a_member("王示例")), kind=ImportKind.MEMBERS)

    assert counted() == before
    assert importer.log.holder(importer.office.vault.token("identity", number(1))) is None
    assert importer.confirm(residents).accepted == 30

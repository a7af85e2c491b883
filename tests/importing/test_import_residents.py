"""The register of residents, imported: previewed first, each row a command, nothing written twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from application.opening import plain
from application.refusals import NotYours
from domain.association import Association
from domain.resident import NoticeGiven, ResidentRegistered
from domain.system import ImportBatchAccepted
from domain.words import Channel, ImportKind
from eventstore.append import LogUnavailable
from support.casework import a_resident
from support.importing import (
    RESIDENT_HEADER,
    a_resident_row,
    csv,
    number,
    rows_of,
    xls,
    xlsx,
)
from support.office import COMMISSIONER, LOG_ITSELF, TOWN_OFFICER

if TYPE_CHECKING:
    from support.importing import Importer

TITLES = (("某镇残疾人名册",), ("截至2022年6月", None, "制表: 某某"))


def test_scenario_16_a_damaged_number_is_refused_with_its_row_and_the_others_survive(
    importer: Importer,
) -> None:
    """`domain.md` Appendix B, 16."""
    content = xlsx(
        RESIDENT_HEADER,
        a_resident_row(1),
        a_resident_row(2, 身份证号=1.10105e17),
        a_resident_row(3),
    )

    outcome = importer.confirm(content)

    assert (outcome.rows, outcome.accepted, outcome.rejected) == (3, 2, 1)
    assert outcome.error_sheet is not None
    header, refused = rows_of(outcome.error_sheet)
    assert header == [*RESIDENT_HEADER, "错误说明"]
    assert refused[1] == "110105000000000000" or "E+17" in refused[1]
    assert refused[-1] == (
        "身份证号: 身份证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。"
    )


def test_a_preview_writes_nothing(importer: Importer) -> None:
    before = importer.log.last_position()

    preview = importer.preview(xlsx(*TITLES, RESIDENT_HEADER, a_resident_row(1), a_resident_row(2)))

    assert importer.log.last_position() == before
    assert (preview.rows, preview.ready, preview.refused, preview.duplicates) == (2, 2, 0, 0)
    assert preview.columns == ("姓名", "身份证号", "村(社区)", "住址", "告知书版本")
    assert preview.error_sheet is None


def test_a_preview_shows_numbers_and_addresses_in_part_only(importer: Importer) -> None:
    preview = importer.preview(xlsx(RESIDENT_HEADER, a_resident_row(1)))

    (row,) = preview.first
    assert row[1:3] == ("李示例", f"990000********{number(1)[-4:]}")
    assert number(1) not in str(preview)


def test_a_row_is_the_events_that_registering_by_hand_makes_and_says_that_it_was_imported(
    importer: Importer,
) -> None:
    importer.confirm(xlsx(RESIDENT_HEADER, a_resident_row(1)), actor=TOWN_OFFICER)

    resident = importer.log.holder(importer.office.vault.token("identity", number(1)))
    assert resident is not None
    registered, notice = importer.log.history(resident)
    assert isinstance(registered.event, ResidentRegistered)
    assert isinstance(notice.event, NoticeGiven)
    for each in (registered, notice):
        assert each.envelope.channel is Channel.IMPORT
        assert each.envelope.actor == TOWN_OFFICER.id
        assert each.envelope.command is not None
    facts = plain(registered.event, importer.office.vault)
    assert facts["name"] == "李示例"
    assert facts["birth_date"] == "1960-05-01"
    assert registered.event.association == importer.village
    assert notice.event.notice.text_version == "2022-03"


def test_what_came_of_an_import_is_said_in_the_log_without_anything_personal(
    importer: Importer,
) -> None:
    content = xlsx(
        RESIDENT_HEADER, a_resident_row(1), a_resident_row(1), a_resident_row(2, 身份证号="1")
    )
    batch = importer.batch(content)

    outcome = batch.confirm(at=lambda: importer.front.now)

    said = importer.front.last(LOG_ITSELF)
    assert said.event == ImportBatchAccepted(
        kind=ImportKind.RESIDENTS,
        digest=batch.digest,
        rows=3,
        accepted=1,
        rejected=1,
        duplicates=1,
    )
    assert said.position == outcome.position
    assert said.envelope.channel is Channel.IMPORT


def test_the_same_file_again_writes_nothing(importer: Importer) -> None:
    content = xlsx(RESIDENT_HEADER, *(a_resident_row(each) for each in range(40)))
    first = importer.confirm(content)
    last = importer.log.last_position()

    second = importer.confirm(content)

    assert importer.log.last_position() == last
    assert (second.rows, second.accepted, second.rejected, second.duplicates) == (40, 40, 0, 0)
    assert second.position == first.position
    assert importer.preview(content).repeated == 40


def test_an_import_that_was_killed_goes_on_where_it_stopped(importer: Importer) -> None:
    content = xlsx(RESIDENT_HEADER, *(a_resident_row(each) for each in range(700)))
    batch = importer.batch(content)

    def killed(done: int) -> None:
        raise LogUnavailable

    with pytest.raises(LogUnavailable):
        batch.confirm(at=lambda: importer.front.now, progress=killed)
    written = importer.log.last_position()
    assert not isinstance(importer.front.last(LOG_ITSELF).event, ImportBatchAccepted)

    outcome = importer.confirm(content)

    assert (outcome.rows, outcome.accepted) == (700, 700)
    assert importer.log.last_position() == written + (700 - 512) * 2 + 1


def test_a_file_that_another_officer_imported_is_all_duplicates(importer: Importer) -> None:
    content = xlsx(RESIDENT_HEADER, a_resident_row(1), a_resident_row(2))
    importer.confirm(content)

    outcome = importer.confirm(content, actor=TOWN_OFFICER)

    assert (outcome.accepted, outcome.duplicates) == (0, 2)
    assert outcome.error_sheet is None, "there is nothing to put right"


def test_duplicates_are_shown_within_the_file_and_against_the_log(importer: Importer) -> None:
    a_resident(importer.front, importer.village, number=number(5))
    content = xlsx(RESIDENT_HEADER, a_resident_row(1), a_resident_row(1), a_resident_row(5))

    preview = importer.preview(content)

    assert (preview.ready, preview.refused, preview.duplicates) == (1, 0, 2)
    assert [(each.row, each.rule) for each in preview.reasons] == [
        (3, "TwiceInThisFile"),
        (4, "AlreadyOnFile"),
    ]


def test_the_error_sheet_is_corrected_and_imported(importer: Importer) -> None:
    content = xlsx(
        *TITLES,
        ("序号", *RESIDENT_HEADER),
        (1, *a_resident_row(1)),
        (2, *a_resident_row(2, 姓名="张三/李四")),
        (3, *a_resident_row(3, 姓名=None)),
    )
    outcome = importer.confirm(content)
    assert outcome.error_sheet is not None
    rows = rows_of(outcome.error_sheet)
    assert rows[:2] == [
        ["某镇残疾人名册", *[""] * 6],
        ["截至2022年6月", "", "制表: 某某", *[""] * 4],
    ]
    assert [row[0] for row in rows[3:]] == ["2", "3"]

    rows[3][1], rows[4][1] = "张三", "李四"
    again = importer.confirm(xlsx(*rows))

    assert (again.rows, again.accepted) == (2, 2)


def test_an_error_sheet_with_new_errors_has_one_column_of_errors(importer: Importer) -> None:
    content = xlsx(RESIDENT_HEADER, a_resident_row(1, 姓名=None, 住址=None))
    first = importer.confirm(content)
    assert first.error_sheet is not None

    second = importer.confirm(first.error_sheet)

    assert second.error_sheet is not None
    header, row = rows_of(second.error_sheet)
    assert header.count("错误说明") == 1
    assert row[-1] == "姓名: 必填, 不能为空。 住址: 必填, 不能为空。"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@某"])
def test_what_a_spreadsheet_would_run_is_guarded_in_the_error_sheet_and_read_as_it_was(
    importer: Importer, text: str
) -> None:
    """`domain.md` 12.2, formula injection."""
    content = csv(RESIDENT_HEADER, a_resident_row(1, 住址=text, 姓名=""))
    refused = importer.confirm(content).error_sheet
    assert refused is not None
    rows = rows_of(refused)
    assert rows[1][3] == f"'{text}"

    rows[1][0] = "王示例"
    importer.confirm(xlsx(*rows))

    resident = importer.log.holder(importer.office.vault.token("identity", number(1)))
    assert resident is not None
    facts = plain(importer.log.history(resident)[0].event, importer.office.vault)
    assert facts["address"] == text


@pytest.mark.parametrize(
    "content",
    [
        xls(RESIDENT_HEADER, a_resident_row(1)),
        csv(RESIDENT_HEADER, a_resident_row(1), encoding="gb18030"),
        csv(RESIDENT_HEADER, a_resident_row(1), encoding="utf-8"),
        csv(RESIDENT_HEADER, a_resident_row(1), encoding="utf-16", separator="\t"),
    ],
    ids=["xls", "gb18030", "utf-8", "utf-16"],
)
def test_every_form_of_file_is_imported(importer: Importer, content: bytes) -> None:
    assert importer.confirm(content).accepted == 1


def test_what_is_said_for_the_whole_file_holds_where_a_row_says_nothing(importer: Importer) -> None:
    content = xlsx(RESIDENT_HEADER, a_resident_row(1, 告知书版本=None))

    (reason,) = importer.preview(content).reasons
    outcome = importer.batch(content, notice="2022-05").confirm(at=lambda: importer.front.now)

    assert (reason.column, reason.rule) == ("告知书版本", "NoticeNotGiven")
    assert outcome.accepted == 1


def test_a_commissioner_imports_nothing(importer: Importer) -> None:
    with pytest.raises(NotYours):
        importer.batch(xlsx(RESIDENT_HEADER, a_resident_row(1)), actor=COMMISSIONER)


@pytest.mark.parametrize("kind", [ImportKind.CERTIFICATES, ImportKind.AREAS])
def test_what_the_district_alone_may_write_it_alone_imports(
    importer: Importer, kind: ImportKind
) -> None:
    with pytest.raises(NotYours):
        importer.batch(xlsx(RESIDENT_HEADER), kind=kind, actor=TOWN_OFFICER)


def test_a_town_officer_imports_inside_the_town_only(importer: Importer) -> None:
    content = xlsx(
        RESIDENT_HEADER,
        a_resident_row(1),
        a_resident_row(2, **{"村(社区)": "翠湖社区"}),
        a_resident_row(3, **{"村(社区)": "320371006001"}),
    )

    preview = importer.preview(content, actor=TOWN_OFFICER)
    outcome = importer.confirm(content, actor=TOWN_OFFICER)

    assert [(each.row, each.rule) for each in preview.reasons] == [
        (3, "OutOfYourArea"),
        (4, "OutOfYourArea"),
    ]
    assert (outcome.accepted, outcome.rejected) == (1, 2)
    assert importer.front.fold(Association, importer.elsewhere).code == "320371006001"


def test_an_import_of_2000_rows_end_to_end(importer: Importer) -> None:
    rows = [a_resident_row(each) for each in range(2_000)]
    rows[700] = a_resident_row(700, 身份证号=1.10105e17)
    rows[1_500] = a_resident_row(3)
    moved: list[int] = []

    before = importer.log.last_position()
    outcome = importer.batch(xlsx(*TITLES, RESIDENT_HEADER, *rows, ("合计", 2_000))).confirm(
        at=lambda: importer.front.now, progress=moved.append
    )

    assert (outcome.rows, outcome.accepted, outcome.rejected, outcome.duplicates) == (
        2_000,
        1_998,
        1,
        1,
    )
    assert moved == [512, 1_024, 1_536, 2_000]
    assert importer.log.last_position() == before + 1_998 * 2 + 1

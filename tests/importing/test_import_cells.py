"""Every nasty cell of `domain.md` 12.2, with what people are told about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.opening import plain
from domain.words import ImportKind
from support.importing import RESIDENT_HEADER, a_resident_row, number, xls, xlsx

if TYPE_CHECKING:
    from support.importing import Importer


@pytest.mark.parametrize(
    ("changed", "column", "chinese"),
    [
        (
            {"身份证号": 1.10105e17},
            "身份证号",
            "身份证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。",
        ),
        (
            {"身份证号": "1.10105E+17"},
            "身份证号",
            "身份证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。",
        ),
        (
            {"身份证号": 110105194912310020},
            "身份证号",
            "身份证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。",
        ),
        ({"身份证号": "99000019520307001"}, "身份证号", "身份证号应为18位(旧号15位), 请核对位数。"),
        ({"身份证号": "990000195203070011"}, "身份证号", "身份证号校验位不符, 请逐位核对。"),
        (
            {"身份证号": "990000199002290014"},
            "身份证号",
            "身份证号第7至14位不是存在的日期, 请核对。",
        ),
        ({"身份证号": "13900000001"}, "身份证号", "这里填的像是手机号, 请填写身份证号。"),
        ({"身份证号": None}, "身份证号", "必填, 不能为空。"),
        ({"姓名": "张三/李四"}, "姓名", "一格里写了两个人, 请一人一行分开填写。"),
        ({"姓名": "张三、李四"}, "姓名", "一格里写了两个人, 请一人一行分开填写。"),
        ({"姓名": "张三\n李四"}, "姓名", "一格里写了两个人, 请一人一行分开填写。"),
        ({"姓名": "张三丰 李四光"}, "姓名", "一格里写了两个人, 请一人一行分开填写。"),
        ({"姓名": "#N/A"}, "姓名", "这一格是公式错误(如 #N/A), 请改为实际内容。"),
        ({"住址": "长" * 4_001}, "住址", "内容过长, 最多4000字。"),
        (
            {"村(社区)": "不存在村"},
            "村(社区)",
            "没有找到这个村(社区)残协, 请核对名称, 或填写12位区划代码。",
        ),
        ({"村(社区)": None}, "村(社区)", "必填, 不能为空。"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(
    importer: Importer, changed: dict[str, object], column: str, chinese: str
) -> None:
    content = xlsx(RESIDENT_HEADER, a_resident_row(1, **changed), a_resident_row(2))

    preview = importer.preview(content)

    (reason,) = preview.reasons
    assert (reason.row, reason.column, reason.chinese) == (2, column, chinese)
    assert preview.ready == 1, "other rows survive"


def test_a_row_tells_all_its_faults_at_once(importer: Importer) -> None:
    row = a_resident_row(1, 姓名=None, 身份证号="1", 住址=None)

    assert importer.reasons(RESIDENT_HEADER, row) == [
        (2, "身份证号", "IdentityNumberHasWrongLength"),
        (2, "姓名", "CellMissing"),
        (2, "住址", "CellMissing"),
    ]


def test_what_looks_the_same_is_made_the_same(importer: Importer) -> None:
    wide = number(1).translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789"})
    row = a_resident_row(1, 身份证号=f" {wide[:6]} {wide[6:]}\u200b", 姓名="李 例")

    outcome = importer.confirm(xlsx(RESIDENT_HEADER, row))

    assert outcome.accepted == 1
    resident = importer.log.holder(importer.office.vault.token("identity", number(1)))
    assert resident is not None
    facts = plain(importer.log.history(resident)[0].event, importer.office.vault)
    assert (facts["identity_number"], facts["name"]) == (number(1), "李例")


@pytest.mark.parametrize("name", ["阿依古丽·买买提", "欧阳 修", "李和平", "𬱖㛃", "Anna Schmidt"])
def test_a_name_of_one_person_is_taken(importer: Importer, name: str) -> None:
    preview = importer.preview(xlsx(RESIDENT_HEADER, a_resident_row(1, 姓名=name)))

    assert preview.reasons == ()


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"性别": "男"}, None),
        ({"性别": "女"}, "SexDisagreesWithNumber"),
        ({"出生日期": "1960.5.1"}, None),
        ({"出生日期": "1960年5月"}, None),
        ({"出生日期": date(1960, 5, 1)}, None),
        ({"出生日期": "1960.5.2"}, "BirthDateDisagreesWithNumber"),
        ({"出生日期": "1961年5月"}, "BirthDateDisagreesWithNumber"),
        ({"残疾类别": "肢体"}, None),
        ({"残疾类别": "04"}, None),
        ({"残疾类别": 4}, None),
        ({"残疾类别": "其他"}, "CellNotAChoice"),
        ({"残疾等级": "二级"}, None),
        ({"残疾等级": "Ⅱ"}, None),
        ({"残疾等级": "五级"}, "CellNotAChoice"),
        ({"建档日期": "2022.3.5"}, None),
        ({"建档日期": "2022年3月"}, "DateWithoutDay"),
        ({"建档日期": "2022-02-30"}, "DateNotThere"),
        ({"建档日期": "22.3.5"}, "DateWithShortYear"),
        ({"建档日期": "去年"}, "DateNotUnderstood"),
        ({"建档日期": 44625}, None),
    ],
)
def test_a_column_beside_those_required_is_read_too(
    importer: Importer, said: dict[str, object], rule: str | None
) -> None:
    ((name, cell),) = said.items()
    man = number(2)
    assert int(man[16]) % 2 == 1
    preview = importer.preview(
        xlsx((*RESIDENT_HEADER, name), (*a_resident_row(2, 身份证号=man), cell))
    )

    assert name in preview.columns
    assert [each.rule for each in preview.reasons] == ([] if rule is None else [rule])


def test_the_day_of_an_import_is_the_days_of_its_rows(importer: Importer) -> None:
    header = (*RESIDENT_HEADER, "建档日期")
    rows = [
        (*a_resident_row(1), 44625),
        (*a_resident_row(2), "２０２２．３．５"),
        (*a_resident_row(3), date(2022, 3, 5)),
        (*a_resident_row(4), "2022年3月5日"),
        (*a_resident_row(5), 20220305),
    ]

    assert importer.confirm(xlsx(header, *rows[:2])).accepted == 2
    assert importer.confirm(xls(header, *rows[2:])).accepted == 3

    for sequence in range(1, 6):
        resident = importer.log.holder(importer.office.vault.token("identity", number(sequence)))
        assert resident is not None
        assert importer.log.history(resident)[0].occurred_on == date(2022, 3, 5)


def test_a_rule_of_the_casework_refuses_a_row_as_it_refuses_a_person(importer: Importer) -> None:
    content = xlsx((*RESIDENT_HEADER, "建档日期"), (*a_resident_row(1), "2022-06-16"))

    outcome = importer.confirm(content)

    assert outcome.rejected == 1
    assert outcome.error_sheet is not None


def test_no_reason_repeats_what_stands_in_the_cell(importer: Importer) -> None:
    row = ("秘密甲/秘密乙", "123456", "秘密村", None, None)

    preview = importer.preview(xlsx(RESIDENT_HEADER, row))

    assert len(preview.reasons) == 5
    assert not any("秘密" in each.chinese or "123456" in each.chinese for each in preview.reasons)
    assert preview.kind is ImportKind.RESIDENTS

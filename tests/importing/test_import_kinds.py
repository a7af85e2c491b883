"""The other sheets: certificates, members, areas and open appeals, each by a command that exists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from application.opening import plain
from domain.appeal import Appeal, AppealRegistered
from domain.association import Association
from domain.resident import Resident
from domain.words import (
    AppealChannel,
    Appellant,
    CertificateOrigin,
    CertificateState,
    ImportKind,
    MemberPost,
    Regime,
)
from importing.kinds import KINDS, kind_of
from sheets.files import open_sheet
from sheets.header import recognise
from sheets.refusals import ColumnsMissing
from sheets.writing import template
from support.casework import a_resident
from support.importing import number, xlsx
from support.office import TODAY, TOWN_OFFICER

if TYPE_CHECKING:
    from support.importing import Importer

CERTIFICATES = ("残疾人证号", "残疾类别", "残疾等级", "发证日期", "有效期至")
MEMBERS = ("姓名", "村(社区)", "职务", "任职日期", "任职文号", "是否村书记", "身份证号")
AREAS = ("社区", "自然村")
APPEALS = (
    "姓名",
    "身份证号",
    "诉求渠道",
    "诉求内容",
    "登记日期",
    "已复述确认",
    "办理状态",
    "工单编号",
    "村",
)


def test_the_kinds_are_those_of_the_words() -> None:
    assert {kind.word for kind in KINDS} == set(ImportKind)
    assert all(kind_of(kind.word) is kind for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_the_template_of_a_kind_is_recognised_whole(kind: object) -> None:
    chosen = next(each for each in KINDS if each is kind)
    sheet = open_sheet(template([column.chinese for column in chosen.columns]))

    layout = recognise(sheet, chosen.columns)

    assert layout.unknown == ()
    assert set(layout.places) == {column.field for column in chosen.columns}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_no_two_columns_of_a_kind_share_a_name(kind: object) -> None:
    chosen = next(each for each in KINDS if each is kind)
    names = [name for column in chosen.columns for name in column.names]

    assert sorted(names) == sorted(set(names))


def test_a_certificate_is_entered_as_the_national_base_has_it(importer: Importer) -> None:
    resident = a_resident(importer.front, importer.village, number=number(1))
    row = (f"{number(1)}42B1", "肢体", "二级", "2022.3.1", None)

    outcome = importer.confirm(xlsx(CERTIFICATES, row), kind=ImportKind.CERTIFICATES)

    assert outcome.accepted == 1
    person = importer.front.fold(Resident, resident)
    assert person.certificate.state is CertificateState.VALID
    assert person.certificate.valid_to == date(2032, 3, 1)
    assert person.certificate.losses == 1
    facts = plain(importer.front.last(resident).event, importer.office.vault)
    assert facts["source"] == {"origin": CertificateOrigin.NATIONAL_IMPORT, "as_of": TODAY}
    assert facts["card"]["issuing_organisation"] == "320371"


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        (number(1), "CertificateNumberIsIdentityNumber"),
        (f"{number(1)}82", "CertificateNumberCategoryUnknown"),
        (f"{number(1)}423", "CertificateNumberHasWrongLength"),
        (f"{number(1)}42B", None),
        (f"{number(2)}42", "ResidentNotFound"),
        (1.10105e19, "CertificateNumberDamagedBySpreadsheet"),
        ("1.10105E+19", "CertificateNumberDamagedBySpreadsheet"),
    ],
)
def test_a_certificate_number_is_checked_before_anything_is_written(
    importer: Importer, typed: object, rule: str | None
) -> None:
    """`domain.md` 1.3."""
    a_resident(importer.front, importer.village, number=number(1))

    reasons = importer.reasons(
        CERTIFICATES, (typed, None, None, "2022.3.1", None), kind=ImportKind.CERTIFICATES
    )

    assert reasons == ([] if rule is None else [(2, "残疾人证号", rule)])


def test_category_and_grade_beside_the_number_must_be_the_numbers(importer: Importer) -> None:
    a_resident(importer.front, importer.village, number=number(1))
    row = (f"{number(1)}42", "听力残疾", "三级", "2022.3.1", None)

    assert importer.reasons(CERTIFICATES, row, kind=ImportKind.CERTIFICATES) == [
        (2, "残疾类别", "CertificateNumberDisagrees"),
        (2, "残疾等级", "CertificateNumberDisagrees"),
    ]


def test_a_certificate_that_is_held_is_a_duplicate(importer: Importer) -> None:
    a_resident(importer.front, importer.village, number=number(1))
    row = (f"{number(1)}42", None, None, "2022.3.1", "2032-03-01")
    importer.confirm(xlsx(CERTIFICATES, row), kind=ImportKind.CERTIFICATES)

    outcome = importer.confirm(xlsx(CERTIFICATES, row, row), kind=ImportKind.CERTIFICATES)

    assert (outcome.accepted, outcome.duplicates) == (0, 2)


def test_members_are_appointed_and_a_month_means_its_first_day(importer: Importer) -> None:
    resident = a_resident(importer.front, importer.village, number=number(1))
    rows = [
        ("陈示例", "示例村", "副主席", "2022年3月", "残发〔2022〕5号", "否", None),
        ("周示例", "示例村", "委员", "2022.4", "残发〔2022〕5号", None, number(1)),
        ("吴示例", "示例村", "队长", "2022.4", "残发〔2022〕5号", None, None),
    ]

    outcome = importer.confirm(xlsx(MEMBERS, *rows), kind=ImportKind.MEMBERS, actor=TOWN_OFFICER)

    assert (outcome.accepted, outcome.rejected) == (2, 1)
    _, vice, member = importer.front.fold(Association, importer.village).seats
    assert (vice.post, vice.start_on) == (MemberPost.VICE_CHAIR, date(2022, 3, 1))
    assert (member.post, member.person) == (MemberPost.MEMBER, resident)
    again = importer.confirm(
        xlsx(MEMBERS, *rows[:2], rows[0]), kind=ImportKind.MEMBERS, actor=TOWN_OFFICER
    )
    assert (again.accepted, again.duplicates) == (0, 3)


def test_the_seats_of_an_association_are_filled_one_after_another(importer: Importer) -> None:
    rows = [
        (f"委员{each}", "示例村", "委员", "2022.4.1", "残发〔2022〕5号", None, None)
        for each in "甲乙丙丁戊己庚辛壬癸"
    ]

    outcome = importer.confirm(xlsx(MEMBERS, *rows), kind=ImportKind.MEMBERS)

    assert (outcome.accepted, outcome.rejected) == (8, 2)
    assert outcome.error_sheet is not None


def test_areas_are_assigned_once(importer: Importer) -> None:
    rows = [("示例村", "东庄"), ("示例村", "西庄"), ("翠湖社区", "东庄"), ("示例村", "东庄")]

    first = importer.confirm(xlsx(AREAS, *rows), kind=ImportKind.AREAS)
    second = importer.confirm(xlsx(AREAS, *rows[:2]), kind=ImportKind.AREAS)

    assert (first.accepted, first.duplicates) == (3, 1)
    assert (second.accepted, second.duplicates) == (0, 2)
    assert len(importer.front.fold(Association, importer.village).areas) == 3
    assert len(importer.front.fold(Association, importer.elsewhere).areas) == 1


def test_open_appeals_are_registered_on_their_day(importer: Importer) -> None:
    resident = a_resident(importer.front, importer.village, number=number(1))
    rows = [
        ("张示例", number(1), "来电", "轮椅坏了", "2022.5.9", "是", "办理中", None, None),
        ("李示例", None, "12345 热线", "补贴未到", "2022年5月10日", None, None, "XZ1", "示例村"),
        ("王示例", None, "走访", "想学手艺", "2022.5.11", None, None, None, "示例村"),
        ("赵示例", number(9), "来信", "要求康复", "2022.5.11", None, None, None, "示例村"),
        ("钱示例", None, "来信", "已经办好", "2022.5.11", None, "已办结", None, "示例村"),
    ]
    before = importer.log.last_position()

    outcome = importer.confirm(xlsx(APPEALS, *rows), kind=ImportKind.APPEALS, actor=TOWN_OFFICER)

    assert (outcome.accepted, outcome.rejected) == (2, 3)
    written = importer.log.read(after=before, limit=10)
    appeals = {
        each.event.channel: each for each in written if isinstance(each.event, AppealRegistered)
    }
    told = appeals[AppealChannel.PHONE]
    assert isinstance(told.event, AppealRegistered)
    assert (told.event.resident, told.occurred_on) == (resident, date(2022, 5, 9))
    hotline = appeals[AppealChannel.HOTLINE]
    assert isinstance(hotline.event, AppealRegistered)
    assert (hotline.event.appellant, hotline.event.order_number) == (Appellant.OTHER, "XZ1")
    assert importer.front.fold(Appeal, told.stream).regime is Regime.ORDINARY


def test_a_hotline_order_is_one_appeal_whatever_file_it_comes_in(importer: Importer) -> None:
    row = ("李示例", None, "12345", "补贴未到", "2022.5.10", None, None, "XZ1", "示例村")
    importer.confirm(xlsx(APPEALS, row), kind=ImportKind.APPEALS)

    outcome = importer.confirm(xlsx(("某镇",), APPEALS, row), kind=ImportKind.APPEALS)

    assert (outcome.accepted, outcome.duplicates) == (0, 1)


def test_a_file_without_the_columns_it_needs_is_refused_with_their_names(
    importer: Importer,
) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        importer.preview(xlsx(("姓名", "身份证号", "备注"), ("李示例", number(1), "")))

    assert refused.value.details == {"columns": "住址、村(社区)"}

"""残疾人名册: each row puts a resident on file (`domain.md` 10.12, Register by import)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.resident import NoticeNotGiven
from domain.words import DisabilityCategory, DisabilityGrade, ImportKind, NoticeForm, Sex
from importing import columns
from importing.columns import Column
from importing.disability import category_of, grade_of
from importing.kinds.kind import Kind, Line, association_of
from importing.refusals import BirthDateDisagreesWithNumber, SexDisagreesWithNumber

if TYPE_CHECKING:
    from domain.identity import IdentityNumber
    from importing.finding import Finder
    from importing.kinds.kind import Said
    from importing.reading import Cells

_COLUMNS: Final = (
    columns.NAME,
    columns.IDENTITY_NUMBER,
    columns.ASSOCIATION,
    columns.CODE,
    Column(
        "address",
        (
            "住址",
            "家庭住址",
            "居住地址",
            "联系地址",
            "现居住地址",
            "户口地址",
            "户籍地址",
            "地址",
            "户籍地",
        ),
        required=True,
        personal=True,
    ),
    columns.PHONE,
    Column("sex", ("性别",), hint="可不填, 填了须与身份证号一致"),
    Column(
        "birth_date", ("出生日期", "出生年月", "出生年月日"), hint="可不填, 填了须与身份证号一致"
    ),
    columns.CATEGORY,
    columns.GRADE,
    Column("hardship", ("是否困难", "困难家庭", "家庭困难", "是否困难家庭"), hint="是或否"),
    Column("filed_on", ("建档日期", "登记日期", "录入日期"), hint="不填为今天"),
    Column("notice_version", ("告知书版本", "告知版本"), hint="全表一样的, 可在导入时统一填写"),
    Column("notice_form", ("告知方式",), hint="纸质、屏幕或口头"),
    Column("witness", ("见证人",), personal=True, hint="本人不能签字时填写"),
)


def _read(cells: Cells, finder: Finder, said: Said) -> Line | None:
    place = association_of(cells, finder)
    number = cells.identity_number("identity_number")
    filed_on = cells.day("filed_on")
    values: dict[str, Any] = {
        "association": place and place.association,
        "household": None,
        "name": cells.name("name"),
        "identity_number": number and number.text,
        "address": cells.text("address"),
        "notice": _notice(cells, said),
    }
    values |= _optional(cells)
    _demand_agreement(cells, number)
    if cells.faults or number is None:
        return None
    token = finder.token_of(number)
    return Line(values, occurred_on=filed_on, key=token, claim=token)


def _notice(cells: Cells, said: Said) -> dict[str, Any] | None:
    """Say what notice was given: the row's own, or the one said for the whole file."""
    version = cells.line("notice_version") or said.notice_version
    form = cells.word("notice_form", NoticeForm) or NoticeForm.PAPER
    witness = cells.name("witness")
    if version is None:
        cells.at_fault("notice_version", NoticeNotGiven())
        return None
    given: dict[str, Any] = {"text_version": version, "form": form, "signed": witness is None}
    return given if witness is None else given | {"witness": witness}


def _optional(cells: Cells) -> dict[str, str]:
    category, grade = category_of(cells), grade_of(cells)
    hardship = cells.line("hardship")
    found = {
        "phone": cells.line("phone"),
        "category": None if category is None else f"{DisabilityCategory(category):d}",
        "grade": None if grade is None else f"{DisabilityGrade(grade):d}",
        "hardship": None if hardship is None else "是" if cells.yes("hardship") else "否",
    }
    return {name: value for name, value in found.items() if value is not None}


def _demand_agreement(cells: Cells, number: IdentityNumber | None) -> None:
    """Refuse a sex or birth date that is not the number's (`domain.md` 1.2, rule 4)."""
    sex = cells.word("sex", Sex, also={"男性": Sex.MALE, "女性": Sex.FEMALE})
    born = cells.month_or_day("birth_date")
    if number is None:
        return
    if sex is not None and sex is not number.sex:
        cells.at_fault("sex", SexDisagreesWithNumber())
    if born is not None and not number.birth_date.isoformat().startswith(born):
        cells.at_fault("birth_date", BirthDateDisagreesWithNumber())


RESIDENTS: Final = Kind(
    ImportKind.RESIDENTS,
    "residents",
    "",
    _COLUMNS,
    _read,
    duplicates=frozenset({"AlreadyThere", "ResidentOnFile"}),
    one_of=("association", "code"),
)

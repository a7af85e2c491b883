"""残疾人证: each row enters the certificate of a resident on file, as the national base has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.resident import CertificateNumberDisagrees
from domain.resident.certificate import ten_years_from
from domain.words import CertificateOrigin, ImportKind
from importing import columns
from importing.columns import Column
from importing.disability import category_of, grade_of
from importing.kinds.kind import Kind, Line
from importing.refusals import CellNotAChoice, ResidentNotFound

if TYPE_CHECKING:
    from domain.identity import CertificateNumber
    from importing.finding import Finder
    from importing.kinds.kind import Said
    from importing.reading import Cells

GENERATION: Final = 2
_DISTRICT_DIGITS: Final = 6

_COLUMNS: Final = (
    columns.CERTIFICATE_NUMBER,
    Column("name", columns.NAME.names, hint="供核对, 可不填"),
    columns.CATEGORY,
    columns.GRADE,
    Column(
        "valid_from",
        (
            "发证日期",
            "有效期自",
            "签发日期",
            "核发日期",
            "批准日期",
            "初次申领日期",
            "有效期起",
            "办证日期",
        ),
        required=True,
    ),
    Column(
        "valid_to", ("有效期至", "有效期止", "到期日期", "有效期满日期"), hint="不填按发证日起十年"
    ),
    Column("issuer", ("发证机关代码", "发证机构代码", "发证单位代码"), hint="6位, 不填为本区"),
    Column("generation", ("代次", "证件代次", "几代证"), hint="不填为二代证"),
    Column("as_of", ("数据时点", "截至日期", "导出日期"), hint="不填为今天"),
)


def _read(cells: Cells, finder: Finder, _: Said) -> Line | None:
    number = cells.certificate_number("certificate_number")
    valid_from = cells.day("valid_from")
    valid_to = cells.day("valid_to")
    as_of = cells.day("as_of")
    issuer = cells.line("issuer") or finder.district
    generation = _generation(cells)
    if len(issuer) != _DISTRICT_DIGITS or not issuer.isdigit():
        cells.at_fault("issuer", CellNotAChoice())
    _demand_agreement(cells, number)
    resident = None if number is None else finder.resident(number.holder)
    if number is not None and resident is None:
        cells.at_fault("certificate_number", ResidentNotFound())
    if cells.faults or number is None or valid_from is None:
        return None
    card: dict[str, Any] = {
        "number": number.text,
        "category": f"{number.category:d}",
        "grade": f"{number.grade:d}",
        "issuing_organisation": issuer,
        "valid_from": valid_from,
        "valid_to": valid_to or ten_years_from(valid_from),
        "generation": generation,
    }
    source = {"origin": CertificateOrigin.NATIONAL_IMPORT, "as_of": as_of or cells.today}
    token = finder.token_of(number.holder)
    return Line({"card": card, "source": source}, stream=resident, key=token)


def _generation(cells: Cells) -> int:
    said = cells.line("generation")
    found = {"二": 2, "2": 2, "三": 3, "3": 3}.get((said or f"{GENERATION}")[:1].removeprefix("第"))
    if found is None:
        cells.at_fault("generation", CellNotAChoice())
    return found or GENERATION


def _demand_agreement(cells: Cells, number: CertificateNumber | None) -> None:
    """Refuse a category or grade beside the number that is not the number's (`domain.md` 1.3)."""
    category, grade = category_of(cells), grade_of(cells)
    if number is None:
        return
    if category not in {None, number.category}:
        cells.at_fault("category", CertificateNumberDisagrees())
    if grade not in {None, number.grade}:
        cells.at_fault("grade", CertificateNumberDisagrees())


CERTIFICATES: Final = Kind(
    ImportKind.CERTIFICATES,
    "residents",
    "issue-certificate",
    _COLUMNS,
    _read,
    duplicates=frozenset({"CertificateHeld"}),
)

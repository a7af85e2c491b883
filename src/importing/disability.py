"""Category and grade as sheets write them: 4, 04, 肢体, 肢体残疾, 肢体二级, 二级, Ⅱ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.words import DisabilityCategory, DisabilityGrade
from importing.refusals import CellNotAChoice

if TYPE_CHECKING:
    from importing.reading import Cells

_CATEGORIES: Final = {
    said: category
    for category in DisabilityCategory
    for said in (
        category.chinese,
        category.chinese.removesuffix("残疾"),
        category.chinese.removesuffix("残疾") + "残",
        f"{category:d}",
        f"0{category:d}",
    )
}
_GRADES: Final = {
    said: grade
    for grade, words in zip(
        DisabilityGrade,
        (("一", "壹", "I"), ("二", "贰", "II"), ("三", "叁", "III"), ("四", "肆", "IV")),
        strict=True,
    )
    for said in (
        f"{grade:d}",
        f"0{grade:d}",
        f"{grade:d}级",
        *words,
        *(f"{word}级" for word in words),
    )
}


def category_of(cells: Cells) -> DisabilityCategory | None:
    """Read the category of a row; nothing where there is none."""
    said = cells.line("category")
    if said is None:
        return None
    found = _CATEGORIES.get(said.replace(" ", ""))
    if found is None:
        cells.at_fault("category", CellNotAChoice())
    return found


def grade_of(cells: Cells) -> DisabilityGrade | None:
    """Read the grade of a row; nothing where there is none."""
    said = cells.line("grade")
    if said is None:
        return None
    found = _GRADES.get(said.replace(" ", "").upper())
    if found is None:
        cells.at_fault("grade", CellNotAChoice())
    return found

"""自然村(小区): each row assigns a natural village or an estate to its association (`domain.md` 13, 16).

An area is known by its association and its name, so the same row said again is the same area.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.words import ImportKind
from importing import columns
from importing.columns import Column
from importing.finding import clear_id
from importing.kinds.kind import Kind, Line, association_of

if TYPE_CHECKING:
    from importing.finding import Finder
    from importing.kinds.kind import Said
    from importing.reading import Cells

_COLUMNS: Final = (
    columns.ASSOCIATION,
    columns.CODE,
    Column(
        "name",
        (
            "自然村(小区)",
            "自然村",
            "小区",
            "自然村名称",
            "小区名称",
            "自然村小区名称",
            "自然村或小区",
            "名称",
        ),
        required=True,
    ),
    Column("assigned_on", ("划入日期", "日期"), hint="不填为今天"),
)


def _read(cells: Cells, finder: Finder, _: Said) -> Line | None:
    place = association_of(cells, finder)
    name = cells.line("name")
    assigned_on = cells.day("assigned_on")
    if cells.faults or place is None or name is None:
        return None
    area = clear_id("area", place.association, name)
    values = {"area": area, "name": name}
    return Line(values, stream=place.association, occurred_on=assigned_on, key=str(area))


AREAS: Final = Kind(
    ImportKind.AREAS,
    "associations",
    "assign-area",
    _COLUMNS,
    _read,
    duplicates=frozenset({"AlreadyThere", "AreaAlreadyHere"}),
    one_of=("association", "code"),
)

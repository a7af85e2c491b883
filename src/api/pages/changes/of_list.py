"""What changed in a list of cases between two moments: who entered, who left, what is otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel

from api.pages.changes.comparison import Between
from api.routers.cases import CaseText, case_text
from projections.comparing.lists import Became, case_changes

if TYPE_CHECKING:
    from api.pages.changes.comparison import Pair
    from projections.comparing.lists import CaseChange
    from projections.lists.reader import CaseFilter, CaseRow


class CaseChangeText(BaseModel):
    """One case that entered the list, left it, or changed in it.

    `before` and `after` are its rows at the two moments, whether in the list or not; `before` is
    absent for what was not recorded then. `changed` names the fields that are otherwise.
    """

    id: UUID
    became: Became
    changed: list[str]
    before: CaseText | None
    after: CaseText


class ListChanges(Between):
    """A page of what changed, the newest case first; `next` asks for the page after it."""

    items: list[CaseChangeText]
    next: str | None


def list_changes(
    pair: Pair,
    wanted: tuple[CaseFilter, CaseFilter],
    *,
    after: tuple[int, UUID] | None = None,
    limit: int = 50,
) -> ListChanges:
    """Compare a list as known then and now; `wanted` is its filter at each."""
    found, last = case_changes(pair.now.lists, pair.then, wanted=wanted, after=after, limit=limit)
    said: dict[str, Any] = pair.between
    return ListChanges(
        **said,
        items=[_told(each) for each in found],
        next=f"{last[0]}.{last[1]}" if last else None,
    )


def _told(change: CaseChange) -> CaseChangeText:
    names = {"code": "area"}
    changed = (names.get(name, name) for name in change.changed if name != "town")
    return CaseChangeText(
        id=change.id,
        became=change.became,
        changed=list(changed),
        before=_row(change.before),
        after=case_text(change.after),
    )


def _row(row: CaseRow | None) -> CaseText | None:
    return None if row is None else case_text(row)

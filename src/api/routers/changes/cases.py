"""What changed of a case, and in a list of cases, between two moments."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter

from api.pages.changes import of_case, of_list
from api.pages.changes.of_case import CaseChanges
from api.pages.changes.of_list import ListChanges
from api.readings import On
from api.responses import PROBLEMS
from api.routers.cases import After, CaseId, Limit, Overdue, Wanted, cursor_of
from api.routers.changes import Compared

router = APIRouter(prefix="/api/v1", tags=["changes"], responses=PROBLEMS)


@router.get("/cases/changes", summary="事项列表在两个时点之间的变化")
def list_changes(
    *,
    compared: Compared,
    asked: Wanted,
    overdue: Overdue = None,
    on: On = None,
    after: After = None,
    limit: Limit = 50,
) -> ListChanges:
    """List which cases entered the list, left it, or changed in it, the newest first.

    What is overdue is counted from the day of each moment, or from `on`.
    """
    days = (on or compared.then.day, on or compared.reads.day) if overdue else (None, None)
    wanted = replace(asked, overdue_on=days[0]), replace(asked, overdue_on=days[1])
    with compared.open() as pair:
        return of_list.list_changes(pair, wanted, after=cursor_of(after), limit=limit)


@router.get("/cases/{id}/changes", summary="一件事项在两个时点之间的变化")
def case_changes(id: CaseId, compared: Compared) -> CaseChanges:  # noqa: A002
    """Give the state of a case field by field, then and now, and the entries between."""
    with compared.open() as pair:
        return of_case.case_changes(id, compared, pair)

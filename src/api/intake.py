"""What is looked at before an appeal is registered, by the page and by programs alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.lists.reader import PAGE_MAX, CaseFilter

if TYPE_CHECKING:
    from uuid import UUID

    from api.readings import Opened
    from application.actor import Actor
    from domain.words import AppealCategory
    from projections.lists.reader import CaseRow


def similar_appeals(
    opened: Opened, actor: Actor, resident: UUID, category: AppealCategory | None
) -> list[CaseRow]:
    """Give the open appeals of a person within the actor's area."""
    wanted = CaseFilter(kind="appeals", person=resident, open=True)
    return [
        row
        for row in opened.lists.cases(wanted, limit=PAGE_MAX)
        if row.code.startswith(actor.area) and category in {None, row.category}
    ]

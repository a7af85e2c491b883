"""Every read model of a build, in the order they are fed. A test walks the package against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.figures.facts import FactsModel
from projections.lists.attributes import AttributesModel
from projections.lists.cases import CasesModel
from projections.lists.documents import DocumentsModel
from projections.lists.people import PeopleModel
from projections.lists.published import PublishedModel
from projections.lists.watched import WatchedModel

if TYPE_CHECKING:
    from projections.running.model import ReadModel

ALL: tuple[type[ReadModel], ...] = (
    FactsModel,
    CasesModel,
    PeopleModel,
    AttributesModel,
    DocumentsModel,
    WatchedModel,
    PublishedModel,
)


def all_models() -> tuple[ReadModel, ...]:
    """Make one of each, remembering nothing."""
    return tuple(model() for model in ALL)

"""What changed of a case between two moments: field by field in words, and the entries between."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from pydantic import BaseModel

from api.pages.cases.facts import Known, Line, Shown, ids_in, shown
from api.pages.cases.statuses import status_word
from api.pages.changes.comparison import Between
from api.pages.changes.entries import MakerText, maker_of
from api.pages.places import Places
from api.pages.rendering import long_day
from api.pages.words.changes_zh import label_of_state
from api.pages.words.zh import WORDS
from application.opening import plain
from application.refusals import CaseUnknown
from domain.history import Event, Sealed, fold
from projections.lists.summary import KINDS, summarise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from api.pages.changes.comparison import Comparison, Pair
    from application.office import Office
    from domain.history import Aggregate, Recorded
    from projections.lists.summary import Kind

ITEMS_SHOWN_MAX: Final = 20

_KIND_OF: Final = {kind.aggregate: kind for kind in KINDS}
_NOT_TOLD: Final = frozenset({"id", "version", "is_void", "status"})
"""What is no state of its own, or is told as the status."""
_NOTED: Final = ("missed", "reminded")
"""The clocks of which something was noted, by name and day."""


class FieldChange(BaseModel):
    """One field that is otherwise: in the words of the screens; absent where there was nothing."""

    field: str
    label: str
    before: str | None
    after: str | None


class CaseChanges(Between):
    """A case as known then and now: `recorded_then` is False for one not recorded then."""

    id: UUID
    kind: str
    recorded_then: bool
    fields: list[FieldChange]
    entries: list[MakerText]


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """One field that is otherwise, to be shown; None where there was nothing."""

    field: str
    label: str
    before: Shown | None
    after: Shown | None


@dataclasses.dataclass(frozen=True, slots=True)
class ComparedCase:
    """A case compared: its differences to be shown, and the entries between."""

    kind: Kind
    recorded_then: bool
    differences: tuple[Difference, ...]
    entries: tuple[MakerText, ...]


def compared_case(case: UUID, comparison: Comparison, pair: Pair) -> ComparedCase:
    """Compare a case as known then and now. Raises `CaseUnknown`."""
    reads, opened = comparison.reads, pair.now
    office = reads.services.office
    history = office.log.history(case, through=opened.reading.position)
    aggregate = office.kind_of(history[0].event) if history else None
    if aggregate not in _KIND_OF:
        raise CaseUnknown
    kind = _KIND_OF[aggregate]
    earlier = [each for each in history if each.position <= pair.then.position]
    before, after = (_state(kind, case, each, office) for each in (earlier, history))
    changed = [name for name in after if before.get(name) != after[name]]
    ids = [each for name in changed for each in ids_in([before.get(name), after[name]])]
    known = Known(
        reads.names(opened, ids), opened.lists.cases_of(ids), Places(opened.lists.places())
    )
    return ComparedCase(
        kind,
        bool(earlier),
        tuple(
            Difference(
                name,
                label_of_state(name),
                _shown(name, before.get(name), known),
                _shown(name, after[name], known),
            )
            for name in changed
        ),
        tuple(maker_of(each, reads) for each in history[len(earlier) :]),
    )


def case_changes(case: UUID, comparison: Comparison, pair: Pair) -> CaseChanges:
    """Compare a case, in words. Raises `CaseUnknown`."""
    compared = compared_case(case, comparison, pair)
    said: dict[str, Any] = pair.between
    return CaseChanges(
        **said,
        id=case,
        kind=compared.kind.code,
        recorded_then=compared.recorded_then,
        fields=[
            FieldChange(
                field=each.field,
                label=each.label,
                before=_flat(each.before) if each.before else None,
                after=_flat(each.after) if each.after else None,
            )
            for each in compared.differences
        ],
        entries=list(compared.entries),
    )


def _state(
    kind: Kind, case: UUID, history: Sequence[Recorded[Event]], office: Office
) -> dict[str, Any]:
    """Give the state of a case, its status in words; nothing while it is not recorded."""
    if not history:
        return {}
    aggregate: Aggregate[Any] = fold(kind.aggregate, case, history)
    organisation = history[-1].envelope.organisation
    fields = dataclasses.fields(aggregate)
    return (
        {
            "status": status_word(kind.code, summarise(aggregate).status),
            "code": organisation.code if organisation else None,
        }
        | {
            each.name: _plain(getattr(aggregate, each.name), office)
            for each in fields
            if each.name not in _NOT_TOLD.union(_NOTED)
        }
        | {name: [_clock(*noted) for noted in getattr(aggregate, name)] for name in _NOTED}
    )


def _clock(name: str, due_on: date) -> str:
    """Name a clock by the field that keeps it, that of a risk by what follows it."""
    label = label_of_state(name)
    return f"{label_of_state('follow_up') if label == name else label} {long_day(due_on)}"


def _plain(value: Any, office: Office) -> Any:  # noqa: ANN401  (state is of any type)
    """Give a value without what is closed, collections as lists in a fixed order."""
    match value:
        case Event():
            return plain(value, office.vault)
        case frozenset():
            return sorted((_plain(each, office) for each in value), key=str)
        case tuple():
            return [_plain(each, office) for each in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {
                each.name: _plain(getattr(value, each.name), office)
                for each in dataclasses.fields(value)
                if not isinstance(getattr(value, each.name), Sealed)
            }
        case _:
            return value


def _shown(name: str, value: Any, known: Known) -> Shown | None:  # noqa: ANN401
    """Show a part of a state, in the words of states; None where there is nothing."""
    match value:
        case None | []:
            return None
        case list() if len(value) > ITEMS_SHOWN_MAX:
            return Shown(WORDS["changes_items"].format(count=f"{len(value):,}"))
        case list():
            items = (_shown(name, each, known) for each in value)
            return Shown(items=tuple(each for each in items if each))
        case dict() if "due_on" not in value or "clock" not in value:
            lines = ((part, _shown(part, each, known)) for part, each in value.items())
            return Shown(
                lines=tuple(Line(label_of_state(part), each) for part, each in lines if each)
            )
        case _:
            return shown(name, value, "", known)


def _flat(value: Shown) -> str:
    """Write a value on one line."""
    if value.lines:
        return ", ".join(f"{line.label}: {_flat(line.value)}" for line in value.lines)
    if value.items:
        return "、".join(_flat(each) for each in value.items)
    return value.text

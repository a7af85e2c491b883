"""The state tables of `domain.md` 10, row by row, and what our records really accept.

`architecture/state_tables.csv` holds the rows: `roles` and `from` are the row's, `roles_here` and
`from_here` ours where they differ, for the `reason` in the last column. A row without a path is not
built. Rows that our house serves by two commands stand twice.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from domain.history import Aggregate, Rejected
from domain.words import Role
from support.histories import given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from domain.history import Event

A = TypeVar("A", bound=Aggregate[Any])

NEW: Final = "-"
VOIDED: Final = "VOIDED"

Row = dict[str, str]
Histories = tuple[tuple["Event", ...], ...]
"""Several ways to the same state, of which a command may need a certain one."""

ROWS: Final[tuple[Row, ...]] = tuple(
    csv.DictReader(
        (Path(__file__).parents[1] / "architecture" / "state_tables.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)

_OFFICES: Final = (Role.COMMISSIONER, Role.ASSOCIATION, Role.TOWN, Role.DISTRICT, Role.LEADER)
ROLES: Final[dict[str, frozenset[Role]]] = {
    "COM": frozenset({Role.COMMISSIONER}),
    "ASC": frozenset({Role.ASSOCIATION}),
    "TWN": frozenset({Role.TOWN}),
    "DST": frozenset({Role.DISTRICT}),
    "LDR": frozenset({Role.LEADER}),
    "DOC": frozenset({Role.DOCTOR}),
    "FIN": frozenset({Role.FINANCE}),
    "MED": frozenset({Role.MEDIATOR}),
    "RES": frozenset({Role.RESIDENT}),
    "SYS": frozenset({Role.SYSTEM}),
    "any": frozenset(Role) - {Role.AUDITOR},
    "office": frozenset(_OFFICES),
    "helper": frozenset({Role.COMMISSIONER, Role.ASSOCIATION}),
}
"""Who a word of the tables means: `office` is the handler or the unit, somebody of an office."""


def roles_of(words: str) -> frozenset[Role]:
    """Give the roles a cell names; the system itself may do what anybody may."""
    return frozenset({Role.SYSTEM}).union(*(ROLES[word] for word in words.split()))


def starts(
    resource: str, states: Mapping[str, Histories], *, open_states: Iterable[str] = ()
) -> dict[str, frozenset[str]]:
    """Give, for each command of `resource`, the states its row starts from; NEW is before all."""
    meant = {"any": set(states) - {NEW, VOIDED}, "open": set(open_states)}
    return {
        row["path"]: frozenset().union(
            *(meant.get(word, {word}) for word in (row["from_here"] or row["from"]).split())
        )
        for row in ROWS
        if row["path"].partition("/")[0] == resource and row["from"]
    }


def accepting(
    kind: type[A], states: Mapping[str, Histories], command: Callable[[A], object]
) -> frozenset[str]:
    """Give the states in which `command` is not refused, whichever way led there."""
    return frozenset(
        state
        for state, histories in states.items()
        if any(_is_accepted(given(kind, *history), command) for history in histories)
    )


def is_reached(kind: type[Aggregate[Any]], state: str, history: tuple[Event, ...]) -> bool:
    """Tell whether `history` ends in `state`."""
    record: Any = given(kind, *history)
    if state in {NEW, VOIDED}:
        return bool(record.is_void) is (state == VOIDED) and bool(record.version) is bool(history)
    return bool(record.status.name == state)


def _is_accepted(record: A, command: Callable[[A], object]) -> bool:
    try:
        command(record)
    except Rejected:
        return False
    return True

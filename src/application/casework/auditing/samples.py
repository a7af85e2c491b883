"""Samples: what a figure counted when the lot was signed is looked up, never chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from application.command import Command
from application.permissions import DST, LDR, of
from domain.audit_sample import AuditSample
from domain.history import Organisation

if TYPE_CHECKING:
    from application.work import Work

TOWN_DIGITS: Final = 9

_IDS: Final = UUID("0190b1f0-0000-7000-8000-0000000000ae")
"""The name space of the ids of samples. It is for ever."""


def sample_of(values: dict[str, Any]) -> UUID:
    """Give the stream of a sample: drawn again, it is the same one."""
    asked = (values[name] for name in ("measure", "first", "last", "size"))
    return uuid5(_IDS, "|".join([*map(str, asked), values.get("area") or ""]))


def _draw(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:  # noqa: ARG001
    """Draw from what the figure counted at the first checkpoint after the period."""
    area = values.get("area")
    counted = work.desk.office.lookups.counted_after(
        values["measure"], values["first"], values["last"], area
    )
    sample = sample_of(values)
    organisation = Organisation(sample, area, area[:TOWN_DIGITS]) if area else None
    facts = {
        "rule_version": counted.rule_version,
        "seed": counted.seed,
        "candidates": counted.candidates,
        "complete": counted.complete,
    }
    command.open(work, sample, organisation, values, **facts)


_S: Final = AuditSample
_WHO: Final = of(DST, LDR)

COMMANDS: Final = (
    Command(
        "samples",
        "",
        _S,
        _S.draw,
        _WHO,
        opens=True,
        by=_draw,
        computed=frozenset({"rule_version", "seed", "candidates", "complete"}),
    ),
    Command("samples", "record-result", _S, _S.record_result, _WHO),
    Command("samples", "close", _S, _S.close, _WHO),
)

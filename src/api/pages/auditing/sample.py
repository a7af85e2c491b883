"""A sample as lines of a terminal, and as call sheets: one for each item, to be filled in by hand.

People are their ids: whoever calls looks them up under their own role.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.pages.rendering import filled, long_day, number
from api.pages.words.zh import WORDS
from auditing.closed import closed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from api.pages.places import Places
    from domain.audit_sample import AuditSampleDrawn
    from domain.words import LogMode


@dataclass(frozen=True, slots=True)
class SampleShown:
    """A sample, and what the places on its list are called."""

    id: UUID
    drawn: AuditSampleDrawn
    places: Places
    mode: LogMode | None

    @property
    def heading(self) -> tuple[str, ...]:
        """What was drawn, from what, by which lot."""
        drawn = self.drawn
        return (
            WORDS["sample_of"].format(
                measure=drawn.measure,
                version=drawn.rule_version,
                first=long_day(drawn.first),
                last=long_day(drawn.last),
                place=self.places.full_name(drawn.area or ""),
            ),
            WORDS["sample_counted"].format(
                counted=number(drawn.counted), items=number(len(drawn.items))
            ),
            WORDS["sample_seed"].format(
                size=number(drawn.checkpoint_size),
                root=drawn.checkpoint_root,
                digest=drawn.note_digest,
            ),
            WORDS["sample_keys"].format(digest=drawn.keys_digest),
        )

    @property
    def text(self) -> str:
        """As lines of a terminal."""
        return "".join(f"{line}\n" for line in self._lines())

    @property
    def json(self) -> str:
        """As an object, with what is needed to draw it again."""
        told = {"id": self.id, **closed(self.drawn)}
        return json.dumps(told, ensure_ascii=False, indent=1, default=str)

    @property
    def call_sheets(self) -> str:
        """As a page to be printed, an item a sheet."""
        return filled("auditing/call_sheets.html", {"sample": self, "mode": self.mode})

    def _lines(self) -> Iterator[str]:
        yield f"{WORDS['audit_case_id']}: {self.id}"
        yield from self.heading
        for item in self.drawn.items:
            entries = " ".join(f"{each.stream}:{each.version}" for each in item.entries)
            yield f"{item.number:>3}  {item.occurred_on}  {item.area}  {item.person}  {entries}"

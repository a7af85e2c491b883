"""M01–M03: associations at work, the natural villages and estates they cover, their towns.

M02b names the gaps (Appendix B, 20): areas that were assigned once and on the day lie in no
association at work. A gap lies where the area was assigned last.

Stocks, read on a day (`domain.md` 11.2): what is ACTIVE then, with the areas assigned to it. From
the day an association has another division code it counts there; before, where it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.association import (
    AreaAssigned,
    AreaRemoved,
    AssociationActivated,
    AssociationDissolved,
    AssociationProposed,
    AssociationResumed,
    AssociationsMerged,
    AssociationSuspended,
    DivisionCodeChanged,
)
from domain.history import Organisation
from projections.figures.fact import NOBODY, Fact, Family, Kind, Measure, Unit
from projections.figures.held import Held
from projections.figures.rate import Gaps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from domain.history import Event, Recorded

M01 = Measure(
    "M01",
    "村(社区)残协",
    "associations",
    Unit.ASSOCIATIONS,
    Kind.STOCK,
    "当日处于运行状态的村(社区)残协",
    "associations in state ACTIVE on the day",
)
M02 = Measure(
    "M02",
    "覆盖自然村(小区)",
    "natural villages and estates covered",
    Unit.AREAS,
    Kind.STOCK,
    "当日划入运行中残协的自然村(小区)",
    "areas assigned to an ACTIVE association on the day",
)
M02X = Measure(
    "M02x",
    "登记过的自然村(小区)",
    "natural villages and estates on record",
    Unit.AREAS,
    Kind.STOCK,
    "截至当日划入过任何残协的自然村(小区), 划出的仍在其中",
    "areas ever assigned to an association by the day, those removed included",
    shown=False,
)
UNCOVERED = Gaps(
    Measure(
        "M02b",
        "未覆盖自然村(小区)",
        "natural villages and estates not covered",
        Unit.PERCENT,
        Kind.RATE,
        "当日不在任何运行中残协的自然村(小区), 占登记过的自然村(小区)的比例, 记在最后划入的残协",
        "areas on the day in no ACTIVE association, of areas ever assigned, where assigned last",
    ),
    whole=M02X,
    without=M02,
)
M03 = Measure(
    "M03",
    "镇(街道)",
    "towns",
    Unit.TOWNS,
    Kind.STOCK,
    "当日有运行中残协的镇(街道)",
    "towns with an ACTIVE association on the day",
)


class OrganisationCount:
    """One association: whether it is at work, where, and its areas."""

    def __init__(self) -> None:
        """Start before it exists."""
        self._place: Organisation | None = None
        self._active = False
        self._areas: set[UUID] = set()
        self._held = Held()
        self._known = Held()

    def count(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        """Count what starts, what stops, and what moves."""
        self._place = self._place or recorded.envelope.organisation
        match recorded.event:
            case AssociationProposed(code=code, town=town):
                self._place = Organisation(recorded.stream, code, town)
            case AssociationActivated() | AssociationResumed():
                self._active = True
                yield from self._begin(recorded)
            case AssociationSuspended() | AssociationsMerged() | AssociationDissolved():
                self._active = False
                yield from self._held.fall_all(on=recorded.occurred_on)
            case AreaAssigned(area=area):
                self._areas.add(area)
                known = Fact("M02x", area, organisation=self._place)
                yield from self._known.rise(known, recorded)
                if self._active:
                    yield from self._rise("M02", area, recorded)
            case AreaRemoved(area=area):
                self._areas.discard(area)
                yield from self._held.fall("M02", area, on=recorded.occurred_on)
            case DivisionCodeChanged(code=code, town=town, valid_from=valid_from):
                place = Organisation(recorded.stream, code, town)
                yield from self._move(place, recorded, on=valid_from)
            case _:
                pass

    def _begin(self, recorded: Recorded[Event]) -> Iterator[Fact]:
        yield from self._rise("M01", recorded.stream, recorded)
        if self._place is not None:
            yield from self._rise("M03", NOBODY, recorded, self._place.town)
        for area in sorted(self._areas):
            yield from self._rise("M02", area, recorded)

    def _move(self, place: Organisation, recorded: Recorded[Event], *, on: date) -> Iterator[Fact]:
        """Count it all at the new code from `on`, perhaps in another town."""
        self._place = place

        def moved(rise: Fact) -> Fact:
            town = place.town if rise.measure == "M03" else ""
            return replace(rise, rest=town, organisation=place)

        yield from self._held.move(moved, recorded, on=on)

    def _rise(
        self, measure: str, subject: UUID, recorded: Recorded[Event], rest: str = ""
    ) -> Iterator[Fact]:
        return self._held.rise(Fact(measure, subject, rest, organisation=self._place), recorded)


ORGANISATION = Family(
    "organisation",
    (M01, M02, M02X, M03),
    frozenset(
        event.topic
        for event in (
            AssociationProposed,
            AssociationActivated,
            AssociationSuspended,
            AssociationResumed,
            AssociationsMerged,
            AssociationDissolved,
            AreaAssigned,
            AreaRemoved,
            DivisionCodeChanged,
        )
    ),
    OrganisationCount,
)

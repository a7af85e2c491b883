"""If something else had been counted: measures as a file of one's own defines them.

The file is Python, written like those in `projections/measures/`, and names `FAMILIES` or `RATES`
(or both): those of the same name stand in for ours. It is run, so it must be one's own.
"""

from __future__ import annotations

import runpy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.history import Rejected
from projections.figures.fact import Family
from projections.measures import FAMILIES, RATES

if TYPE_CHECKING:
    from pathlib import Path

    from projections.figures.rate import Rate


class NoMeasuresInFile(Rejected):
    """文件里没有 FAMILIES 或 RATES, 或名称与现有指标不符。
    | The file has no FAMILIES or RATES, or none by the name of one of ours.
    """


@dataclass(frozen=True, slots=True)
class Rules:
    """By which families and rates figures are counted and read."""

    families: tuple[Family, ...] = FAMILIES
    rates: dict[str, Rate] = field(default_factory=lambda: RATES)


def rules_from(file: Path) -> Rules:
    """Give our rules with those of a file in the place of ours. Raises `NoMeasuresInFile`."""
    said = runpy.run_path(str(file))
    families = {each.name: each for each in said.get("FAMILIES", ())}
    rates = {each.measure.id: each for each in said.get("RATES", ())}
    ours = {each.name for each in FAMILIES}
    if not (families or rates) or families.keys() - ours or rates.keys() - RATES.keys():
        raise NoMeasuresInFile
    return Rules(
        tuple(families.get(each.name, each) for each in FAMILIES),
        {measure: rates.get(measure, rate) for measure, rate in RATES.items()},
    )

"""Figures by what is sealed of a person: opened for whoever may see them, and the small-cell rule."""

from application.breakdowns.grouping import (
    Attribute,
    Breakdown,
    broken_down,
    demand_looking,
    is_exact_for,
)
from application.breakdowns.small_cells import Cell

__all__ = ["Attribute", "Breakdown", "Cell", "broken_down", "demand_looking", "is_exact_for"]

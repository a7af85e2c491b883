"""What every desk of one district works with, and the rules in force there."""

from application.office.memory import Memory, Remembered
from application.office.office import SHANGHAI, Office
from application.office.rulebook import Rulebook, Rules

__all__ = ["SHANGHAI", "Memory", "Office", "Remembered", "Rulebook", "Rules"]

"""Every event there is or ever was, and every aggregate. A test walks the package against both."""

from domain.catalogue.events import EVENTS
from domain.catalogue.kinds import AGGREGATES, KINDS

__all__ = ["AGGREGATES", "EVENTS", "KINDS"]

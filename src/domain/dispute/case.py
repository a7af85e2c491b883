"""A dispute 矛盾纠纷, whole: calmed or mediated, its agreement kept, its file closed.

The association hears of a quarrel, calms it, and often that is the end of it. If not, and if every
party wants it, the people's mediation committee mediates; an agreement binds, is followed up, and
may be confirmed by the court (`domain.md` 4 and 10.6).
"""

from __future__ import annotations

from domain.dispute.agreeing import Agreeing
from domain.dispute.calming import Calming
from domain.dispute.events import DisputeCorrected, DisputeVoided, DisputeVoidReverted
from domain.dispute.mediating import Mediating


class Dispute(Calming, Mediating, Agreeing):
    """The aggregate: `calming`, `mediating` and `agreeing` hold its commands, `state` the rest."""

    __slots__ = ()

    corrected = DisputeCorrected
    voided = DisputeVoided
    void_reverted = DisputeVoidReverted

"""Resident 残疾人档案: the file of a disabled person, or of one who may be (`domain.md` 10.12)."""

from __future__ import annotations

from domain.resident.certifying import Certifying
from domain.resident.events import ResidentCorrected, ResidentVoided, ResidentVoidReverted
from domain.resident.filing import Filing
from domain.resident.keeping import Keeping
from domain.resident.living import Living


class Resident(Filing, Living, Keeping, Certifying):
    """The aggregate: `filing`, `living`, `keeping`, `certifying` hold its commands, `state` the rest."""

    __slots__ = ()

    corrected = ResidentCorrected
    voided = ResidentVoided
    void_reverted = ResidentVoidReverted

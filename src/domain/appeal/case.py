"""An appeal 诉求, whole: taken in, handled, ended, and put right where it was written down wrong.

Somebody asks for something; the front desk sorts it to one of three tracks and accepts it; a named
handler works and replies; somebody else asks whether it helped; it is closed, and reopened if not
(`domain.md` 3 and 10.1). A petition may be reviewed and rechecked. What became of it may be published.
"""

from __future__ import annotations

from domain.appeal.ending import Ending
from domain.appeal.events import AppealCorrected, AppealVoided, AppealVoidReverted
from domain.appeal.handling import Handling
from domain.appeal.intake import Intake
from domain.appeal.moving import Moving
from domain.appeal.petition import Petition
from domain.appeal.publication import Publication


class Appeal(Intake, Handling, Ending, Petition, Publication, Moving):
    """The aggregate: the parts hold its commands, `state` the rest."""

    __slots__ = ()

    corrected = AppealCorrected
    voided = AppealVoided
    void_reverted = AppealVoidReverted

"""Why something about a visit is refused (`domain.md` 10.5)."""

from __future__ import annotations

from domain.history import Rejected


class VisitAlreadyPlanned(Rejected):
    """该走访已登记, 不能重复计划。 | This visit is on record already."""


class VisitAlreadyRecorded(Rejected):
    """该走访已记录或已作废, 如有差错请更正。
    | This visit is recorded already, or void; correct it if it is wrong.
    """


class VisitNotRecorded(Rejected):
    """该走访尚未记录, 请先记录走访。 | This visit is not recorded yet; record it first."""


class NobodyVisited(Rejected):
    """请至少选择一名走访对象。 | A visit is to at least one resident."""


class ResidentTwiceInVisit(Rejected):
    """同一走访中同一对象出现两次。 | A resident is named twice in the visit."""


class CompanionTwiceInVisit(Rejected):
    """同行人重复, 或与走访人为同一人。 | A companion is named twice, or is the visitor."""


class MetOnlyInPerson(Rejected):
    """见到本人的, 走访方式应为入户、见面或视频; 电话和家属代述不算见到本人。
    | Met in person means at home, elsewhere or by video; a call or word from the family is not.
    """


class NotMetWithoutReason(Rejected):
    """未见的, 请选择未见原因。 | When somebody was not met, say why."""


class MetWithReasonNotMet(Rejected):
    """已见到本人或家属的, 不填未见原因。 | Somebody was met, so there is no reason for not meeting."""


class StateNotChecked(Rejected):
    """见到本人的, 请勾选已了解其近况。 | When the person was met, tick that their state was checked."""


class ResidentNotInVisit(Rejected):
    """该对象不在本次走访中。 | The resident is not part of this visit."""


class FormAlreadyCompleted(Rejected):
    """该对象的调查表已填, 如有差错请更正。 | The form is filled in; correct it if it is wrong."""


class RiskAlreadyFlagged(Rejected):
    """该风险已提示, 请处置后再提示。 | This risk is flagged already and not resolved yet."""


class RiskNotOpen(Rejected):
    """没有这一待处置风险。 | There is no such risk to resolve."""


class NeedNotFound(Rejected):
    """本次走访没有记录该对象的这项需求。 | The visit did not find this need of this resident."""


class NeedAlreadyAnswered(Rejected):
    """该需求已有回应, 如有差错请更正。 | The need is answered already; correct it if it is wrong."""


class AnswerIncomplete(Rejected):
    """请写明需求转入的办件, 或者不办的理由, 二者填其一。
    | Name the case the need went into, or the reason why nothing is done: one of the two.
    """

"""What a pairing may not do, in the sentences people read (`domain.md` 10.4)."""

from __future__ import annotations

from domain.history import Rejected


class PairingAlreadyProposed(Rejected):
    """该结对已登记, 不能重复拟定。 | This pairing is on record already."""


class HelperIsResident(Rejected):
    """结对人不能是对象本人。 | Nobody is their own helper."""


class HelperIsGuardian(Rejected):
    """结对人是对象的监护人, 请另选; 确需由其结对的, 请说明理由。
    | The helper is the resident's guardian; choose somebody else, or give the reason for it.
    """


class HelperNotOfAssociation(Rejected):
    """结对人不是本残协的在任委员、专委或党员, 请另选。
    | The helper is no active member, commissioner or Party member of this association.
    """


class ResidentNotOfAssociation(Rejected):
    """对象不住在本残协范围内。 | The resident does not live in the area of this association."""


class PairingNotProposed(Rejected):
    """该结对不在待确认状态。 | The pairing is not awaiting confirmation."""


class PairingNotActive(Rejected):
    """该结对不在结对中, 不能办理此事项; 暂停的请先恢复。
    | The pairing is not active; a suspended one is resumed first.
    """


class PairingNotStarted(Rejected):
    """该结对尚未开始, 没有起始日可更正。 | The pairing has not started, so no start can be corrected."""


class PairingStartUnchanged(Rejected):
    """起始日与原记录相同, 无需更正。 | The start is on that day already."""


class PairingStartAhead(Rejected):
    """更正后的起始日不能晚于今天。 | A pairing that has started did not start in the future."""


class PairingStartAfterRest(Rejected):
    """更正后的起始日晚于首次暂停或解除的日期, 请核对。
    | The pairing would start after it was first suspended or ended; check the date.
    """


class PairingNotSuspended(Rejected):
    """该结对未暂停, 无需恢复。 | The pairing is not suspended."""


class PairingNotRunning(Rejected):
    """该结对未开始或已结束。 | The pairing has not started, or is over."""


class PairingAlreadyOrphaned(Rejected):
    """结对人离任已登记, 请调整结对人。 | The helper is known to have left; transfer the pairing."""


class PlanByTheHelper(Rejected):
    """帮扶措施由该结对的结对人本人制定。 | The plan is set by the helper of this pairing."""


class FirstVisitBeforeStart(Rejected):
    """这次走访早于结对起始日, 不算首次走访。 | The visit was before the pairing started."""


class FirstVisitAlreadyMade(Rejected):
    """首次走访已完成。 | The first visit is on record already."""


class FirstVisitAnother(Rejected):
    """首次走访不是这一次。 | This visit is not the first one."""


class DutyMissAlreadyNoted(Rejected):
    """该月未走访已登记。 | That nobody came that month is on record already."""


class MonthNotOver(Rejected):
    """该月还没有过完, 或补录期(3个工作日)未满。
    | The month is not over, or its three workdays for late entries are not.
    """


class HelperUnchanged(Rejected):
    """新结对人与原结对人相同。 | The new helper is the present one."""


class TransferToItself(Rejected):
    """调整应建立新的结对。 | A transfer begins another pairing."""


class SuspensionEndsInThePast(Rejected):
    """预计结束日期已过, 请核对。 | The suspension would be over already; check the date."""


class ReviewNotAhead(Rejected):
    """复核日期应在今后。 | A plan is reviewed on a later day."""

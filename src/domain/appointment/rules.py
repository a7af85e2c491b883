"""What an appointment may not do, in the sentences people read (`domain.md` 10.8)."""

from __future__ import annotations

from domain.history import Rejected


class AppointmentAlreadyNominated(Rejected):
    """该聘任已登记, 不能重复推荐。 | This appointment is on record already."""


class NomineeNotAdult(Rejected):
    """被推荐人未成年, 不能聘任。 | The nominee is not an adult."""


class NomineeEmployedElsewhere(Rejected):
    """被推荐人已在其他残协任专委, 请先办理离任。
    | The nominee is commissioner of another association; that post ends first.
    """


class RelationToChairNotDescribed(Rejected):
    """与主席有亲属等关系的, 请说明关系。 | A relation to the chair is declared, but not described."""


class AppointmentNotNominated(Rejected):
    """该聘任不在推荐状态, 不能批准。 | The appointment is not awaiting approval."""


class AppointmentDocumentMissing(Rejected):
    """缺少文号, 请填写批准文件的文号。 | The number of the approving document is missing."""


class ApprovalNotOfTheTown(Rejected):
    """区残联一级的批准由区残联办理。 | The approval of the district is not given by the town."""


class TownHasApproved(Rejected):
    """镇(街道)已批准, 请报区残联批准。 | The town has approved; the district is next."""


class TownHasNotApproved(Rejected):
    """镇(街道)尚未批准, 请先由镇(街道)批准。 | The town approves first, then the district."""


class AppointmentNotApproved(Rejected):
    """该聘任不在批准状态, 不能上岗。 | The appointment is not approved, or has started already."""


class ConfidentialityPledgeMissing(Rejected):
    """上岗前应签署保密承诺。 | The confidentiality pledge is signed before the post begins."""


class CommissionerNotInPost(Rejected):
    """该专委不在岗(未上岗、请假中或已离任), 不能办理此事项。
    | The commissioner has not started, is on leave, or has left; this cannot be done now.
    """


class CommissionerNotOnLeave(Rejected):
    """该专委未请假。 | The commissioner is not on leave."""


class AppointmentDaysOutOfOrder(Rejected):
    """日期先后有误, 或早于上岗日期, 请核对。
    | The days are out of order, or before the post began; check the dates.
    """


class SubstituteIsSelf(Rejected):
    """代岗人或接任者不能是本人。 | Nobody stands in for, or succeeds, themselves."""


class TrainingHoursNotPositive(Rejected):
    """培训学时应大于零。 | The hours of a training are greater than zero."""


class HandOverMissing(Rejected):
    """尚有结对未移交, 请由接任者接收或上报镇(街道)。
    | Pairings are left: a successor accepts them, or they are escalated to the town.
    """


class SuccessorMissing(Rejected):
    """已接收移交的, 请填写接任者。 | Who accepted the pairings is not named."""


class AccountHolderNotPerson(Rejected):
    """户名与身份证姓名不一致, 或聘任未登记姓名, 请核对。
    | The account is not in the name on the commissioner's ID card, or that name is not on record.
    """


class RateBelowFloor(Rejected):
    """单列标准低于最低标准(每月200元), 请核对。
    | The rate is below the floor of 200 yuan a month.
    """


class AppointmentPeriodUnknown(Rejected):
    """该聘任尚未上岗, 没有任期可更正。 | The post has not begun, so there is no period to correct."""


class AppointmentPeriodUnchanged(Rejected):
    """任期与原记录相同, 无需更正。 | The period is on record like this already."""


class AppointmentEndsOtherwise(Rejected):
    """更正任期不能代替离任, 也不能撤销离任: 在岗的不填最后一日, 已离任的应填写。
    | A correction neither ends a post nor opens an ended one: give a last day for an ended one only.
    """


class PeriodCorrectedByOnePerson(Rejected):
    """更正任期须由两人办理, 审批人不能是本人。
    | A period is corrected by two persons: the approver is somebody else.
    """

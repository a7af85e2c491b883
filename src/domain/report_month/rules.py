"""What the report of a month refuses."""

from __future__ import annotations

from domain.history import Rejected


class ReportAlreadySubmitted(Rejected):
    """该月月报已上报; 之后的更正列入下月“更正以前月份”。
    | The month was reported already; later corrections are in the next month's adjustments.
    """


class ReportNotSubmitted(Rejected):
    """该月月报尚未上报。 | The month has not been reported yet."""


class ReportNotLocked(Rejected):
    """该月月报尚未锁定, 无需更正上报。 | The month is not locked yet; nothing needs to be restated."""


class ReportAlreadyLocked(Rejected):
    """该月月报已锁定。 | The month is locked already."""


class ReportedMonthNotOver(Rejected):
    """该月还没有过完, 不能上报。 | The month is not over and cannot be reported."""


class ReportAreaNotUnderstood(Rejected):
    """月报按村(社区)12位、镇(街道)9位或区6位代码上报。
    | A month is reported for a code of 12, 9 or 6 digits: village, town or district.
    """


class NotYourLevel(Rejected):
    """村(社区)月报由残协主席确认, 镇(街道)月报由镇街上报, 全区月报由区残联上报和锁定。
    | A village's month is confirmed by its chair, a town's by the town, the district's by the district.
    """


class OnlyTheDistrictIsLocked(Rejected):
    """只锁定全区月报, 各级随之锁定。 | The district's month is locked, and all below with it."""


class FiguresIncomplete(Rejected):
    """有数据尚未计入, 数字不完整, 请稍后再报或联系管理员。
    | Some events are not counted yet; report again in a moment, or ask the administrator.
    """


class ZeroReportNotConfirmed(Rejected):
    """本月没有任何事项, 请确认零报告。 | Nothing happened this month; confirm that it is a zero report."""


class NotAZeroReport(Rejected):
    """本月有事项, 不是零报告。 | Something did happen this month; it is no zero report."""


class LowerReportsMissing(Rejected):
    """还有下级未上报, 请先催报, 或写明不等的理由。
    | Areas below have not reported; ask them first, or say why you do not wait.
    """


class NothingToRestate(Rejected):
    """数字与已上报的一致, 无需更正。 | The figures are those reported; there is nothing to restate."""


class ReportIsRestatedInstead(Rejected):
    """月报不能直接更正或作废: 请更正原始记录, 再更正上报。
    | A report is not corrected or voided: correct the records themselves, then restate it.
    """

"""Why the desk says no, beside the rules of the domain."""

from __future__ import annotations

from domain.history import Rejected
from eventstore.append import LogCutShort, LogFull, LogUnavailable

__all__ = ["LogCutShort", "LogFull", "LogUnavailable"]


class CaseUnknown(Rejected):
    """没有这份记录, 请核对编号。 | There is no such record; please check the number."""


class ChangedMeanwhile(Rejected):
    """该记录已被他人更新, 请刷新后再办。 | Somebody else changed the record; reload and try again."""


class NotTheVersionSeen(Rejected):
    """您看到的版本已过时, 请查看变更后再办。 | You saw an older version; look at the changes first."""


class CommandIdReused(Rejected):
    """同一幂等键已用于不同内容的提交, 请换新键。 | The idempotency key was used for other content."""


class FutureDate(Rejected):
    """发生日期不能晚于今天。 | The business date cannot be later than today."""


class DateTooOld(Rejected):
    """发生日期过早, 请核对年份。 | The business date is too long ago; please check the year."""


class MonthLocked(Rejected):
    """该月月报已锁定, 该日期的事项须由区残联补录或更正, 列入更正以前月份。
    | That month is locked; what is dated in it is entered or put right by the district.
    """


class AlreadyThere(Rejected):
    """同样的记录已经存在, 不能重复登记。 | The same thing exists already and cannot be made twice."""


class NotHeld(Rejected):
    """该占用已不存在或属于另一份记录。 | The reservation is gone or belongs to another record."""


class NotStorable(Rejected):
    """内容无法保存, 未写入任何内容。 | The content cannot be stored; nothing was written."""


class ClocksDisagree(Rejected):
    """数据库时钟超前一小时以上, 已停止写入, 请校准时钟。 | The database clock runs over an hour ahead."""


class AreaUnknown(Rejected):
    """没有这个区划或残协。 | There is no such area or association."""


class FileGivesWay(Rejected):
    """该档案已并入另一份档案, 请在合并后的档案上办理。 | This file was merged; use the one that goes on."""


class NotYours(Rejected):
    """您的角色不能办理这一事项。 | Your role may not do this."""


class OutOfYourArea(Rejected):
    """这份记录不在您的辖区内。 | The record is outside your area."""


class NotYourOwnMatter(Rejected):
    """只能办理本人或被监护人的事项。 | You may act for yourself or your ward only."""


class RequestNotApprovedForThisPerson(Rejected):
    """所列评残申请未审核通过, 或不是此人的申请。
    | The assessment request named is not approved, or is another person's.
    """


class AssociationMissing(Rejected):
    """当事人不在册的, 请选择受理的残协。
    | Nobody on file is concerned; say which association it is kept at.
    """


class BirthDateUnknown(Rejected):
    """档案中没有出生日期, 无法判断是否未成年, 请先补全档案。
    | The file has no birth date, so nobody knows whether it is a minor's; complete the file first.
    """


class FieldUnknown(Rejected):
    """该条中没有这一项, 请核对要更正的内容。 | The entry has no such field; check what is corrected."""


class FieldNotCorrectable(Rejected):
    """这一项由系统得出, 或指明了当事人, 不能直接更正; 记错人的, 请作废后重新登记。
    | This field was worked out, or says whose record it is, and is not corrected by itself; void
    what was recorded for the wrong person and record it anew.
    """


class ResultNeedsTwoPersons(Rejected):
    """评定结果须凭扫描件由两人更正, 请办理“更正评定结果”。
    | The findings of an assessment are corrected by two persons from a scan; correct the result.
    """


class ValueNotUnderstood(Rejected):
    """填写的内容与这一项的要求不符。 | The value is not what this field takes."""


class NothingCorrected(Rejected):
    """更正前后内容相同。 | The value is the one that stands already."""


class EntryIsVoid(Rejected):
    """该条已作废, 只能撤销作废。 | The entry is void; only the void can be taken back."""


class DoneOverNotVoided(Rejected):
    """诉求人更正和移交不能作废, 请再更正或再移交一次。
    | A changed person and a transfer are not voided: change the person, or transfer, once more.
    """


class NotYoursToCorrect(Rejected):
    """更正和作废: 当日由录入人办理, 以后由镇街或区残联办理。
    | Its author corrects or voids an entry on the same day; later the town or the district does.
    """


class DecisionNeedsDistrict(Rejected):
    """已作出的决定只能由区残联作废。 | A decision that was taken is voided by the district only."""


class PaperMissing(Rejected):
    """这一步须凭文件办理, 所指的文件没有附上或已撤下, 请先上传。
    | This step needs a paper; the document named is not attached or was withdrawn: attach it first.
    """


class PaperOfAnotherCase(Rejected):
    """所指的文件附在另一件事项上, 请附到本事项、本人档案或本残协。
    | The document named belongs to another record; attach it to this one, its person or association.
    """


class FileWithdrawn(Rejected):
    """该文件已撤下。 | The file was withdrawn."""


class FileErased(Rejected):
    """<已删除>: 该文件的密钥已销毁, 无法再打开。 | <已删除>: the key of the file is destroyed."""


class FileNotKept(Rejected):
    """这份文件只登记了名目, 内容不在本系统。 | Only the name of this file is on record, not its content."""

"""What the log's own record refuses."""

from __future__ import annotations

from domain.history import Rejected


class LogAlreadyOpened(Rejected):
    """账本已启用, 其性质(正式或演示)不能更改。 | The log is open, and what it is for never changes."""


class ProductionHasNoStory(Rejected):
    """正式账本只用真实时间。 | A production log knows no time but the real one."""


class StoryClockIncomplete(Rejected):
    """演示时钟应同时给出故事结束时间和启用时间。
    | A story's clock needs both: when the story ends, and the real time at which it did.
    """


class LogNotOpened(Rejected):
    """账本尚未启用, 请先启用。 | The log is not open yet; open it first."""


class DivisionListEmpty(Rejected):
    """区划表为空。 | The list of division codes is empty."""


class DivisionListAlreadyImported(Rejected):
    """该区划表已导入, 无需重复导入。 | This list of division codes was imported already."""


class VersionTaken(Rejected):
    """该版本号已用过, 请换一个。 | That version was used before; choose another."""


class SlaTableIncomplete(Rejected):
    """时限表不完整: 有的办理方式没有时限。 | The table is incomplete: some track has no promise."""


class SlaTableInThePast(Rejected):
    """时限表只能从今天或以后起用, 且不早于上一版。
    | A table holds from today or later, and not before the one it follows.
    """


class PetitionPromiseTooLong(Rejected):
    """信访事项应在60日内办结, 延期不超过30日(《信访工作条例》第三十四条)。
    | A petition is closed within 60 days, and extended by no more than 30 (art 34).
    """


class ImportDigestMalformed(Rejected):
    """文件摘要须为64位十六进制的 SHA-256。 | The digest of a file is a SHA-256 in 64 hex digits."""


class ImportCountsDisagree(Rejected):
    """导入的行数与写入、退回、重复之和不符。
    | The rows of the import are not those accepted, rejected and repeated together.
    """


class NothingWasLost(Rejected):
    """账本与已公布的一致, 无需开启新纪元。 | The log is what was published of it: no epoch to open."""


class EpochReasonMissing(Rejected):
    """开启新纪元须说明原因。 | Opening an epoch takes a reason."""


class EpochIsForEver(Rejected):
    """开启新纪元的记录不能更正。 | The entry that opened an epoch cannot be corrected."""


class ImportAlreadyAccepted(Rejected):
    """这份文件已确认导入, 不能再退回; 有误的请逐条更正或作废。
    | This file was imported already and cannot be turned down; correct or void what is wrong.
    """

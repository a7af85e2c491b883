"""What a sample refuses."""

from __future__ import annotations

from domain.history import Rejected


class SamplePeriodNotClosed(Rejected):
    """该期间结束后还没有公布检查点, 不能抽样: 种子须在期间结束以后才产生。
    | No checkpoint was signed after the period ended: its seed must not be known before that.
    """


class SamplePeriodBackwards(Rejected):
    """抽查期间的起止日期颠倒。 | The period of the sample ends before it begins."""


class SampleSizeNotUnderstood(Rejected):
    """抽查数量须为1至500。 | A sample has 1 to 500 items."""


class SampleAreaNotUnderstood(Rejected):
    """抽查地区为村(社区)12位、镇(街道)9位或区6位代码。
    | The area of a sample is a code of 12, 9 or 6 digits: village, town or district.
    """


class SampleMeasureUnknown(Rejected):
    """没有这个指标, 不能抽样。 | There is no such measure to sample."""


class SampleNotCountedYet(Rejected):
    """数字尚未统计完整, 请稍后再抽。 | The figure is not complete yet; draw again in a moment."""


class NothingToSample(Rejected):
    """该指标在此期间没有计入任何事项, 无可抽查。 | The figure counts nothing there; nothing is drawn."""


class SampleAlreadyDrawn(Rejected):
    """这个样本已经抽过, 再抽也是同样的结果。 | This sample was drawn already; it would be the same."""


class SampleNotOpen(Rejected):
    """该抽查尚未抽样或已结束。 | The sample is not drawn, or is closed already."""


class SampleItemUnknown(Rejected):
    """样本中没有这一号, 或不是此人。 | The sample has no such item, or it is about somebody else."""


class SampleResultThere(Rejected):
    """这一号已有结果, 写错的请更正。 | This item has its result; correct it if it is wrong."""


class SampleResultsMissing(Rejected):
    """还有未登记结果的, 不能结束。 | Some items have no result yet; the sample cannot be closed."""

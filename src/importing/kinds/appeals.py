"""在办诉求: each row registers an appeal that is still open, on the day it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.words import AppealCategory, AppealChannel, Appellant, ImportKind, Regime, Urgency
from importing import columns
from importing.columns import Column
from importing.finding import clear_id
from importing.kinds.kind import Kind, Line, association_of
from importing.refusals import AppealIsClosed, ResidentNotFound

if TYPE_CHECKING:
    from importing.finding import Finder
    from importing.kinds.kind import Said
    from importing.reading import Cells

_COLUMNS: Final = (
    Column("name", (*columns.NAME.names, "诉求人", "反映人", "来访人"), required=True),
    Column(
        "identity_number",
        columns.IDENTITY_NUMBER.names,
        personal=True,
        hint="在册残疾人填写; 不在册的不填",
    ),
    columns.ASSOCIATION,
    columns.CODE,
    Column("channel", ("诉求渠道", "渠道", "来源", "诉求来源", "受理渠道"), required=True),
    Column(
        "summary", ("诉求内容", "内容", "反映内容", "事项", "主要诉求", "反映问题"), required=True
    ),
    Column(
        "registered_on", ("登记日期", "受理日期", "反映日期", "诉求日期", "来电日期"), required=True
    ),
    Column("order_number", ("工单编号", "工单号", "编号"), hint="热线工单填写"),
    Column("category", ("诉求类别", "类别", "诉求类型")),
    Column("urgency", ("紧急程度", "是否紧急")),
    Column("regime", ("诉求性质", "性质"), hint="日常诉求、信访事项、12345 工单"),
    Column("read_back", ("已复述确认", "是否复述", "复述确认"), hint="口头诉求填: 是"),
    Column("status", ("办理状态", "状态", "办理情况", "办理结果"), hint="已办结的不导入"),
)

_CHANNELS: Final = {
    "12345": AppealChannel.HOTLINE,
    "热线": AppealChannel.HOTLINE,
    "12385": AppealChannel.HOTLINE_DISABLED,
    "走访": AppealChannel.VISIT,
    "入户走访": AppealChannel.VISIT,
    "电话": AppealChannel.PHONE,
    "上门": AppealChannel.WALK_IN,
    "信件": AppealChannel.LETTER,
    "网络": AppealChannel.ONLINE,
    "微信": AppealChannel.ONLINE,
}
_REGIMES: Final = {
    "信访": Regime.PETITION,
    "日常": Regime.ORDINARY,
    "12345": Regime.HOTLINE,
    "12385": Regime.HOTLINE_DISABLED,
}
_URGENCIES: Final = {"是": Urgency.URGENT, "否": Urgency.NORMAL, "普通": Urgency.NORMAL}
_CLOSED: Final = ("已办结", "办结", "已完成", "完成", "已解决", "已办", "已关闭", "已撤回")
_NOT_ON_FILE: Final = "未在册, 随名册导入"


def _read(cells: Cells, finder: Finder, _: Said) -> Line | None:
    name = cells.name("name")
    number = cells.identity_number("identity_number")
    values: dict[str, Any] = {
        "channel": cells.word("channel", AppealChannel, also=_CHANNELS),
        "summary": cells.text("summary"),
        "order_number": cells.line("order_number"),
        "category": cells.word("category", AppealCategory),
        "urgency": cells.word("urgency", Urgency, also=_URGENCIES),
        "regime": cells.word("regime", Regime, also=_REGIMES),
        "read_back": cells.yes("read_back"),
    }
    values = {field: value for field, value in values.items() if value is not None}
    registered_on = cells.day("registered_on")
    if (cells.line("status") or "").startswith(_CLOSED):
        cells.at_fault("status", AppealIsClosed())
    if number is not None:
        resident = finder.resident(number)
        if resident is None:
            cells.at_fault("identity_number", ResidentNotFound())
        values |= {"appellant": Appellant.RESIDENT, "resident": resident}
    else:
        place = association_of(cells, finder)
        values |= {"appellant": Appellant.OTHER, "name": name, "reason": _NOT_ON_FILE}
        values |= {"association": place and place.association}
    if cells.faults:
        return None
    order = values.get("order_number")
    stream = None if order is None else clear_id("order", values["channel"], order)
    key = (
        str(stream)
        if stream
        else f"{number and number.text}{name}{registered_on}{values['summary']}"
    )
    return Line(values, stream=stream, occurred_on=registered_on, key=key)


APPEALS: Final = Kind(
    ImportKind.APPEALS,
    "appeals",
    "",
    _COLUMNS,
    _read,
    duplicates=frozenset({"AppealAlreadyRegistered"}),
)

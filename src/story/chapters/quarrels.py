"""What people quarrel about in the story: invented, and short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.words import DisputeKind


@dataclass(frozen=True, slots=True)
class Quarrel:
    """One kind of dispute: what happened, and what each side wants."""

    kind: DisputeKind
    facts: str
    claims: str


QUARRELS: Final = (
    Quarrel(DisputeKind.NEIGHBOUR, "两家共用过道堆放杂物, 轮椅过不去", "清走杂物, 留出通道"),
    Quarrel(DisputeKind.NEIGHBOUR, "屋檐滴水浸湿邻居外墙, 争吵多次", "改装檐槽, 修补外墙"),
    Quarrel(DisputeKind.SUPPORT, "兄弟间对照料父亲的钱和时间说不拢", "定下每月分担数额"),
    Quarrel(DisputeKind.PROPERTY_SERVICE, "楼道声控灯长期不亮, 摔倒一次", "修好灯, 赔偿医药费"),
    Quarrel(DisputeKind.LABOUR, "零工工钱拖了两个月", "结清工钱"),
    Quarrel(DisputeKind.LAND, "菜地边界挪动, 双方争执", "重新量界"),
    Quarrel(DisputeKind.FAMILY, "分家后住房使用起争执", "明确住哪几间"),
    Quarrel(DisputeKind.INHERITANCE, "老屋继承份额有分歧", "按份分割"),
    Quarrel(DisputeKind.DAMAGES, "电动车停放刮倒轮椅", "赔偿维修费"),
    Quarrel(DisputeKind.NEIGHBOUR, "夜间噪音影响休息", "晚上十点后不施工"),
    Quarrel(DisputeKind.OTHER, "为借用三轮车发生口角", "赔礼道歉"),
)

"""What people ask for in the story: invented, and short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.words import AppealCategory, Track

C = AppealCategory


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of appeal: on which track, what is asked, what is done, who helps."""

    category: AppealCategory
    track: Track
    asked: str
    done: str
    assisting: tuple[str, ...] = ()


MATTERS: Final = (
    Matter(C.DEVICE, Track.PROMPT, "轮椅用了多年, 刹车不灵, 想换一辆", "已核实并配发轮椅一辆"),
    Matter(C.DEVICE, Track.PROMPT, "想申请一副腋拐和防褥疮垫", "已上门评估并送到家中"),
    Matter(C.SUBSIDY, Track.PROMPT, "护理补贴这个月没有到账", "系银行卡换号所致, 已补登并补发"),
    Matter(C.SUBSIDY, Track.PROMPT, "想知道能不能享受生活补贴", "已讲清条件, 协助提交申请"),
    Matter(C.CERTIFICATE, Track.PROMPT, "残疾人证快到期, 不会办换领", "已代办换领手续"),
    Matter(C.CERTIFICATE, Track.PROMPT, "卧床出不了门, 想上门评残", "已登记上门评残申请"),
    Matter(C.REHABILITATION, Track.PROMPT, "孩子想做康复训练, 不知道去哪", "已对接定点康复机构"),
    Matter(C.LEGAL, Track.PROMPT, "邻居借钱不还, 想问怎么办", "已解释法律途径, 约好法律援助"),
    Matter(C.EMERGENCY, Track.PROMPT, "家里突然停了收入, 米面快没了", "当日送米面, 申请临时救助"),
    Matter(C.OTHER, Track.PROMPT, "公交爱心卡丢了, 想补一张", "已协助补办"),
    Matter(C.PSYCHOLOGY, Track.PROMPT, "晚上睡不着, 想找人说说话", "已安排志愿者和心理老师随访"),
    Matter(
        C.ACCESSIBILITY,
        Track.COORDINATED,
        "家门口台阶高, 轮椅出不去, 想修坡道",
        "已勘察并修好坡道和扶手",
        ("住建所",),
    ),
    Matter(
        C.HOUSING, Track.COORDINATED, "屋顶漏雨, 墙有裂缝, 想修房", "已列入修缮并完工", ("村建所",)
    ),
    Matter(
        C.EMPLOYMENT,
        Track.COORDINATED,
        "想找一份坐着能干的活",
        "已介绍到辅助性就业岗位试工",
        ("人社所",),
    ),
    Matter(
        C.MEDICAL,
        Track.COORDINATED,
        "看病自付部分太多, 想申请医疗救助",
        "已核算并办理医疗救助",
        ("医保办",),
    ),
    Matter(
        C.CARE,
        Track.COORDINATED,
        "家里没人照顾, 想申请托养",
        "已评估并安排日间照料",
        ("民政办", "残疾人之家"),
    ),
    Matter(C.EDUCATION, Track.COORDINATED, "孩子上学远, 想就近入学", "已协调就近学校", ("教育办",)),
    Matter(C.TRAINING, Track.OPEN, "几户都想学电商, 盼着办个班", "已办培训班并公开报名结果"),
    Matter(C.STAFF, Track.OPEN, "办事窗口态度不好, 跑了几趟没说清", "已核查整改并公开流程"),
    Matter(C.CULTURE, Track.OPEN, "活动室总锁着, 想有个固定开放时间", "已公布开放时间"),
)

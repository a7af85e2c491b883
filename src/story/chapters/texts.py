"""What people say and write in the story: plain sentences, none of them anybody's own."""

from __future__ import annotations

from typing import Final

from domain.words import Need

PLEDGES: Final = (
    "有诉必应, 当日回话; 能办的马上办, 难办的帮着办。",
    "每月上门一次, 见人见话; 政策讲清楚, 手续帮着跑。",
    "办事公开, 结果回告; 残疾人的小事当大事办。",
    "对老人和孩子多一份耐心, 对困难家庭多走一趟。",
)
BRANDS: Final = (
    ("邻里帮一把", "抬头不见低头见, 有事喊一声", "同组邻居轮流照看独居残疾人"),
    ("一碗热饭", "饭点到, 心意到", "为行动不便的残疾人送餐"),
    ("家门口的康复角", "出门十分钟, 练上半小时", "在党群服务中心设康复训练角"),
    ("代跑小站", "您坐着, 我跑腿", "代办证件、代购药品和日用品"),
    ("周三谈心日", "有话慢慢说", "每周三下午接待残疾人和家属"),
    ("手艺小院", "一双手, 一门活", "组织手工活和居家就业"),
)
HEARD: Final = (
    "最近身体还可以, 就是腿疼的时候多。",
    "孩子在外地打工, 平时一个人在家。",
    "补贴每个月都按时到账, 谢谢惦记。",
    "想问问辅具怎么申请, 轮椅旧了。",
    "药还够吃, 下个月要去复查。",
    "家里老人年纪大了, 照顾起来吃力。",
    "想找点能在家里做的活。",
    "门口台阶高, 出去不方便。",
    "没有什么困难, 都挺好。",
)
CHANGES: Final = ("较上次好转", "行动较前不便", "情绪稳定", "睡眠不好", "无明显变化")
NEXT_STEPS: Final = (
    "下月再来看望, 带上辅具申请表",
    "联系社区卫生服务站上门量血压",
    "帮忙核对补贴到账情况",
    "与家属再约时间",
)
NEEDS: Final = (
    Need.DEVICE,
    Need.SUBSIDY,
    Need.REHABILITATION,
    Need.MEDICAL,
    Need.EMPLOYMENT,
    Need.CARE,
    Need.ACCESSIBILITY,
    Need.CLEANING,
)
MEASURES: Final = (
    "每月上门一次, 协助申请辅具, 联系卫生服务站随访",
    "协助申请补贴, 节日探望, 帮助代购药品",
    "联系就业培训, 介绍居家手工活",
    "协助无障碍改造申请, 定期打扫卫生",
)
RISKS: Final = (
    "家中电线老化, 插座发黑",
    "独居, 近几天无人照看",
    "药快用完, 家属未回来",
    "屋顶漏雨, 墙面有裂缝",
)
RISK_MEASURES: Final = (
    "当日请电工更换插座, 已复看",
    "已安排邻居照看, 并联系家属",
    "当日代购送药, 约定下次随访",
    "报镇街安排临时安置和修缮",
)
MISTAKE: Final = "录入有误, 该次走访并未发生"
WRONG_DATE: Final = "发生日期录错"

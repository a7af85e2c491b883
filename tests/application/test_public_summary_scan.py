"""The blocker scan of public summaries: what points at a person is refused (`domain.md` 3.7, 5)."""

from __future__ import annotations

import pytest

from application.casework.appeals.deidentifying import Known, found_in
from domain.words import Identifying

KNOWN = Known(
    names=("张示例", "欧阳示范", "女儿 张小例", "其弟张二例(代办)"),
    addresses=("徐州经济技术开发区金龙湖街道大湖新苑7号楼2单元301", "晓山村三组18号"),
    villages=("晓山社区残协", "荆山村残疾人协会", "侯集村残协", "大庙社区残协"),
    hamlets=("前王庄",),
)

ID, CERTIFICATE = Identifying.IDENTITY_NUMBER, Identifying.CERTIFICATE_NUMBER
PHONE, NAME = Identifying.PHONE, Identifying.NAME
ADDRESS, VILLAGE = Identifying.ADDRESS, Identifying.VILLAGE

REFUSED: tuple[tuple[str, Identifying], ...] = (
    # identity numbers
    ("身份证99000019700501011X的居民申请更换轮椅", ID),
    ("身份证号９９００００１９７００５０１０１１Ｘ已核实", ID),
    ("身份证 990000 19700501 011x 已核实", ID),
    ("身份证990000-1970-0501-011X", ID),
    ("旧证号990000700501011的居民", ID),
    ("身份证九九零零零零一九七零零五零一零一一二", ID),
    # certificate numbers: an identity number, category and grade, perhaps a reissue
    ("残疾人证99000019700501011X42已换领", CERTIFICATE),
    ("证号 990000 19700501 0112 43 B1", CERTIFICATE),
    # telephone numbers
    ("请拨打13900000001联系", PHONE),
    ("电话１３９　００００　０００１", PHONE),
    ("电话139-0000-0001", PHONE),
    ("电话139.0000.0001", PHONE),
    ("电话139，0000，0001", PHONE),
    ("电话139（0000）0001", PHONE),
    ("电话1-3-9-0-0-0-0-0-0-0-1", PHONE),
    ("电话139\u200b0000\u200b0001", PHONE),
    ("电话一三九零零零零零零零一", PHONE),
    ("电话幺三九〇〇〇〇〇〇〇一", PHONE),
    ("座机0516-83000000", PHONE),
    ("座机8300 0000", PHONE),
    ("尾号为139****0001的来电", PHONE),
    ("来电１３９＊＊＊＊０００１", PHONE),
    # names
    ("张示例反映轮椅损坏", NAME),
    ("张 示 例反映轮椅损坏", NAME),
    ("张·示·例反映轮椅损坏", NAME),
    ("张\u200b示例反映轮椅损坏", NAME),
    ("示例大爷的轮椅已更换", NAME),
    ("示范女士的来电已答复", NAME),
    ("由张小例代为申请", NAME),
    ("张二例到窗口代办", NAME),
    # addresses
    ("已到3号楼502上门", ADDRESS),
    ("已到３号楼５０２上门", ADDRESS),
    ("已到三号楼二单元上门", ADDRESS),
    ("已到12栋1单元上门", ADDRESS),
    ("已到5幢上门", ADDRESS),
    ("住502室的居民", ADDRESS),
    ("住五〇二室的居民", ADDRESS),
    ("住502房的居民", ADDRESS),
    ("住3楼502的居民", ADDRESS),
    ("示范巷甲12号的居民", ADDRESS),
    ("李庄18号的居民", ADDRESS),
    ("和平路12号门前的坡道", ADDRESS),
    ("某村3组居民反映", ADDRESS),
    ("某村三组居民反映", ADDRESS),
    ("某 村 第 三 组居民反映", ADDRESS),
    ("住在3-2-502的居民", ADDRESS),
    ("门牌号18的住户", ADDRESS),
    ("大湖新苑居民反映电梯停运", ADDRESS),
    ("大 湖 新 苑居民反映电梯停运", ADDRESS),
    # narrower than the town
    ("晓山社区居民反映", VILLAGE),
    ("晓山村居民反映", VILLAGE),
    ("晓 山 社 区居民反映", VILLAGE),
    ("荆山村委会门前的坡道", VILLAGE),
    ("侯集村的路灯", VILLAGE),
    ("大庙社区门前的坡道", VILLAGE),
    ("前王庄村的水渠", VILLAGE),
    ("前王庄的水渠", VILLAGE),
    ("李家村的路灯", VILLAGE),
    ("幸福花园居民反映电梯停运", VILLAGE),
)

HARMLESS = (
    "为一名居民更换了损坏的轮椅, 试用后满意。",
    "协调民政、医保两个部门, 补发了2021-2022年度的两项补贴。",
    "2022年5月受理, 6月15日办结, 用时12个工作日。",
    "于2022-06-15前完成整改。",
    "按徐残发〔2022〕5号文件办理。",
    "拨打12345或12385热线反映, 均可受理。",
    "老旧小区加装扶手, 惠及15户残疾人家庭, 投入12000元。",
    "农村低保户的危房改造由镇街统一安排。",
    "村委会、居委会协助上门办理。",
    "镇街组织三组人员分头走访。",
    "大庙街道已为辖区无障碍设施统一检修。",
    "金龙湖街道公示了辅助器具发放名单的领取办法。",
    "残疾人之家增加了午休床位。",
    "该小区门前增设了无障碍坡道。",
    "本村村民均可报名参加电商培训。",
    "第一组数据核对无误, 第二组补正后通过。",
    "政策解释: 补贴标准每月200元, 全年2400元。",
    "补贴资金共计120万元, 惠及3个镇街。",
    "康复训练每周2次, 每次40分钟, 连续8周。",
    "社区医生上门服务, 社区工作人员陪同。",
    "投入1,200,000元改造无障碍设施。",
    "办公室收到来信后当日转办。",
    "12月3日国际残疾人日前完成更换。",
    "经与交通部门协商, 公交站台的坡道已修好。",
)


@pytest.mark.parametrize(("summary", "kind"), REFUSED)
def test_what_points_at_a_person_is_found_by_its_kind(summary: str, kind: Identifying) -> None:
    assert kind in found_in(summary, KNOWN)


@pytest.mark.parametrize("summary", HARMLESS)
def test_what_points_at_nobody_passes(summary: str) -> None:
    assert found_in(summary, KNOWN) == ()


def test_what_is_found_comes_in_a_fixed_order() -> None:
    summary = "晓山社区3号楼502的张示例, 电话13900000001, 身份证99000019700501011X"

    assert found_in(summary, KNOWN) == (ID, PHONE, NAME, ADDRESS, VILLAGE)


def test_without_anything_known_only_the_form_of_a_text_gives_it_away() -> None:
    assert found_in("张示例反映轮椅损坏", Known()) == ()
    assert found_in("张示例住3号楼502", Known()) == (ADDRESS,)


def test_a_name_of_one_character_is_nobody_s() -> None:
    assert found_in("张榜公布了结果", Known(names=("张",))) == ()

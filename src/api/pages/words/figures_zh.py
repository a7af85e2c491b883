"""The words of the page of one figure, and of what belongs to it elsewhere."""

from __future__ import annotations

from typing import Final

FIGURE_WORDS: Final = {
    # one figure
    "by_town": "按镇街",
    "by_association": "按残协",
    "by_month": "按月",
    "stock_by_month": "存量按各月最后一日(或期末)读数, 不能相加。",
    "not_additive": "合计按人去重, 不等于各行相加。",
    "beside_title": "一起看的数",
    "small_cells": "不足 5 人的格不显示; 为使其不能由合计推出, 另有较大的格一并隐去。",
    "no_cells": "人数过少, 不分列。",
    "sum_of_parts": "各行相加 {total}",
    "explain_title": "解释这个数",
    "explain_step": "步骤",
    "explain_lines": "记录的行数",
    "explain_figure": "按规则计数",
    "counted_title": "计入的每一项",
    "counted_total": "共 {count} 项, 与上面的数相等。",
    "counted_numerator": "共 {count} 项(分子), 与上面的数相等。",
    "counted_what": "计入",
    "counted_on": "日期",
    "counted_where": "所在",
    "counted_source": "依据",
    "counted_none": "没有计入任何一项。",
    "proof_title": "这个数字的证明",
    "proof_means": "下载一个文件, 交给任何人, 不联网、不靠本系统也能核对: 记录没有被改动、删除、调换或"
    "倒填日期, 规则没有被换过, 数没有数错。",
    "proof_complete": "下载完整证明",
    "proof_selective": "下载选择性证明",
    "proof_selective_means": "完整证明含账本的每一条记录(个人信息仍是密文), 可证明没有遗漏; 选择性证明只含"
    "计入的记录, 不能证明没有遗漏。",
    "proof_command": "核对: 解压出 verify.py, 运行",
    "proof_checkpoint": "检查点 {size} 条",
    "proof_key": "账本公钥的指纹",
    "source_entry": "第 {version} 条",
    "more_sources": "等 {count} 条",
    "rule_version": "第 {version} 版",
    "measure_id": "指标 {id}",
    "per_day": "当日存量, 按 {day} 读数",
    # coverage of a campaign
    "coverage": "专项覆盖",
    "coverage_means": "名单上每人只在一行: 先看是否见到本人, 再看是否已剔除。两个分母都列出,"
    " 点数字看每一人。",
    "coverage_line": "名单对象",
    "coverage_count": "人数",
    "coverage_of_one": "只看一个专项",
}

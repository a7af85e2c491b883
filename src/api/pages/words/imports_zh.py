"""The words of the import in Chinese: what its page says, and what its events are called."""

from __future__ import annotations

from typing import Final

IMPORT_LABELS: Final = {
    "rows": "行数",
    "accepted": "已写入",
    "rejected": "未通过",
    "duplicates": "重复",
}
"""What the facts of an import are called on the screens."""

IMPORT_WORDS: Final = {
    "imports": "导入",
    "imports_title": "导入名册",
    "imports_lead": "先预览, 确认之前不写入任何内容; 有误的行会说明原因, 可下载错误表改正后再导入。",
    "imports_role": "{role}不能导入; 名册由镇街专干或区残联业务员导入。",
    "imports_kind": "种类",
    "imports_kind_hint": "残疾人证和自然村(小区)由区残联业务员导入",
    "imports_file": "文件",
    "imports_file_hint": "表格文件, 新旧格式均可, 或逗号分隔的文本; 身份证号、残疾人证号所在列须为文本",
    "imports_notice": "告知书版本",
    "imports_notice_hint": (
        "导入残疾人名册时填写: 表示名册中的人都已收到这一版书面告知并签字; 表中有此列的以表中为准"
    ),
    "imports_preview": "预览",
    "imports_templates": "空白模板",
    "imports_templates_lead": "表头已写好, 各列均为文本; 也可以直接用自己的表, 常见列名都能识别。",
    "imports_preview_title": "预览: {kind}",
    "imports_not_written": "尚未写入任何内容。",
    "imports_rows": "表中共",
    "imports_ready": "可写入",
    "imports_repeated": "其中此前已由本文件写入",
    "imports_refused": "有误",
    "imports_duplicates": "重复",
    "imports_of_rows": "{count} 行",
    "imports_columns": "识别的列",
    "imports_unknown": "未识别的列(不导入)",
    "imports_hidden": "隐藏的列(也会导入, 请留意)",
    "imports_first": "前几行",
    "imports_row": "行",
    "imports_reasons": "不能导入的行",
    "imports_reasons_more": "以下为前 {count} 条, 全部见错误表。",
    "imports_column": "列",
    "imports_reason": "原因",
    "imports_whole_row": "整行",
    "imports_error_sheet": "下载错误表",
    "imports_confirm": "确认导入 {count} 行",
    "imports_confirm_hint": (
        "每行一条记录, 与逐条登记适用同样的规则; 写入后不能整批撤回, 只能逐条更正或作废。"
    ),
    "imports_nothing_ready": "没有可以写入的行, 请按原因改正后重新选择文件。",
    "imports_turn_down": "退回这份文件",
    "imports_turn_down_reason": "退回理由",
    "imports_turn_down_hint": "写明理由, 不要写个人信息; 文件即刻从内存中清除",
    "imports_turned_down": "已退回, 没有写入任何内容。",
    "imports_running": "正在写入",
    "imports_running_hint": "已处理 {done} 行, 共 {rows} 行。本页每两秒更新; 可以离开, 稍后再来看。",
    "imports_done": "导入完成",
    "imports_interrupted": "导入中断",
    "imports_accepted": "已写入",
    "imports_rejected": "未通过",
    "imports_see_error_sheet": "未通过的行在错误表中, 改正后把错误表再导入即可。",
    "imports_another": "再导入一个文件",
    "imports_missing_columns": "缺少的列: {columns}",
}

"""What a column is called, and whether it must be there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its own name, the names people give it (the template's first), and a hint.

    `required` means every row fills it in; `personal` that a preview shows it in part only.
    """

    field: str
    names: tuple[str, ...]
    required: bool = False
    personal: bool = False
    hint: str = ""

    @property
    def chinese(self) -> str:
        """The name in the template and in messages."""
        return self.names[0]


NAME = Column(
    "name", ("姓名", "名字", "残疾人姓名", "人员姓名", "申请人", "申请人姓名"), required=True
)
IDENTITY_NUMBER = Column(
    "identity_number",
    (
        "身份证号",
        "身份证",
        "证件号",
        "证件号码",
        "公民身份号码",
        "公民身份证号码",
        "身份证号码",
        "居民身份证号",
    ),
    required=True,
    personal=True,
    hint="18位, 单元格设为文本",
)
ASSOCIATION = Column(
    "association",
    (
        "村(社区)",
        "村社区",
        "村居",
        "居委",
        "社区",
        "村",
        "村委会",
        "居委会",
        "所属村居",
        "残协",
        "所属残协",
        "村(社区)残协",
    ),
    hint="名称或12位区划代码",
)
CODE = Column(
    "code", ("区划代码", "村居代码", "社区代码", "行政区划代码", "统计用区划代码"), hint="12位"
)
PHONE = Column(
    "phone", ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式"), personal=True
)
CERTIFICATE_NUMBER = Column(
    "certificate_number",
    ("残疾人证号", "残疾证号", "残疾人证号码", "残疾证号码", "残疾人证"),
    required=True,
    personal=True,
    hint="20位或22位, 单元格设为文本",
)
CATEGORY = Column("category", ("残疾类别", "类别", "残疾类型"))
GRADE = Column("grade", ("残疾等级", "等级", "残疾级别"))

"""The problem documents an operation may answer with, for the OpenAPI document."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from api.problems import PROBLEM


class FieldAtFault(BaseModel):
    """One field at fault, and why."""

    field: str
    why: str
    chinese: str
    english: str


class Problem(BaseModel):
    """A problem document (RFC 9457). `rule` is the rule's name, `title` its sentence."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/AppealNotInProgress",
                    "title": "诉求不在办理中, 不能答复。",
                    "status": 409,
                    "detail": "The appeal is not in progress and cannot be replied to.",
                    "rule": "AppealNotInProgress",
                    "chinese": "诉求不在办理中, 不能答复。",
                    "english": "The appeal is not in progress and cannot be replied to.",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    rule: str
    chinese: str
    english: str
    details: dict[str, Any] | None = None
    fields: list[FieldAtFault] | None = None


_MEANINGS: Final = {
    400: "不是有效的 JSON",
    401: "没有说明由谁办理",
    403: "角色或辖区不符",
    404: "没有这份记录",
    405: "不支持这种请求方式",
    410: "文件已撤下, 或密钥已销毁",
    409: "规则不允许, 或他人已先更新",
    412: "看到的版本已过时",
    413: "内容过大",
    415: "须为 application/json",
    422: "内容有误",
    503: "数据库暂时无法连接, 请用同一幂等键重试",
}

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {
        "description": meaning,
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status, meaning in _MEANINGS.items()
}
# Said once, so that the schema is in the document; for every status it costs two seconds a start.
PROBLEMS[503]["model"] = Problem

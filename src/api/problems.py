"""Errors as problem documents (RFC 9457): the rule's name, a sentence in Chinese and in English.

No problem ever repeats what was typed: it may be personal data.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.documents.refusals import FileRefused, FileTooLarge
from application import moments, refusals
from application.office import ledger
from domain.history import Rejected
from domain.identity import CertificateNumberRefused, IdentityNumberRefused
from importing import refusals as imports
from sheets.refusals import SheetRefused, SheetTooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBLEM: Final = "application/problem+json"
RETRY_AFTER_SECONDS: Final = 1


class Unavailable(Rejected):
    """系统暂时无法连接数据库, 未写入任何内容, 请稍后用同一幂等键重试。
    | The database cannot be reached; try again with the same idempotency key.
    """


class StorageFull(Rejected):
    """数据库的磁盘已满, 未写入任何内容, 请联系管理员腾出空间后用同一幂等键重试。
    | The database's disk is full and nothing was written; try again with the same idempotency key
    once there is space.
    """


class LogNotAsPublished(Rejected):
    """账本短于或不同于已公布的检查点, 已停止写入, 读取照常; 请联系管理员核对并开启新纪元。
    | The log is shorter than what was published of it, or another one: nothing is written until an
    operator has looked into it and opened a new epoch. Reading goes on.
    """


class Preparing(Rejected):
    """统计视图正在准备, 请稍候再试。 | The read models are being prepared; please try again soon."""


class NobodyActing(Rejected):
    """没有说明由谁办理, 请先选择身份。 | It is not said who is acting; choose who you are first."""


class ActingNotUnderstood(Rejected):
    """身份说明无法识别。 | The acting header cannot be understood."""


class IdempotencyKeyNotUnderstood(Rejected):
    """幂等键须为 UUID。 | The idempotency key must be a UUID."""


class VersionNotUnderstood(Rejected):
    """If-Match 须为带引号的版本号。 | If-Match must be a quoted version number."""


class BodyNotUnderstood(Rejected):
    """提交的内容有误, 请按提示修改。 | What was sent is not as expected; see the fields named."""


class BodyTooLarge(Rejected):
    """提交的内容过大。 | What was sent is too large."""


class BodyNotJson(Rejected):
    """提交的内容不是有效的 JSON。 | What was sent is not valid JSON."""


class WrongContentType(Rejected):
    """请以 application/json 提交。 | Please send application/json."""


class NotBrokenDownByPerson(Rejected):
    """该指标不是按残疾人计的, 不能按类别、等级、年龄或性别分列。
    | This figure does not count residents and has no breakdown by category, grade, age or sex.
    """


class PathUnknown(Rejected):
    """没有这个地址。 | There is no such address."""


class MethodUnknown(Rejected):
    """这个地址不支持这种请求方式。 | This address does not take that method."""


class MeasureUnknown(Rejected):
    """没有这个指标。 | There is no such measure."""


class MeasureNotOfCampaigns(Rejected):
    """该指标不按排查专项统计, 不能按专项查询。
    | This measure is not counted by campaign and cannot be asked of one.
    """


class PeriodEndsBeforeItBegins(Rejected):
    """起始日期不能晚于截止日期。 | The period ends before it begins."""


class ThenIsAfterNow(Rejected):
    """比较的起点不能晚于终点。 | The first moment of a comparison is after the second."""


class CursorNotUnderstood(Rejected):
    """翻页标记无法识别, 请从第一页开始。 | The page cursor cannot be understood; start again."""


class OurMistake(Rejected):
    """系统内部错误, 已记录。 | An error of ours; it has been noted."""


STATUS: Final[Mapping[type[Rejected], HTTPStatus]] = {
    refusals.CaseUnknown: HTTPStatus.NOT_FOUND,
    refusals.AreaUnknown: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.FutureDate: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.DateTooOld: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.CommandIdReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.NotStorable: HTTPStatus.UNPROCESSABLE_ENTITY,
    refusals.NotTheVersionSeen: HTTPStatus.PRECONDITION_FAILED,
    refusals.NotYours: HTTPStatus.FORBIDDEN,
    refusals.OutOfYourArea: HTTPStatus.FORBIDDEN,
    refusals.ClocksDisagree: HTTPStatus.SERVICE_UNAVAILABLE,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageFull: HTTPStatus.SERVICE_UNAVAILABLE,
    LogNotAsPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    Preparing: HTTPStatus.SERVICE_UNAVAILABLE,
    NotBrokenDownByPerson: HTTPStatus.UNPROCESSABLE_ENTITY,
    NobodyActing: HTTPStatus.UNAUTHORIZED,
    ActingNotUnderstood: HTTPStatus.UNAUTHORIZED,
    IdempotencyKeyNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    VersionNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    BodyNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    BodyNotJson: HTTPStatus.BAD_REQUEST,
    WrongContentType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    PathUnknown: HTTPStatus.NOT_FOUND,
    MethodUnknown: HTTPStatus.METHOD_NOT_ALLOWED,
    MeasureUnknown: HTTPStatus.NOT_FOUND,
    MeasureNotOfCampaigns: HTTPStatus.UNPROCESSABLE_ENTITY,
    moments.MomentNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    moments.MomentNotYetThere: HTTPStatus.UNPROCESSABLE_ENTITY,
    ThenIsAfterNow: HTTPStatus.UNPROCESSABLE_ENTITY,
    PeriodEndsBeforeItBegins: HTTPStatus.UNPROCESSABLE_ENTITY,
    CursorNotUnderstood: HTTPStatus.UNPROCESSABLE_ENTITY,
    OurMistake: HTTPStatus.INTERNAL_SERVER_ERROR,
    FileRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    FileTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    refusals.FileWithdrawn: HTTPStatus.GONE,
    refusals.FileErased: HTTPStatus.GONE,
    refusals.FileNotKept: HTTPStatus.NOT_FOUND,
    IdentityNumberRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    CertificateNumberRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    SheetRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    SheetTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    imports.SheetMissing: HTTPStatus.UNPROCESSABLE_ENTITY,
    imports.NothingToConfirm: HTTPStatus.UNPROCESSABLE_ENTITY,
    imports.ImportUnknown: HTTPStatus.NOT_FOUND,
    imports.ImportInterrupted: HTTPStatus.SERVICE_UNAVAILABLE,
    ledger.NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    ledger.NoSuchProof: HTTPStatus.NOT_FOUND,
    ledger.NoteRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def status_of(refusal: Rejected) -> HTTPStatus:
    """Give the status of a refusal: its own, its family's, or 409 for a rule of the casework."""
    for kind in type(refusal).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.CONFLICT


def document(
    refusal: Rejected, request: Request, *, fields: list[dict[str, Any]] | None = None
) -> JSONResponse:
    """Give the problem document of a refusal."""
    status = status_of(refusal)
    english_first = request.headers.get("accept-language", "").lower().startswith("en")
    titles = (
        (refusal.english, refusal.chinese) if english_first else (refusal.chinese, refusal.english)
    )
    content: dict[str, Any] = {
        "type": f"/problems/{refusal.rule}",
        "title": titles[0],
        "status": status.value,
        "detail": titles[1],
        "rule": refusal.rule,
        "chinese": refusal.chinese,
        "english": refusal.english,
    }
    if refusal.details:
        content["details"] = {name: _plain(value) for name, value in refusal.details.items()}
    if fields:
        content["fields"] = fields
    headers = {}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return JSONResponse(content, status.value, headers, media_type=PROBLEM)


def _plain(value: object) -> object:
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


_MESSAGES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("必填", "required"),
    "extra_forbidden": ("没有这一项", "there is no such field"),
    "uuid_parsing": ("须为 UUID", "must be a UUID"),
    "uuid_type": ("须为 UUID", "must be a UUID"),
    "enum": ("不在可选范围内", "not one of the choices"),
    "date_from_datetime_parsing": ("须为日期, 如 2022-04-05", "must be a date such as 2022-04-05"),
    "date_parsing": ("须为日期, 如 2022-04-05", "must be a date such as 2022-04-05"),
    "string_too_short": ("不能为空", "must not be empty"),
    "string_too_long": ("过长", "too long"),
    "string_type": ("须为文字", "must be text"),
    "int_parsing": ("须为整数", "must be a whole number"),
    "int_type": ("须为整数", "must be a whole number"),
    "bool_parsing": ("须为是或否", "must be true or false"),
    "bool_type": ("须为是或否", "must be true or false"),
    "too_long": ("项数过多", "too many items"),
    "list_type": ("须为列表", "must be a list"),
    "value_error": ("含有不允许的字符", "holds characters that are not allowed"),
    "greater_than_equal": ("数值过小", "too small"),
    "less_than_equal": ("数值过大", "too large"),
}


def fields_at_fault(error: RequestValidationError) -> list[dict[str, Any]]:
    """Name the fields at fault and why; never what was typed."""
    faults = []
    for each in error.errors():
        chinese, english = _MESSAGES.get(each["type"], ("填写有误", "not as expected"))
        path = ".".join(str(part) for part in each["loc"] if part not in {"body", "query", "path"})
        faults.append({"field": path, "why": each["type"], "chinese": chinese, "english": english})
    return faults


def add_to(app: FastAPI) -> None:
    """Answer every error of this app with a problem document."""

    @app.exception_handler(Rejected)
    def refused(request: Request, error: Rejected) -> JSONResponse:
        return document(error, request)

    @app.exception_handler(refusals.LogUnavailable)
    def unavailable(request: Request, error: refusals.LogUnavailable) -> JSONResponse:
        match error:
            case refusals.LogFull():
                return document(StorageFull(), request)
            case refusals.LogCutShort():
                return document(LogNotAsPublished(), request)
            case _:
                return document(Unavailable(), request)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return document(BodyNotJson(), request)
        return document(BodyNotUnderstood(), request, fields=fields_at_fault(error))

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        known: dict[int, type[Rejected]] = {
            404: PathUnknown,
            405: MethodUnknown,
            400: BodyNotJson,
            413: BodyTooLarge,
            415: WrongContentType,
        }
        return document(known.get(error.status_code, OurMistake)(), request)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        del error
        return document(OurMistake(), request)

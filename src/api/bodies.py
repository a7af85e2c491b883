"""Bodies of commands, made from what each command asks for.

Texts are kept to what people write: no control characters, no marks that turn the direction of
writing, and a length that fits the field.
"""

from __future__ import annotations

import dataclasses
import typing
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, create_model

from application.command import hints_of, without_none
from application.command.texts import NAME_LENGTH_MAX, TEXT_LENGTH_MAX, clean
from domain.history import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from application import command as commands

ITEMS_MAX: Final = 2_000
NUMBER_MAX: Final = 2_000_000_000

Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=TEXT_LENGTH_MAX, strict=True),
    AfterValidator(clean),
    StringConstraints(min_length=1),
]
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=NAME_LENGTH_MAX, strict=True),
    AfterValidator(clean),
    StringConstraints(min_length=1),
]
Number = Annotated[int, Field(ge=-NUMBER_MAX, le=NUMBER_MAX, strict=True)]
Day = Annotated[date, Field(examples=["2022-04-05"])]


class CommandBody(BaseModel):
    """What every command may say: the business date, today when it is not given."""

    model_config = ConfigDict(extra="forbid")

    occurred_on: Day | None = Field(None, description="发生日期 (Asia/Shanghai); 不填为今天")


def body_of(command: commands.Command) -> type[CommandBody]:
    """Make the body of a command."""
    words = (
        f"{command.resource} {command.name or 'open'}".replace("-", " ").title().replace(" ", "")
    )
    fields = {each.name: _field(each) for each in command.fields}
    example = {name: _example(kind) for name, (kind, _) in fields.items()}
    model = create_model(f"{words}Body", __base__=CommandBody, **fields)  # type: ignore[call-overload]
    model.model_config["json_schema_extra"] = {"examples": [example]}
    return typing.cast("type[CommandBody]", model)


def values_of(body: CommandBody) -> dict[str, Any]:
    """Give what was said, as the command takes it: no business date, nothing that was left out."""
    return {
        name: getattr_plain(getattr(body, name))
        for name in body.model_fields_set
        if name != "occurred_on"
    }


def getattr_plain(value: Any) -> Any:  # noqa: ANN401
    """Give models as plain dicts of what was said in them, lists as lists."""
    match value:
        case BaseModel():
            return {name: getattr_plain(getattr(value, name)) for name in value.model_fields_set}
        case list():
            return [getattr_plain(each) for each in value]
        case _:
            return value


def _field(asked: commands.Field) -> tuple[Any, Any]:
    kind = plain_kind(asked.kind)
    return (kind, ...) if asked.required else (kind, asked.default)


def plain_kind(kind: Any) -> Any:  # noqa: ANN401
    """Give the type a body has where the domain has `kind`."""
    inner = without_none(kind)
    if inner is not kind:
        return plain_kind(inner) | None
    if typing.get_origin(kind) is tuple:
        (item, _) = typing.get_args(kind)
        return Annotated[list[plain_kind(item)], Field(max_length=ITEMS_MAX)]  # type: ignore[misc]
    if dataclasses.is_dataclass(kind) and kind is not Sealed:
        return _model(typing.cast("Any", kind))
    return {Sealed: Text, str: Name, int: Number, date: Day}.get(kind, kind)


@cache
def _model(kind: Any) -> type[BaseModel]:  # noqa: ANN401
    """Make the body of a value object."""
    hints = hints_of(kind)
    fields = {}
    for each in dataclasses.fields(kind):
        default: Any = ...
        if each.default is not dataclasses.MISSING:
            default = each.default
        elif each.default_factory is not dataclasses.MISSING:
            default = each.default_factory()
        fields[each.name] = (plain_kind(hints[each.name]), default)
    name = f"{kind.__module__.rpartition('.')[0].title().replace('.', '')}{kind.__name__}"
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)  # type: ignore[call-overload, no-any-return]


def _example(kind: Any) -> Any:  # noqa: ANN401
    """Give an example of a type, for the documentation."""
    inner = without_none(kind)
    if typing.get_origin(inner) is Annotated:
        inner = typing.get_args(inner)[0]
    if typing.get_origin(inner) is list:
        return [_example(typing.get_args(inner)[0])]
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return {
            name: _example(each.annotation)
            for name, each in inner.model_fields.items()
            if each.is_required()
        }
    if isinstance(inner, type) and issubclass(inner, Enum):
        return next(iter(inner)).value
    examples: dict[Any, Any] = {
        UUID: "0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f",
        date: "2022-04-05",
        datetime: "2022-04-05T09:30:00+08:00",
        bool: True,
        int: 1,
        str: "示例",
    }
    return examples.get(inner)


def names_of(models: Iterable[type[BaseModel]]) -> list[str]:
    """Give the names of models, for a test that they are unique."""
    return [model.__name__ for model in models]

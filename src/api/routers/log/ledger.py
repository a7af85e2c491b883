"""The ledger for everybody: checkpoint, tiles, proofs and keys, without signing in.

Hashes, sizes and signatures say nothing about a person; the rows themselves are at `/events`.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from api.responses import PROBLEMS
from api.services import services_of
from application.office.ledger import NoSuchProof, decode_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from application.office.ledger import Ledger

router = APIRouter(prefix="/api/v1/ledger", tags=["ledger"], responses=PROBLEMS)

SIZE_MAX: Final = 10**18
LEVEL_MAX: Final = 7

_ORIGIN: Final = "lianxin/7f3a9c0e5b1d2468"
_VKEY: Final = f"{_ORIGIN}+3c15495c+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
_NOTE: Final = f"""\
{_ORIGIN}
257
XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
recorded_at 1767225600000000

— {_ORIGIN} PBVJXFI1ue4Ug8kAw1NoX/+m92Eg9zdMin+k7sLilkoikOt28oFYBZ8XKWzvw6uJaGq7GDh1Y3mJCKKqrDllZK3ofA8=
"""
_LINE: Final = (
    "— witness.example/w1 "
    "5CsvLAAAAABpVbkBNINL2XgAuH3Um32+CDz6r2mGADEBxREXtZJNRnkF4ywFeJtmCRdnqJ"
    "F2t46DSo7VyaqdML7KnfV5huj1pTmKCg=="
)

Size = Annotated[int, Query(ge=0, le=SIZE_MAX, examples=[257])]


class Inclusion(BaseModel):
    """That the row at `position` is among the first `size`: RFC 9162 2.1.3, hashes in base64."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "position": 1,
                    "size": 2,
                    "hash": "sha256",
                    "leaf": "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
                    "proof": ["lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="],
                    "root": "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=",
                }
            ]
        }
    )

    position: int
    size: int
    hash: str
    leaf: str
    proof: list[str]
    root: str


class Consistency(BaseModel):
    """That the first `from` rows begin the first `to`: RFC 9162 2.1.4, hashes in base64."""

    model_config = ConfigDict(
        populate_by_name=True,
        json_schema_extra={
            "examples": [
                {
                    "from": 1,
                    "to": 2,
                    "hash": "sha256",
                    "proof": ["lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="],
                }
            ]
        },
    )

    first: int = Field(alias="from")
    to: int
    hash: str
    proof: list[str]


class Key(BaseModel):
    """A key of the log, as its vkey, and from and until which size it signs."""

    vkey: str
    from_size: int
    until_size: int | None


class Keys(BaseModel):
    """The keys of the log, the newest last, and those of the witnesses it takes signatures of."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "log": [
                        {
                            "vkey": _VKEY,
                            "from_size": 1,
                            "until_size": None,
                        }
                    ],
                    "witnesses": [],
                }
            ]
        }
    )

    log: list[Key]
    witnesses: list[str]


class Cosignature(BaseModel):
    """A witness's line under the checkpoint of `size` (C2SP tlog-cosignature)."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "size": 257,
                    "line": _LINE,
                }
            ]
        },
    )

    size: Annotated[int, Field(ge=0, le=SIZE_MAX)]
    line: Annotated[str, Field(max_length=1_000)]


class Taken(BaseModel):
    """A cosignature was taken, now or before."""

    size: int


@router.get(
    "/checkpoint",
    summary="最新检查点 (C2SP tlog-checkpoint)",
    response_class=PlainTextResponse,
    responses={
        200: {
            "description": "签名文书: 名称、条数、根哈希和签名",
            "content": {"text/plain": {"schema": {"type": "string"}, "example": _NOTE}},
        }
    },
)
def checkpoint(request: Request) -> PlainTextResponse:
    """Give the last checkpoint with every signature under it."""
    return PlainTextResponse(
        str(_ledger(request).published().note), headers={"Cache-Control": "no-cache"}
    )


@router.get(
    "/tile/{level}/{number:path}",
    summary="哈希块 (C2SP tlog-tiles)",
    response_class=Response,
    responses={
        200: {
            "description": "至多 256 个 32 字节的哈希",
            "content": {"application/octet-stream": {"schema": {"type": "string"}}},
        }
    },
)
def tile(
    request: Request,
    level: Annotated[int, Path(ge=0, le=LEVEL_MAX, examples=[0])],
    number: Annotated[str, Path(max_length=60, examples=["x001/234"])],
) -> Response:
    """Give a tile that was published, or as much of it as its name says."""
    place = decode_path(number)
    if place is None:
        raise NoSuchProof
    hashes = _ledger(request).tile(level, *place)
    return Response(
        hashes, media_type="application/octet-stream", headers={"Cache-Control": "max-age=60"}
    )


@router.get("/proof", summary="一条记录在账本之内的证明")
def proof(
    request: Request,
    position: Annotated[int, Query(ge=1, le=SIZE_MAX, examples=[1])],
    size: Size,
) -> Inclusion:
    """Prove that a row is among the first rows of a published log."""
    ledger = _ledger(request)
    _demand_published(ledger, size)
    steps = ledger.inclusion(position, size)
    hashing = ledger.opened.hashing
    (line,) = ledger.leaf_lines(after=position - 1, limit=1)
    return Inclusion(
        position=position,
        size=size,
        hash=hashing.name,
        leaf=_text(hashing.leaf(line)),
        proof=_texts(steps),
        root=_text(ledger.root(size)),
    )


@router.get("/consistency", summary="后一检查点由前一检查点延续而来的证明")
def consistency(
    request: Request,
    first: Annotated[int, Query(alias="from", ge=0, le=SIZE_MAX, examples=[1])],
    to: Size,
) -> Consistency:
    """Prove that a published log begins as a shorter one did."""
    ledger = _ledger(request)
    _demand_published(ledger, to)
    steps = ledger.consistency(first, to)
    name = ledger.opened.hashing.name
    return Consistency.model_validate(
        {"from": first, "to": to, "hash": name, "proof": _texts(steps)}
    )


@router.get("/keys", summary="账本的公钥")
def keys(request: Request) -> Keys:
    """Give the keys that sign or signed, and those of the witnesses."""
    ledger = _ledger(request)
    return Keys(
        log=[
            Key(vkey=str(each.key), from_size=each.from_size, until_size=each.until_size)
            for each in ledger.listed_keys()
        ],
        witnesses=[str(key) for key in ledger.witnesses],
    )


@router.post("/cosignatures", summary="见证人联署")
def cosign(request: Request, body: Cosignature) -> Taken:
    """Take a signature of a witness that is configured, under a checkpoint that was published."""
    _ledger(request).cosign(body.size, body.line)
    return Taken(size=body.size)


def _ledger(request: Request) -> Ledger:
    return services_of(request).ledger


def _demand_published(ledger: Ledger, size: int) -> None:
    if size > ledger.published_size():
        raise NoSuchProof(size=size)


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _texts(contents: Sequence[bytes]) -> list[str]:
    return [_text(content) for content in contents]

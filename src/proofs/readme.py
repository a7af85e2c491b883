"""What a bundle says of itself to whoever opens it first, and how keys are compared by people."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.history import Event, Recorded
    from eventstore.ledger.checkpoint import Checkpoint
    from eventstore.ledger.notes import VerifierKey
    from projections.figures.figure import Figure

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_GROUP: Final = 4

_TEXT: Final = """\
连心: 一个数的证明
==================

这个数: {measure} {chinese}, {first} 至 {last}, {area_chinese}: {number}
读到账本第 {position} 条为止。规则第 {version} 版: {rule}

怎样核对 (只需要 Python 3.8 或更新的版本, 不联网):

    python3 verify.py BUNDLE.zip          或    node verify.mjs BUNDLE.zip

请从您信任的地方取 verify.py, 不要只用包里的这一份; 规则和格式见 docs/proof.md。
账本公钥的指纹, 请与公布处 (报表、区残联公告、镇街留存) 的核对:
{fingerprints}
{limits_chinese}

Lianxin: the proof of a number
==============================

The number: {measure} {english}, {first} to {last}, {area_english}: {number}
As known at event {position} of the log. Rule, version {version}: {rule_english}

To check it (Python 3.8 or newer is all it needs, and no network):

    python3 verify.py BUNDLE.zip          or    node verify.mjs BUNDLE.zip

Take verify.py from where you trust it, not only the copy in here; docs/proof.md tells rules and
format. Compare the fingerprint of the log's key with the one published (on reports, by the district
federation, with the towns):
{fingerprints}
{limits_english}
"""

_CASE: Final = """\
连心: 一份记录的证据
====================

这份记录: {case}, 共 {entries} 条, 到账本第 {position} 条为止。
每条的全文都在 states.ndjson 里; 个人内容是密文。

{listed}

怎样核对 (只需要 Python 3.8 或更新的版本, 不联网):

    python3 verify.py BUNDLE.zip          或    node verify.mjs BUNDLE.zip

能证明: 每一条都在所签的账本中, 一字未改; 版本从 1 到 {entries} 没有缺号。
不能证明: 别的记录里写了什么; 这以后有没有再添。没有数任何数字。
请从您信任的地方取 verify.py, 不要只用包里的这一份; 规则和格式见 docs/proof.md。
账本公钥的指纹, 请与公布处 (报表、区残联公告、镇街留存) 的核对:
{fingerprints}

Lianxin: the evidence of one record
===================================

The record: {case}, {entries} events, until event {position} of the log. Each is in full in
states.ndjson; personal data is ciphertext. To check it, run verify.py as above.

Shown: each event is in the log that was signed, unchanged; its versions are 1 to {entries} without
a gap. Not shown: what other records say, and that nothing was added later. No number was counted.

Take verify.py from where you trust it, not only the copy in here; docs/proof.md tells rules and
format. Compare the fingerprint of the log's key with the one published (on reports, by the district
federation, with the towns):
{fingerprints}
"""

_LIMITS: Final = {
    "complete": (
        "这是完整证明: 账本从第 1 条起每条都在, 没有遗漏。",
        "This is a complete bundle: every event from the first on is here, so nothing is left out.",
    ),
    "selective": (
        "这是选择性证明: 所列事实属实, 但不能证明没有遗漏。",
        "This is a selective bundle: what it lists is true; it cannot show that nothing is left out.",
    ),
}


def readme(figure: Figure, kind: str, checkpoint: Checkpoint, keys: Sequence[VerifierKey]) -> str:
    """Write README.txt."""
    question, measure = figure.question, figure.measure
    limits_chinese, limits_english = _LIMITS[kind]
    return _TEXT.format(
        measure=measure.id,
        chinese=measure.chinese,
        english=measure.english,
        first=question.first,
        last=question.last,
        area_chinese=question.area or "全区",
        area_english=question.area or "the whole district",
        number=figure.value if figure.of is None else f"{figure.value} / {figure.of}",
        position=figure.position,
        version=measure.version,
        rule=measure.rule,
        rule_english=measure.rule_english,
        fingerprints="\n".join(f"    {checkpoint.origin}: {fingerprint(key)}" for key in keys),
        limits_chinese=limits_chinese,
        limits_english=limits_english,
    )


def case_readme(
    history: Sequence[Recorded[Event]], checkpoint: Checkpoint, keys: Sequence[VerifierKey]
) -> str:
    """Write README.txt of a record's evidence."""
    listed = [
        f"    {each.version:>4}  {each.occurred_on}  {each.event.topic}  @{each.position}"
        for each in history
    ]
    return _CASE.format(
        case=history[0].stream,
        entries=len(history),
        position=history[-1].position,
        listed="\n".join(listed),
        fingerprints="\n".join(f"    {checkpoint.origin}: {fingerprint(key)}" for key in keys),
    )


def fingerprint(key: VerifierKey) -> str:
    """Give what people compare: SHA-256 of the 32 bytes of a key, in groups of four digits."""
    digits = hashlib.sha256(key.public).hexdigest()
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def instant_text(microseconds: int) -> str:
    """Write an instant kept as microseconds since 1970."""
    instant = _EPOCH + timedelta(microseconds=microseconds)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

"""The blocker scan 去标识化: what in a text for the public points at a person (`domain.md` 3.7).

The text is read as somebody who searches it would: full-width characters as plain ones, digits
written in Chinese as digits, and no blanks or dashes inside numbers, names and addresses. What is
found is told by its kind only, never by its words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.words import Identifying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HAN: Final = r"\u3400-\u9fff"
_CHINESE_DIGITS: Final = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_DIGITS: Final = str.maketrans(_CHINESE_DIGITS, "0001234567891123456789")
_CHINESE_RUN: Final = re.compile(rf"[{_CHINESE_DIGITS}](?:[\W_]*[{_CHINESE_DIGITS}]){{6,}}")
_INSIDE_NUMBERS: Final = re.compile(r"(?<=[\d*xX])[\s\-—–―‐−_.·•・:/\\()]+(?=[\d*xX])")
_MASKS: Final = str.maketrans(dict.fromkeys("＊×✕●○•·#?", "*"))

_CERTIFICATE: Final = re.compile(r"(?<!\d)\d{17}[\dxX]\d{2}(?:[bB]\d)?(?!\d)")
_IDENTITY: Final = re.compile(r"(?<!\d)(?:\d{17}[\dxX]|\d{15})(?!\d)")
_MASKED: Final = re.compile(r"\d{3,}[*xX]{3,}\d{2,}")
_LISTED: Final = re.compile(r"(?<=\d)[,、;]+(?=\d)")
_MOBILE: Final = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_LONG_RUN: Final = re.compile(r"\d{7,}")
_DAY_OR_YEARS: Final = re.compile(r"(?:19|20)\d\d(?:(?:19|20)\d\d|(?:0[1-9]|1[0-2])[0-3]\d)")

_N: Final = r"[\da-zA-Z一二三四五六七八九十百零〇]+"
_ADDRESS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_N}号楼",
        rf"{_N}(?:栋|幢)",
        r"[\d一二三四五六七八九十]+(?:单元|室)(?![内外温])",
        rf"(?:路|街|巷|道|弄|胡同|里|庄|村|组|队)[甲乙丙丁附]?{_N}号",
        r"\d+号\d{2,}",
        r"\d+楼\d{3,}",
        r"\d{2,}(?:房|户)(?!产|屋|籍|主|家)(?<!\d户)",
        rf"(?:村|庄|屯|寨)[第]?{_N}(?:组|队|社)",
        rf"(?:^|[^第{_HAN}\d]|住|在|家|是){_N}组{_N}号",
        r"门牌号?[为是:]?\d",
        r"(?<!\d)\d{1,3}-\d{1,2}-\d{3,4}(?!\d)",
    )
)
_VILLAGE_ENDING: Final = r"(?:村民委员会|村委会|居委会|社区|村|小区|花园|家园|公寓|新村|庄)"
_LIKE_A_VILLAGE: Final = re.compile(
    rf"[{_HAN}](?:家|庄|楼|集|湖|山|河|桥|店|屯|圩|湾|庙|沟|堡|寨)(?:村|社区|居委会)"
    rf"|[{_HAN}]{{2,4}}(?:小区|花园|家园|公寓|苑小区)"
)
_NO_ESTATE: Final = re.compile(
    r"(?:老旧|居民|居住|所在|该|本|各|多个|封闭|安置|同一|示范|无障碍|有关|开放|周边|附近|部分|其他|其所在|住宅|的)"
    r"(?:小区|公寓|家园|花园)"
)
_NOT_A_NAME: Final = re.compile(
    r"其|本人|代理人|监护人|联系人|委托|女儿|儿子|长女|次女|长子|次子|之女|之子|妻子|丈夫|配偶|父亲|母亲"
    r"|哥哥|弟弟|姐姐|妹妹|孙子|孙女|邻居|村民|残疾人|先生|女士|同志|姓名|之侄|之妻|之夫|是|叫|名"
)
_CALLED: Final = r"(?:先生|女士|同志|大爷|大妈|大娘|大叔|阿姨|老人|师傅|小朋友)"
_TO_TOWN: Final = re.compile(r"^.*?(?:街道办事处|街道|镇|乡)")
_TO_DISTRICT: Final = re.compile(rf"^[{_HAN}]+?(?:省|市|县|开发区)")
_OF_AN_ASSOCIATION: Final = re.compile(r"(?:残疾人协会|残协|联合会|残联)$")
_STEM_ENDING: Final = re.compile(r"(?:村民委员会|村委会|居委会|居民委员会|社区|村|居)$")
_ADDRESS_PIECE_CHARACTERS: Final = 4
_NAME_CHARACTERS: Final = range(2, 5)
_STEM_CHARACTERS_MIN: Final = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What the records know of a case's people and places, opened for this one decision."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    hamlets: tuple[str, ...] = ()


def found_in(summary: str, known: Known) -> tuple[Identifying, ...]:
    """Tell what kinds of identifying things a summary holds, in the order of `Identifying`."""
    plain = unicodedata.normalize("NFKC", _without_marks(summary))
    numbers = _numbers(plain)
    words = _squeezed(plain)
    spaceless = re.sub(r"\s+", "", plain)
    found = {
        Identifying.IDENTITY_NUMBER: bool(_IDENTITY.search(numbers)),
        Identifying.CERTIFICATE_NUMBER: bool(_CERTIFICATE.search(numbers)),
        Identifying.PHONE: _has_phone(numbers),
        Identifying.NAME: any(_names(words, name) for name in known.names),
        Identifying.ADDRESS: _has_address(spaceless, words, known.addresses),
        Identifying.VILLAGE: _has_village(words, known.villages)
        or any(hamlet in words for hamlet in known.hamlets),
    }
    return tuple(kind for kind in Identifying if found[kind])


def _without_marks(text: str) -> str:
    """Drop what is not seen: zero-width characters and the like."""
    return "".join(each for each in text if unicodedata.category(each) not in {"Cf", "Mn"})


def _squeezed(text: str) -> str:
    """Give letters, digits and characters alone."""
    return re.sub(r"[\W_]+", "", text)


def _numbers(plain: str) -> str:
    """Give a text whose numbers are whole: digits for Chinese ones, nothing between them."""
    digits = _CHINESE_RUN.sub(lambda run: run.group(0).translate(_DIGITS), plain)
    return _INSIDE_NUMBERS.sub("", digits.translate(_MASKS))


def _has_phone(numbers: str) -> bool:
    if _MASKED.search(numbers) or _MOBILE.search(_LISTED.sub("", numbers)):
        return True
    return any(
        not _DAY_OR_YEARS.fullmatch(run) and not _IDENTITY.fullmatch(run)
        for run in _LONG_RUN.findall(_CERTIFICATE.sub("", _IDENTITY.sub("", numbers)))
    )


def _names(words: str, text: str) -> bool:
    """Tell whether a text that gives a name, or says who somebody is, names them in `words`."""
    for name in _parts_of(text):
        if name in words:
            return True
        for given in (name[1:], name[2:]):  # a family name has one character, or two
            if len(given) in _NAME_CHARACTERS and re.search(given + _CALLED, words):
                return True
    return False


def _parts_of(text: str) -> Iterator[str]:
    """Give what may be names in a text: what is left when relations are taken out."""
    whole = _squeezed(unicodedata.normalize("NFKC", text))
    if len(whole) in _NAME_CHARACTERS:
        yield whole
    for run in re.split(rf"[^{_HAN}]+", _NOT_A_NAME.sub(" ", unicodedata.normalize("NFKC", text))):
        if len(run) in _NAME_CHARACTERS:
            yield run


def _has_address(spaceless: str, words: str, addresses: Iterable[str]) -> bool:
    if any(pattern.search(spaceless) for pattern in _ADDRESS):
        return True
    return any(piece in words for address in addresses for piece in _pieces_of(address))


def _pieces_of(address: str) -> Iterator[str]:
    """Give every piece of an address below the town that is long enough to tell it."""
    below = _squeezed(unicodedata.normalize("NFKC", address))
    if _TO_TOWN.match(below):
        below = _TO_TOWN.sub("", below)
    while _TO_DISTRICT.match(below):
        below = _TO_DISTRICT.sub("", below)
    size = min(_ADDRESS_PIECE_CHARACTERS, len(below))
    if size >= _STEM_CHARACTERS_MIN:
        for start in range(len(below) - size + 1):
            yield below[start : start + size]


def _has_village(words: str, villages: Iterable[str]) -> bool:
    for village in villages:
        name = _OF_AN_ASSOCIATION.sub("", _squeezed(village))
        stem = _STEM_ENDING.sub("", name)
        if name != stem and name in words:
            return True
        if len(stem) >= _STEM_CHARACTERS_MIN and re.search(
            re.escape(stem) + _VILLAGE_ENDING, words
        ):
            return True
    return bool(_LIKE_A_VILLAGE.search(_NO_ESTATE.sub("", words)))

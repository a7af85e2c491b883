"""Invented people: names, ID numbers of the synthetic 990000 range, addresses, telephones.

No name is anybody's on purpose: a surname and two characters that villages like are drawn apart.
The numbers belong to nobody: no place has the code 990000, and no mobile number begins with 100.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from domain.identity.identity_number import check_digit

if TYPE_CHECKING:
    from random import Random

_SURNAMES: Final = tuple(
    "王李陈刘孙赵周吴徐朱马胡郭何高林罗郑梁宋谢唐韩冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯孟龙万段"
)
_OF_MEN: Final = tuple("守立成树望田春林松柏岭泉洪根柱良厚朴本仁义和谦安庆书学茂启正德永长")
_OF_WOMEN: Final = tuple("秀桂兰芳梅英翠莲菊香巧云霞月娥珍素琴玲淑敏荷杏枝叶彩红艳慧娟春")

SYNTHETIC_PLACE: Final = "990000"
_SEQUENCE_MAX: Final = 999


class Registry:
    """Invents people so that no two share an ID number."""

    def __init__(self, random: Random) -> None:
        """Draw from `random`."""
        self._random = random
        self._numbers: set[str] = set()
        self._telephones = 0

    def name(self, *, man: bool, surname: str | None = None) -> str:
        """Invent a name, of a given family if so wanted."""
        given = self._random.sample(_OF_MEN if man else _OF_WOMEN, 2)
        return (surname or self._random.choice(_SURNAMES)) + "".join(given)

    def number(self, born: date, *, man: bool) -> str:
        """Give an ID number that nobody has yet: odd for men, even for women."""
        while True:
            sequence = 2 * self._random.randint(1, _SEQUENCE_MAX // 2) - man
            first17 = f"{SYNTHETIC_PLACE}{born:%Y%m%d}{sequence:03d}"
            number = first17 + check_digit(first17)
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def telephone(self) -> str:
        """Give a telephone number that cannot be anybody's."""
        self._telephones += 1
        return f"100{self._random.randint(0, 99):02d}{self._telephones:06d}"

    def birthday(self, youngest: int, oldest: int, *, on: date) -> date:
        """Give a birthday of somebody between so many full years old on a day."""
        first = date(on.year - oldest - 1, on.month, on.day) + timedelta(days=1)
        last = date(on.year - youngest, on.month, on.day)
        return first + timedelta(days=self._random.randrange((last - first).days + 1))

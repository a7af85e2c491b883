"""残疾人证号: the identity number, one digit of category, one of grade, and B1, B2… after a loss.

A change of category or grade changes the number, so it is never a key (`domain.md` 1.3). As with
the identity number, no refusal carries the number or a part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from domain.history import Rejected
from domain.identity.characters import as_written, is_spreadsheet_number
from domain.identity.identity_number import LENGTH, IdentityNumber
from domain.words import CertificateNumberForm, DisabilityCategory, DisabilityGrade

if TYPE_CHECKING:
    from typing import Self

LOSSES_MAX: Final = 9  # the suffix has one digit

_CHARACTERS: Final = re.compile("[0-9]*X?[0-9]*(B[0-9]*)?")
_SHAPE: Final = re.compile("([0-9]{17}[0-9X])([0-9])([0-9])(.*)")
_LENGTHS: Final = (20, 21, 22)  # 21 only with the bare B of old certificates


class CertificateNumberRefused(Rejected):
    """残疾人证号不正确。 | The certificate number is not right."""


class CertificateNumberIsIdentityNumber(CertificateNumberRefused):
    """这里填的是18位身份证号; 残疾人证号至少20位, 其后还有类别和等级各一位, 请看证件。
    | This is the 18-character identity number; a certificate number has 20 at least, with category
    and grade behind it. Please look at the certificate.
    """


class CertificateNumberHasWrongLength(CertificateNumberRefused):
    """残疾人证号应为20位, 补发过的为22位(末尾B1、B2…), 请核对位数。
    | A certificate number has 20 characters, or 22 after a loss (ending B1, B2…); count them.
    """


class CertificateNumberHasForeignCharacters(CertificateNumberRefused):
    """残疾人证号只能由数字组成, 第18位可以是X, 末尾可以是B加一位数字。
    | A certificate number is made of digits; the 18th may be X and it may end in B and a digit.
    """


class CertificateNumberDamagedBySpreadsheet(CertificateNumberRefused):
    """残疾人证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。
    | A spreadsheet turned the certificate number into a figure and lost its last digits; make the
    column text and type it again.
    """


class CertificateNumberOfAnotherPerson(CertificateNumberRefused):
    """残疾人证号前18位与本人身份证号不一致, 请核对。
    | The first 18 characters are not the holder's identity number; please compare them.
    """


class CertificateNumberCategoryUnknown(CertificateNumberRefused):
    """残疾人证号第19位是残疾类别, 应为1至7。
    | The 19th character is the category and must be 1 to 7.
    """


class CertificateNumberGradeUnknown(CertificateNumberRefused):
    """残疾人证号第20位是残疾等级, 应为1至4。
    | The 20th character is the grade and must be 1 to 4.
    """


class CertificateNumberSuffixUnknown(CertificateNumberRefused):
    """残疾人证号补发标记应为B1至B9。 | The mark of a re-issue must be B1 to B9."""


class CertificateNumberSuffixExhausted(CertificateNumberRefused):
    """补发标记只到B9, 再次补发请报上级残联。
    | The mark of a re-issue ends at B9; ask the federation above about another one.
    """


@dataclass(frozen=True, slots=True, repr=False)
class CertificateNumber:
    """A number that has passed every rule of `domain.md` 1.3; `losses` is the n of B<n>.

    `had_bare_suffix` flags a number that came with the old bare B and was read as B1. `str` and
    `repr` are masked.
    """

    holder: IdentityNumber
    category: DisabilityCategory
    grade: DisabilityGrade
    losses: int = 0
    had_bare_suffix: bool = field(default=False, compare=False)

    @classmethod
    def parse(cls, text: str, *, holder: IdentityNumber) -> Self:
        """Read what somebody typed as the number of `holder`; refuse with the reason."""
        written = as_written(text)
        _refuse_other_things(written)
        shape = _SHAPE.fullmatch(written)
        if shape is None:
            raise CertificateNumberHasForeignCharacters
        identity, category, grade, suffix = shape.groups()
        if identity != holder.text:
            raise CertificateNumberOfAnotherPerson
        if category not in "1234567":
            raise CertificateNumberCategoryUnknown
        if grade not in "1234":
            raise CertificateNumberGradeUnknown
        return cls(
            holder=holder,
            category=DisabilityCategory(int(category)),
            grade=DisabilityGrade(int(grade)),
            losses=_losses(suffix),
            had_bare_suffix=suffix == "B",
        )

    @property
    def text(self) -> str:
        """The whole number, in 20 or 22 characters."""
        suffix = f"B{self.losses}" if self.losses else ""
        return f"{self.holder.text}{self.category:d}{self.grade:d}{suffix}"

    @property
    def masked(self) -> str:
        """The holder's masked number; category and grade are sensitive and never shown."""
        return f"{self.holder.masked}**"

    def agrees_with(self, category: DisabilityCategory, grade: DisabilityGrade) -> bool:
        """Tell whether the number says what the certificate itself says."""
        return (self.category, self.grade) == (category, grade)

    def with_grade(self, grade: DisabilityGrade) -> CertificateNumber:
        """Give the number after the grade has changed."""
        return replace(self, grade=grade)

    def with_category(self, category: DisabilityCategory) -> CertificateNumber:
        """Give the number after the category has changed."""
        return replace(self, category=category)

    def with_loss(self) -> CertificateNumber:
        """Give the number of the certificate re-issued 补发 after one more loss."""
        if self.losses == LOSSES_MAX:
            raise CertificateNumberSuffixExhausted
        return replace(self, losses=self.losses + 1)

    def __str__(self) -> str:
        """Give the masked form."""
        return self.masked

    def __repr__(self) -> str:
        """Give the masked form."""
        return f"CertificateNumber({self.masked})"


def certificate_number_form(holder: IdentityNumber | None) -> CertificateNumberForm:
    """Tell how a certificate number is kept: as typed when its holder has no identity number.

    Residents of Hong Kong, Macao and Taiwan and others have encodings of their own; whoever has an
    identity number has a standard certificate number or a mistyped one.
    """
    return CertificateNumberForm.OTHER if holder is None else CertificateNumberForm.STANDARD


def _refuse_other_things(written: str) -> None:
    if is_spreadsheet_number(written):
        raise CertificateNumberDamagedBySpreadsheet
    if _CHARACTERS.fullmatch(written) is None:
        raise CertificateNumberHasForeignCharacters
    if len(written) == LENGTH and "B" not in written:
        raise CertificateNumberIsIdentityNumber
    if len(written) not in _LENGTHS or (len(written) > min(_LENGTHS) and "B" not in written):
        raise CertificateNumberHasWrongLength(length=len(written))


def _losses(suffix: str) -> int:
    if suffix in {"", "B"}:
        return len(suffix)
    if suffix[1:] not in list("123456789"):
        raise CertificateNumberSuffixUnknown
    return int(suffix[1:])

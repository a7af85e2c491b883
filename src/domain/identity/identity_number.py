"""公民身份号码, GB 11643: six characters of place, eight of birth, three of sequence, one of check.

The place is that of first registration and may long be abolished, so it is never a reason to refuse
(`domain.md` 1.2). No refusal here carries the number or a part of it, in words or in details.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.history import Rejected
from domain.identity.characters import as_written, is_spreadsheet_number
from domain.words import Sex

LENGTH: Final = 18
OLD_LENGTH: Final = 15
OLDEST_YEARS: Final = 130
ADULT_YEARS: Final = 18  # 民法典 art 17

# ISO 7064 MOD 11-2.
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"

_CHARACTERS: Final = re.compile("[0-9]*X?")
_PHONE: Final = re.compile("1[3-9][0-9]{9}")
_CERTIFICATE: Final = re.compile("[0-9]{17}[0-9X][1-7][1-4](B[1-9]?)?")


class IdentityNumberRefused(Rejected):
    """身份证号不正确。 | The identity number is not right."""


class IdentityNumberHasWrongLength(IdentityNumberRefused):
    """身份证号应为18位(旧号15位), 请核对位数。
    | An identity number has 18 characters (an old one 15); please count them.
    """


class IdentityNumberHasForeignCharacters(IdentityNumberRefused):
    """身份证号只能由数字组成, 末位可以是X。
    | An identity number is made of digits; only the last may be X.
    """


class IdentityNumberDamagedBySpreadsheet(IdentityNumberRefused):
    """身份证号被表格软件变成了数值, 末几位已丢失, 请把该列设为文本后重新填写。
    | A spreadsheet turned the identity number into a figure and lost its last digits; make the
    column text and type it again.
    """


class IdentityNumberIsPhoneNumber(IdentityNumberRefused):
    """这里填的像是手机号, 请填写身份证号。
    | This looks like a mobile number; the identity number is asked for.
    """


class IdentityNumberIsCertificateNumber(IdentityNumberRefused):
    """这里填的像是残疾人证号, 身份证号是其前18位。
    | This looks like a certificate number; the identity number is its first 18 characters.
    """


class IdentityNumberBirthDateImpossible(IdentityNumberRefused):
    """身份证号第7至14位不是存在的日期, 请核对。
    | Characters 7 to 14 of the identity number are no date that exists; please check them.
    """


class IdentityNumberBornInFuture(IdentityNumberRefused):
    """身份证号中的出生日期晚于办理日期, 请核对。
    | The birth date in the identity number is after the business date; please check it.
    """


class IdentityNumberBornTooLongAgo(IdentityNumberRefused):
    """按身份证号推算年龄超过130岁, 请核对出生日期。
    | By the identity number the person is over 130; please check the birth date.
    """


class IdentityNumberCheckDigitWrong(IdentityNumberRefused):
    """身份证号校验位不符, 请逐位核对。
    | The check digit of the identity number does not agree; compare it character by character.
    """


@dataclass(frozen=True, slots=True, repr=False)
class IdentityNumber:
    """A number that has passed every rule of `domain.md` 1.2; made by `parse`.

    `text` is the whole number in its 18 characters. `str` and `repr` are masked, so that no log
    line or error page shows it by mistake.
    """

    text: str

    @classmethod
    def parse(cls, text: str, *, on: date) -> IdentityNumber:
        """Read what somebody typed, on the business date `on`; refuse with the reason.

        Spaces, full-width characters and a small x are put right, an old number of 15 digits is
        upgraded. Nothing else is ever repaired.
        """
        written = as_written(text)
        _refuse_other_things(written)
        if _CHARACTERS.fullmatch(written) is None:
            raise IdentityNumberHasForeignCharacters
        if len(written) == OLD_LENGTH and written.isdigit():
            written = _upgraded(written)
        if len(written) != LENGTH:
            raise IdentityNumberHasWrongLength(length=len(written))
        number = cls(written)
        number._refuse_birth_date(on)
        if written[-1] != check_digit(written[:-1]):
            # The commonest wrong check digit: fifteen digits and three noughts out of a sheet.
            ruined = written.endswith("000")
            raise (IdentityNumberDamagedBySpreadsheet if ruined else IdentityNumberCheckDigitWrong)
        return number

    @property
    def birth_date(self) -> date:
        """The date of birth, as registered."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> Sex:
        """The sex, as registered: the sequence is odd for men and even for women."""
        return Sex.MALE if int(self.text[16]) % 2 else Sex.FEMALE

    def age_on(self, day: date) -> int:
        """Count the full years 周岁 on `day`; born on 29 February, a year is full on 1 March."""
        born = self.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def is_minor_on(self, day: date) -> bool:
        """Tell whether the person is under 18 on `day`, 民法典 art 17."""
        return self.age_on(day) < ADULT_YEARS

    @property
    def masked(self) -> str:
        """First six and last four, for a person's own page: 110105********002X."""
        return f"{self.text[:6]}{'*' * 8}{self.text[-4:]}"

    @property
    def masked_for_lists(self) -> str:
        """First four and last three, for lists: 1101***********02X."""
        return f"{self.text[:4]}{'*' * 11}{self.text[-3:]}"

    def __str__(self) -> str:
        """Give the masked form."""
        return self.masked_for_lists

    def __repr__(self) -> str:
        """Give the masked form."""
        return f"IdentityNumber({self.masked_for_lists})"

    def _refuse_birth_date(self, on: date) -> None:
        try:
            born = self.birth_date
        except ValueError:
            raise IdentityNumberBirthDateImpossible from None
        if born > on:
            raise IdentityNumberBornInFuture
        if self.age_on(on) > OLDEST_YEARS:
            raise IdentityNumberBornTooLongAgo


def check_digit(first17: str) -> str:
    """Give the 18th character for the first 17 digits, ISO 7064 MOD 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def _refuse_other_things(written: str) -> None:
    if is_spreadsheet_number(written):
        raise IdentityNumberDamagedBySpreadsheet
    if _PHONE.fullmatch(written):
        raise IdentityNumberIsPhoneNumber
    if _CERTIFICATE.fullmatch(written):
        raise IdentityNumberIsCertificateNumber


def _upgraded(old: str) -> str:
    first17 = f"{old[:6]}19{old[6:]}"
    return first17 + check_digit(first17)

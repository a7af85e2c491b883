"""残疾人证号 (`domain.md` 1.3, Appendix B 3 and 4). All numbers are synthetic."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import (
    CertificateNumber,
    CertificateNumberCategoryUnknown,
    CertificateNumberDamagedBySpreadsheet,
    CertificateNumberGradeUnknown,
    CertificateNumberHasForeignCharacters,
    CertificateNumberHasWrongLength,
    CertificateNumberIsIdentityNumber,
    CertificateNumberOfAnotherPerson,
    CertificateNumberRefused,
    CertificateNumberSuffixExhausted,
    CertificateNumberSuffixUnknown,
    IdentityNumber,
    certificate_number_form,
)
from domain.words import CertificateNumberForm, DisabilityCategory, DisabilityGrade

DAY = date(2022, 5, 15)
HOLDER_TEXT = "99000019520307001X"
HOLDER = IdentityNumber.parse(HOLDER_TEXT, on=DAY)
OTHER = IdentityNumber.parse("990000194809110026", on=DAY)
NUMBER = CertificateNumber(HOLDER, DisabilityCategory.PHYSICAL, DisabilityGrade.SECOND)

numbers = st.builds(
    CertificateNumber,
    st.sampled_from([HOLDER, OTHER]),
    st.sampled_from(DisabilityCategory),
    st.sampled_from(DisabilityGrade),
    st.integers(0, 9),
)


def parse(text: str, holder: IdentityNumber = HOLDER) -> CertificateNumber:
    return CertificateNumber.parse(text, holder=holder)


def refusal_of(text: str) -> CertificateNumberRefused | None:
    try:
        parse(text)
    except CertificateNumberRefused as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (HOLDER_TEXT + "42", NUMBER),
        (
            HOLDER_TEXT + "11",
            CertificateNumber(HOLDER, DisabilityCategory.VISUAL, DisabilityGrade.FIRST),
        ),
        (
            HOLDER_TEXT + "74B1",
            CertificateNumber(HOLDER, DisabilityCategory.MULTIPLE, DisabilityGrade.FOURTH, 1),
        ),
        (
            HOLDER_TEXT + "63B9",
            CertificateNumber(HOLDER, DisabilityCategory.MENTAL, DisabilityGrade.THIRD, 9),
        ),
    ],
)
def test_a_number_of_20_or_22_characters_is_read(text: str, number: CertificateNumber) -> None:
    assert parse(text) == number
    assert number.text == text


def test_a_bare_b_is_read_as_b1_and_flagged() -> None:
    """1.3: an older page says the first suffix is a bare B."""
    bare, full = parse(HOLDER_TEXT + "42b"), parse(HOLDER_TEXT + "42B1")

    assert bare == full
    assert bare.text == HOLDER_TEXT + "42B1"
    assert bare.had_bare_suffix
    assert not full.had_bare_suffix
    assert not parse(HOLDER_TEXT + "42").had_bare_suffix


def test_width_case_and_spaces_are_put_right() -> None:
    assert parse(" 990000 19520307 001x ４２ｂ１ ") == NUMBER.with_loss()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", CertificateNumberHasWrongLength),
        (HOLDER_TEXT, CertificateNumberIsIdentityNumber),
        (OTHER.text, CertificateNumberIsIdentityNumber),
        (HOLDER_TEXT + "4", CertificateNumberHasWrongLength),
        (HOLDER_TEXT + "421", CertificateNumberHasWrongLength),
        ("990000194809110026421", CertificateNumberHasWrongLength),  # 1.3: 21 digits
        (HOLDER_TEXT + "4211", CertificateNumberHasWrongLength),
        (HOLDER_TEXT + "42B11", CertificateNumberHasWrongLength),
        (HOLDER_TEXT + "B1", CertificateNumberHasForeignCharacters),
        (HOLDER_TEXT + "4B1", CertificateNumberHasForeignCharacters),
        (HOLDER_TEXT[:-2] + "B1", CertificateNumberHasWrongLength),
        (HOLDER_TEXT + "42C1", CertificateNumberHasForeignCharacters),
        (HOLDER_TEXT + "4X", CertificateNumberHasForeignCharacters),
        ("X" + HOLDER_TEXT[1:-1] + "042", CertificateNumberHasForeignCharacters),
        ("苏残字第001号", CertificateNumberHasForeignCharacters),
        ("9.90000E+19", CertificateNumberDamagedBySpreadsheet),
        (OTHER.text + "42", CertificateNumberOfAnotherPerson),
        (HOLDER_TEXT[:-1] + "042", CertificateNumberOfAnotherPerson),
        (HOLDER_TEXT + "02", CertificateNumberCategoryUnknown),
        (HOLDER_TEXT + "82", CertificateNumberCategoryUnknown),
        (HOLDER_TEXT + "40", CertificateNumberGradeUnknown),
        (HOLDER_TEXT + "45", CertificateNumberGradeUnknown),
        (HOLDER_TEXT + "42B0", CertificateNumberSuffixUnknown),
    ],
)
def test_what_is_wrong_is_named(text: str, refusal: type[CertificateNumberRefused]) -> None:
    with pytest.raises(CertificateNumberRefused) as caught:
        parse(text)

    assert type(caught.value) is refusal


def test_a_change_of_grade_changes_the_number() -> None:
    """Appendix B 3: ...42 becomes ...43."""
    assert NUMBER.text == HOLDER_TEXT + "42"
    assert NUMBER.with_grade(DisabilityGrade.THIRD).text == HOLDER_TEXT + "43"


def test_a_change_of_category_changes_the_number() -> None:
    assert NUMBER.with_category(DisabilityCategory.MULTIPLE).text == HOLDER_TEXT + "72"


def test_the_second_loss_gives_b2() -> None:
    """Appendix B 4."""
    assert NUMBER.with_loss().text == HOLDER_TEXT + "42B1"
    assert NUMBER.with_loss().with_loss().text == HOLDER_TEXT + "42B2"


def test_after_a_bare_b_the_next_loss_is_b2() -> None:
    assert parse(HOLDER_TEXT + "42B").with_loss().text == HOLDER_TEXT + "42B2"


def test_a_tenth_loss_has_no_number() -> None:
    with pytest.raises(CertificateNumberSuffixExhausted):
        parse(HOLDER_TEXT + "42B9").with_loss()


def test_a_number_agrees_with_its_own_category_and_grade_only() -> None:
    assert NUMBER.agrees_with(DisabilityCategory.PHYSICAL, DisabilityGrade.SECOND)
    assert not NUMBER.agrees_with(DisabilityCategory.PHYSICAL, DisabilityGrade.THIRD)
    assert not NUMBER.agrees_with(DisabilityCategory.VISUAL, DisabilityGrade.SECOND)


def test_who_has_no_identity_number_has_a_certificate_number_of_another_form() -> None:
    """1.3: Hong Kong, Macao and Taiwan residents and others."""
    assert certificate_number_form(None) is CertificateNumberForm.OTHER
    assert certificate_number_form(HOLDER) is CertificateNumberForm.STANDARD


def test_a_wrong_length_is_told_and_nothing_else() -> None:
    with pytest.raises(CertificateNumberHasWrongLength) as caught:
        parse(HOLDER_TEXT + "421")
    assert caught.value.details == {"length": 21}


def test_every_refusal_speaks_both_languages() -> None:
    for refusal in CertificateNumberRefused.__subclasses__():
        assert refusal().chinese
        assert refusal().english != refusal().chinese


@given(numbers)
def test_a_number_is_read_as_it_is_written(number: CertificateNumber) -> None:
    assert parse(number.text, number.holder) == number
    assert len(number.text) == (22 if number.losses else 20)


@given(numbers)
def test_a_mask_never_shows_the_middle_nor_category_and_grade(number: CertificateNumber) -> None:
    assert number.masked == f"{number.holder.masked}**"
    assert number.text[6:14] not in f"{number} {number!r} {[number]}"
    assert f"{number}" == number.masked


@given(st.one_of(st.text(max_size=40), st.text("0123456789XxBb", max_size=24)))
def test_any_text_is_read_or_refused_without_being_repeated(text: str) -> None:
    refusal = refusal_of(text)
    if refusal is None:
        return
    said = f"{refusal!r} {refusal.args} {list(refusal.details)}"

    assert not (len(text) > 3 and text in said)
    assert all(isinstance(detail, int) for detail in refusal.details.values())

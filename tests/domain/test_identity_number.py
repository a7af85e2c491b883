"""公民身份号码 (`domain.md` 1.2). All numbers are synthetic: 990000 belongs to no place."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.identity import (
    IdentityNumber,
    IdentityNumberBirthDateImpossible,
    IdentityNumberBornInFuture,
    IdentityNumberBornTooLongAgo,
    IdentityNumberCheckDigitWrong,
    IdentityNumberDamagedBySpreadsheet,
    IdentityNumberHasForeignCharacters,
    IdentityNumberHasWrongLength,
    IdentityNumberIsCertificateNumber,
    IdentityNumberIsPhoneNumber,
    IdentityNumberRefused,
    check_digit,
)
from domain.words import Sex

DAY = date(2022, 5, 15)
STANDARD_EXAMPLE = "11010519491231002X"


def parse(text: str, on: date = DAY) -> IdentityNumber:
    return IdentityNumber.parse(text, on=on)


def refusal_of(text: str) -> IdentityNumberRefused | None:
    try:
        parse(text)
    except IdentityNumberRefused as refusal:
        return refusal
    return None


def check_digit_by_recursion(first17: str) -> str:
    """Give the check character the other way ISO 7064 describes: as a pure system, no weights."""
    remainder = 0
    for digit in first17:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


births = st.dates(date(1900, 1, 1), DAY)
first17s = st.builds(
    lambda born, sequence: f"990000{born:%Y%m%d}{sequence:03d}", births, st.integers(0, 999)
)
numbers = first17s.map(lambda first17: first17 + check_digit_by_recursion(first17))


@pytest.mark.parametrize(
    ("text", "born", "sex"),
    [
        (STANDARD_EXAMPLE, date(1949, 12, 31), Sex.FEMALE),
        ("99000019520307001X", date(1952, 3, 7), Sex.MALE),
        ("990000194809110026", date(1948, 9, 11), Sex.FEMALE),
        ("990000201506010039", date(2015, 6, 1), Sex.MALE),
        ("990000198802290149", date(1988, 2, 29), Sex.FEMALE),
        ("990000201001019994", date(2010, 1, 1), Sex.MALE),
    ],
)
def test_the_good_numbers_of_section_1_2_are_read(text: str, born: date, sex: Sex) -> None:
    number = parse(text)

    assert (number.text, number.birth_date, number.sex) == (text, born, sex)


def test_a_date_that_does_not_exist_is_refused_though_the_check_digit_agrees() -> None:
    """1.2: 1990-02-29."""
    assert check_digit("99000019900229001") == "4"
    with pytest.raises(IdentityNumberBirthDateImpossible):
        parse("990000199002290014")


def test_an_old_number_of_15_digits_is_upgraded() -> None:
    """1.2: 990000610415001."""
    assert parse("990000610415001") == parse("990000196104150019")


@pytest.mark.parametrize(
    "text",
    [
        " 110105 19491231 002x ",
        "11010519491231002\uff58",
        "11010519491231002\uff38",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105\u300019491231\u00a0002X\n",
        "\ufeff\u202d11010519491231002X\u202c",
        "110105\u200b19491231\u2060002X",
    ],
)
def test_width_case_spaces_and_unseen_marks_are_put_right(text: str) -> None:
    assert parse(text).text == STANDARD_EXAMPLE


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", IdentityNumberHasWrongLength),
        ("   ", IdentityNumberHasWrongLength),
        ("1101051949123100", IdentityNumberHasWrongLength),
        ("11010519491231002", IdentityNumberHasWrongLength),
        ("1101051949123100200", IdentityNumberHasWrongLength),
        ("99000061041500X", IdentityNumberHasWrongLength),
        ("1" * 10_000, IdentityNumberHasWrongLength),
        ("11010519491231002Y", IdentityNumberHasForeignCharacters),
        ("1101051949123100X2", IdentityNumberHasForeignCharacters),
        ("110105194912310-02X", IdentityNumberHasForeignCharacters),
        ("一二三四五六七八九零", IdentityNumberHasForeignCharacters),
        ("11010519491231002\x00", IdentityNumberHasForeignCharacters),
        ("\u0661\u0661010519491231002X", IdentityNumberHasForeignCharacters),
        ("11010519491231002\u2169", IdentityNumberHasForeignCharacters),
        ("1.10105E+17", IdentityNumberDamagedBySpreadsheet),
        ("1.10105e17", IdentityNumberDamagedBySpreadsheet),
        ("1E+17", IdentityNumberDamagedBySpreadsheet),
        ("１．１０１０５Ｅ＋１７", IdentityNumberDamagedBySpreadsheet),
        ("990000195203070000.0", IdentityNumberDamagedBySpreadsheet),
        ("990000195203070000", IdentityNumberDamagedBySpreadsheet),
        ("13900000000", IdentityNumberIsPhoneNumber),
        ("99000019520307001X42", IdentityNumberIsCertificateNumber),
        ("99000019520307001X42B", IdentityNumberIsCertificateNumber),
        ("99000019520307001X42B2", IdentityNumberIsCertificateNumber),
        ("990000195213070010", IdentityNumberBirthDateImpossible),
        ("990000000000000010", IdentityNumberBirthDateImpossible),
        ("990000991315001", IdentityNumberBirthDateImpossible),
        ("990000202205160012", IdentityNumberBornInFuture),
        ("990000189105140010", IdentityNumberBornTooLongAgo),
        ("110105194912310021", IdentityNumberCheckDigitWrong),
        ("110105194912310022", IdentityNumberCheckDigitWrong),
        ("990000195203080001", IdentityNumberCheckDigitWrong),
    ],
)
def test_what_is_wrong_is_named(text: str, refusal: type[IdentityNumberRefused]) -> None:
    with pytest.raises(IdentityNumberRefused) as caught:
        parse(text)

    assert type(caught.value) is refusal


def test_the_place_is_never_a_reason_to_refuse() -> None:
    """1.2 rule 3: 320323 铜山县 is abolished, 990000 never was."""
    first17 = "32032319520307001"

    assert parse(first17 + check_digit(first17)).birth_date == date(1952, 3, 7)


def test_a_person_born_today_is_born() -> None:
    first17 = "99000020220515001"

    assert parse(first17 + check_digit(first17)).age_on(DAY) == 0


def test_a_person_of_130_is_taken_and_one_of_131_is_not() -> None:
    born_18910516, born_18910515 = "99000018910516001", "99000018910515001"

    assert parse(born_18910516 + check_digit(born_18910516)).age_on(DAY) == 130
    with pytest.raises(IdentityNumberBornTooLongAgo):
        parse(born_18910515 + check_digit(born_18910515))


def test_the_minor_of_section_1_2_is_six_and_of_age_on_the_18th_birthday() -> None:
    minor = parse("990000201506010039")

    assert minor.age_on(DAY) == 6
    assert minor.age_on(date(2022, 5, 31)) == 6
    assert minor.age_on(date(2022, 6, 1)) == 7
    assert minor.is_minor_on(DAY)
    assert minor.is_minor_on(date(2033, 5, 31))
    assert not minor.is_minor_on(date(2033, 6, 1))


def test_born_on_29_february_a_year_is_full_on_1_march() -> None:
    leapling = parse("990000198802290149")

    assert leapling.age_on(date(2006, 2, 28)) == 17
    assert leapling.age_on(date(2006, 3, 1)) == 18
    assert leapling.age_on(date(2008, 2, 29)) == 20


def test_a_number_is_masked_as_section_1_2_shows() -> None:
    number = parse(STANDARD_EXAMPLE)

    assert number.masked == "110105********002X"
    assert number.masked_for_lists == "1101***********02X"
    assert f"{number}" == "1101***********02X"
    assert f"{number!r}" == "IdentityNumber(1101***********02X)"


def test_every_refusal_speaks_both_languages() -> None:
    for refusal in IdentityNumberRefused.__subclasses__():
        assert refusal().chinese != refusal().english
        assert refusal().english.isascii()


def test_a_length_is_told_and_nothing_else() -> None:
    with pytest.raises(IdentityNumberHasWrongLength) as caught:
        parse("1101051949123100")
    assert caught.value.details == {"length": 16}


@given(first17s)
def test_the_check_digit_is_that_of_iso_7064(first17: str) -> None:
    assert check_digit(first17) == check_digit_by_recursion(first17)


@given(numbers)
def test_a_made_number_is_read_and_read_again(text: str) -> None:
    number = parse(text)

    assert number.text == text
    assert parse(number.text.lower()) == number
    assert number.birth_date.strftime("%Y%m%d") == text[6:14]
    assert number.sex is (Sex.MALE if text[16] in "13579" else Sex.FEMALE)


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(text: str, place: int, by: int) -> None:
    wrong = text[:place] + str((int(text[place]) + by) % 10) + text[place + 1 :]

    with pytest.raises(IdentityNumberRefused):
        parse(wrong)


@given(numbers, st.integers(0, 15))
def test_two_neighbours_exchanged_are_always_found(text: str, place: int) -> None:
    left, right = text[place], text[place + 1]
    assume(left != right)

    with pytest.raises(IdentityNumberRefused):
        parse(text[:place] + right + left + text[place + 2 :])


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 999))
def test_an_upgraded_number_keeps_place_birth_and_sequence(born: date, sequence: int) -> None:
    old = f"990000{born:%y%m%d}{sequence:03d}"
    number = parse(old)

    assert number.birth_date == born
    assert number.text[:6] + number.text[8:17] == old
    assert parse(number.text) == number


@given(numbers)
def test_a_mask_never_shows_the_middle(text: str) -> None:
    number = parse(text)

    for shown in (number.masked, number.masked_for_lists):
        assert len(shown) == len(text)
        assert shown[6:14] == "*" * 8
    assert number.masked_for_lists[4:15] == "*" * 11
    assert text[6:14] not in f"{number} {number!r} {[number]}"


@given(st.one_of(st.text(max_size=40), st.text("0123456789Xx. E+B\uff11\u3000", max_size=30)))
def test_any_text_is_read_or_refused_without_being_repeated(text: str) -> None:
    refusal = refusal_of(text)
    if refusal is None:
        return
    said = f"{refusal} {refusal!r} {refusal.args} {list(refusal.details)}"
    fours = [text[start : start + 4] for start in range(len(text) - 3)]

    assert not any(four in said for four in fours if four.isdigit())
    assert all(isinstance(detail, int) for detail in refusal.details.values())


def test_no_two_refusals_share_a_sentence() -> None:
    sentences = [refusal().chinese for refusal in IdentityNumberRefused.__subclasses__()]

    assert len(set(sentences)) == len(sentences) == 9

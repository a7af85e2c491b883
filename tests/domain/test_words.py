"""Codes and their words on the screens (`domain.md` 1.1)."""

from __future__ import annotations

import pytest

from domain.words import Appellant, DisabilityCategory, DisabilityGrade


def test_the_seven_categories_have_the_words_of_the_national_standard() -> None:
    """GB/T 26341-2010, in the order of its codes (`domain.md` 1.1)."""
    assert [category.value for category in DisabilityCategory] == [1, 2, 3, 4, 5, 6, 7]
    assert " ".join(category.chinese for category in DisabilityCategory) == (
        "视力残疾 听力残疾 言语残疾 肢体残疾 智力残疾 精神残疾 多重残疾"
    )


def test_the_four_grades_begin_with_the_most_severe() -> None:
    assert [(grade.value, grade.chinese) for grade in DisabilityGrade] == [
        (1, "一级"),
        (2, "二级"),
        (3, "三级"),
        (4, "四级"),
    ]


@pytest.mark.parametrize("word", list(Appellant))
def test_a_code_gives_its_own_word(word: Appellant) -> None:
    assert Appellant.of(word.value) is word


@pytest.mark.parametrize("code", ["", "RESIDENT", "resident "])
def test_what_is_no_code_has_no_word(code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        Appellant.of(code)

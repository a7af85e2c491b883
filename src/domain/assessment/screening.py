"""Is it too early to assess? The age and course warnings of `domain.md` 1.1.

They are warnings, shown at screening and acknowledged, never guards: the designated institution
decides. All facts are plain, given at decision time; only the codes are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from domain.assessment.words import ScreeningWarning
from domain.limits import AGE_DISABLED_SPEECH_MIN
from domain.words import DisabilityCategory

if TYPE_CHECKING:
    from collections.abc import Iterator

AGE_MENTAL_MIN: Final = 3  # a county's notice; the standard itself names speech only
COURSE_MENTAL_MONTHS: Final = 12  # 病程一年以上未痊愈
TREATMENT_MONTHS: Final = 12  # speech and hearing: treated for more than a year
COURSE_MONTHS: Final = 24  # or, by the older standard, a course of more than two years

_HEARD_AND_SPOKEN: Final = (DisabilityCategory.HEARING, DisabilityCategory.SPEECH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What is known of one suspected disability: how long it lasts, how long it was treated.

    Months are full months; none given means nobody knows, which warns. `settled` tells that the
    treatment has ended and the condition is stable.
    """

    category: DisabilityCategory
    course_months: int | None = None
    treatment_months: int | None = None
    settled: bool


def screening_warnings(
    *, age_years: int, conditions: tuple[Condition, ...], waiting_months: int = 0
) -> tuple[ScreeningWarning, ...]:
    """Give the warnings for a person of that age, each once, in the order of their list.

    `waiting_months` is the district's own waiting period after the onset, say of a stroke.
    """
    found = {
        warning
        for condition in conditions
        for warning in _warnings_of(condition, age_years, waiting_months)
    }
    return tuple(warning for warning in ScreeningWarning if warning in found)


def _warnings_of(
    condition: Condition, age_years: int, waiting_months: int
) -> Iterator[ScreeningWarning]:
    category = condition.category
    speech_too_young = age_years < AGE_DISABLED_SPEECH_MIN
    mental_too_young = age_years < AGE_MENTAL_MIN
    if category is DisabilityCategory.SPEECH and speech_too_young:
        yield ScreeningWarning.UNDER_AGE
    if category is DisabilityCategory.MENTAL and mental_too_young:
        yield ScreeningWarning.UNDER_AGE
    course_months = condition.course_months or 0
    treatment_months = condition.treatment_months or 0
    if category is DisabilityCategory.MENTAL and course_months <= COURSE_MENTAL_MONTHS:
        yield ScreeningWarning.SHORT_COURSE
    if category in _HEARD_AND_SPOKEN and not (
        treatment_months > TREATMENT_MONTHS or course_months > COURSE_MONTHS
    ):
        yield ScreeningWarning.SHORT_TREATMENT
    if not condition.settled or course_months < waiting_months:
        yield ScreeningWarning.UNSETTLED

"""What the form says of category and grade, and how they hang together (`domain.md` 1.1).

The software never derives a grade: it compares what was typed with the rules of the form. A
`Grading` is plain and lives for one decision; the event keeps the sealed values.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.assessment.rules import CategoryDoesNotFollowFindings, GradeIsNotMostSevere
from domain.words import DisabilityCategory, DisabilityGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One component: a category from 1 to 6 and its grade."""

    category: DisabilityCategory
    grade: DisabilityGrade


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """The findings and the category and grade of the certificate that follow from them."""

    findings: tuple[Finding, ...]
    category: DisabilityCategory
    grade: DisabilityGrade


def demand_consistent(grading: Grading) -> None:
    """Refuse a category or grade that the findings do not bear out (办法 art 13)."""
    categories = {finding.category for finding in grading.findings}
    if DisabilityCategory.MULTIPLE in categories or not categories:
        raise CategoryDoesNotFollowFindings
    follows = categories.pop() if len(categories) == 1 else DisabilityCategory.MULTIPLE
    if grading.category is not follows:
        raise CategoryDoesNotFollowFindings
    if grading.grade is not min(finding.grade for finding in grading.findings):
        raise GradeIsNotMostSevere

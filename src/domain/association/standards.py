"""What an association should look like: its code, members and commissioners (`domain.md` 5).

A standard of members or commissioners only warns: nothing here refuses.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from domain.association.rules import AssociationDocumentMissing
from domain.limits import ASSOCIATION_MEMBERS, COMMISSIONER_PER_POPULATION
from domain.words import MemberPost, Word

if TYPE_CHECKING:
    from domain.association.seats import Seat

_CODE: Final = re.compile(r"[0-9]{12}")
_TOWN: Final = re.compile(r"[0-9]{9}")


class MemberWarning(Word):
    """Where the members of a day fall short of the standard."""

    TOO_FEW = "too_few", "成员少于5人"
    TOO_MANY = "too_many", "成员多于7人"
    NOT_ONE_CHAIR = "not_one_chair", "应有且仅有一名主席"
    CHAIR_NOT_SECRETARY = "chair_not_secretary", "主席不是党支部书记"
    NO_DISABLED_OR_RELATIVE = "no_disabled_or_relative", "成员中没有残疾人或其亲友"


def member_warnings(
    seats: tuple[Seat, ...], *, has_disabled_or_relative: bool
) -> tuple[MemberWarning, ...]:
    """Hold the seats of one day against 徐残发[2022]5号: 5 to 7, one chair, the Party secretary."""
    fewest, most = ASSOCIATION_MEMBERS
    chairs = [seat for seat in seats if seat.post is MemberPost.CHAIR]
    found = {
        MemberWarning.TOO_FEW: len(seats) < fewest,
        MemberWarning.TOO_MANY: len(seats) > most,
        MemberWarning.NOT_ONE_CHAIR: len(chairs) != 1,
        MemberWarning.CHAIR_NOT_SECRETARY: not all(seat.is_party_secretary for seat in chairs),
        MemberWarning.NO_DISABLED_OR_RELATIVE: not has_disabled_or_relative,
    }
    return tuple(warning for warning, holds in found.items() if holds)


def quota(population: int) -> int:
    """Give the commissioners due 应配: one for 3,000 inhabitants, half rounded up, at least one."""
    per = COMMISSIONER_PER_POPULATION
    return max(1, (2 * population + per) // (2 * per))


def is_division_code(code: str, *, town: str) -> bool:
    """Tell whether `code` has 12 digits and begins with the 9 of `town` (5.4)."""
    return bool(_CODE.fullmatch(code) and _TOWN.fullmatch(town)) and code.startswith(town)


def demand_document(number: str) -> None:
    """Refuse a decision without the number of its document."""
    if not number.strip():
        raise AssociationDocumentMissing

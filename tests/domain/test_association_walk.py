"""Whatever anybody tries on an association, in any order: decided or refused, never broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import strategies as st

from domain.association import (
    Association,
    AssociationVoided,
    TermStarted,
)
from domain.history import Rejected
from domain.words import MemberEndReason, MemberPost
from support.associations import (
    ACTIVE,
    APPROVED,
    AREA,
    AREA_ASSIGNED,
    CHAIR,
    CHAIR_APPOINTED,
    ON,
    OTHER_AREA,
    OTHER_ASSOCIATION,
    PAPER,
    PROPOSED,
    appoint,
    members,
)
from support.histories import CASE, TOWN, VILLAGE, given, id_of
from support.walks import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from domain.history import Event

DAYS = st.sampled_from([ON, date(2022, 4, 10), date(2022, 4, 11)])
PEOPLE = st.sampled_from([CHAIR, *(id_of(f"member {n}") for n in range(9))])
AREAS = st.sampled_from([AREA, OTHER_AREA])

MOVES: tuple[Callable[[Association, st.DataObject], Event], ...] = (
    lambda association, _: association.propose(name="甲村残协", code=VILLAGE, town=TOWN),
    lambda association, _: association.approve(document_number=PAPER),
    lambda association, chance: association.activate(on=chance.draw(DAYS)),
    lambda association, _: association.suspend(reason="换届", document_number=PAPER),
    lambda association, _: association.resume(document_number=PAPER),
    lambda association, chance: association.merge(
        into=chance.draw(st.sampled_from([CASE, OTHER_ASSOCIATION])),
        into_is_active=chance.draw(st.booleans()),
        document_number=PAPER,
    ),
    lambda association, chance: association.dissolve(
        reason="撤村",
        document_number=PAPER,
        open_cases=chance.draw(st.integers(0, 1)),
        commissioners=0,
    ),
    lambda association, _: association.approve_plate(document_number=PAPER, approved_by="组织部"),
    lambda association, _: association.hang_plate(place="党群服务中心", photo=id_of("photo")),
    lambda association, _: association.remove_plate(reason="清理牌子"),
    lambda association, chance: appoint(
        association,
        chance.draw(PEOPLE),
        post=chance.draw(st.sampled_from(MemberPost)),
        start_on=chance.draw(DAYS),
    ),
    lambda association, chance: association.end_member(
        person=chance.draw(PEOPLE), last_day=chance.draw(DAYS), reason=MemberEndReason.TERM
    ),
    lambda association, chance: association.correct_term(
        person=chance.draw(PEOPLE),
        former_start_on=chance.draw(DAYS),
        start_on=chance.draw(DAYS),
        last_day=chance.draw(st.none() | DAYS),
        document_number=PAPER,
    ),
    lambda association, chance: association.assign_area(area=chance.draw(AREAS), name="一组"),
    lambda association, chance: association.remove_area(area=chance.draw(AREAS), reason="调整"),
    lambda association, chance: association.change_code(
        code=chance.draw(st.sampled_from([VILLAGE, "320371005002"])),
        town=TOWN,
        valid_from=chance.draw(DAYS),
        document_number=PAPER,
        locked_through=ON,
    ),
    lambda association, chance: association.record_population(
        count=chance.draw(st.integers(0, 5000)), as_of=ON, source="公安户籍"
    ),
    lambda association, _: association.publish_pledge(text="有诉必应"),
    lambda association, _: association.register_brand(title="十心", slogan="意", description="无"),
    lambda association, _: association.retire_brand(reason="更换"),
    lambda association, chance: association.start_term(
        number=chance.draw(st.integers(0, 3)), planned_last_day=date(2027, 2, 28)
    ),
    lambda association, _: association.end_term(),
)
LIFE = (PROPOSED, AREA_ASSIGNED, APPROVED, CHAIR_APPOINTED, *members(7), ACTIVE[-1])


@hypothesis.settings(deadline=None)
@hypothesis.given(st.data())
def test_an_association_walked_at_random_is_decided_or_refused_but_never_broken(
    chance: st.DataObject,
) -> None:
    walk(Association, LIFE, MOVES, chance)


@pytest.mark.parametrize("move", MOVES)
@hypothesis.settings(deadline=None)
@hypothesis.given(chance=st.data())
def test_a_void_association_takes_no_more_commands(
    move: Callable[[Association, st.DataObject], Event], chance: st.DataObject
) -> None:
    term = TermStarted(number=1, planned_last_day=date(2027, 2, 28))
    void = given(Association, *LIFE, term, AssociationVoided(reason="误录"))

    with pytest.raises(Rejected):
        move(void, chance)

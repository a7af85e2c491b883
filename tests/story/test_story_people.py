"""Places, posts and people, counted from the acts (M01, M02, M03, M09)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from domain.association import quota
from domain.words import MemberPost

if TYPE_CHECKING:
    from support.told import Told

MARCH_3 = date(2022, 3, 3)


def test_89_associations_in_6_towns_with_282_areas(told: Told) -> None:
    proposed = list(told.of("associations", ""))
    activated = {act.stream for act in told.of("associations", "activate")}
    assert {act.stream for act in proposed} == activated
    assert len({act.values["code"] for act in proposed}) == 89
    assert len({act.values["town"] for act in proposed}) == 6
    areas = Counter(act.stream for act in told.of("associations", "assign-area"))
    assert areas.total() == 282
    assert areas.keys() == activated


def test_they_are_all_founded_in_the_first_days_of_march(told: Told) -> None:
    names = ("", "activate", "record-population", "approve-plate", "hang-plate", "publish-pledge")
    for name in names:
        acts = list(told.of("associations", name))
        assert len(acts) == 89
        assert max(act.recorded_on for act in acts) <= MARCH_3


def test_populations_ask_for_92_commissioners(told: Told) -> None:
    counts = told.values("associations", "record-population", "count")
    assert sum(counts) == 274_600
    assert sorted(count for count in counts if count > 4_479) == [5_100, 5_600, 6_200]
    assert min(counts) >= 1_300
    assert sum(map(quota, counts)) == 92


def test_569_members_five_to_seven_and_one_chair_each(told: Told) -> None:
    appointed = list(told.of("associations", "appoint-member"))
    members = Counter(act.stream for act in appointed)
    chairs = Counter(act.stream for act in appointed if act.values["post"] is MemberPost.CHAIR)
    assert Counter(members.values()) == {5: 12, 6: 30, 7: 47}
    assert set(chairs.values()) == {1}
    assert all(
        act.values["is_party_secretary"] is (act.values["post"] is MemberPost.CHAIR)
        for act in appointed
    )


def test_the_team_is_621_and_92_are_commissioners(told: Told) -> None:
    members = set(told.values("associations", "appoint-member", "person"))
    person = {act.stream: act.values["person"] for act in told.of("appointments", "")}
    ended = {act.stream for act in told.of("appointments", "end")}
    in_post = {who for appointment, who in person.items() if appointment not in ended}
    assert (len(person), len(ended), len(in_post)) == (95, 3, 92)
    assert len(members & in_post) == 40
    assert len(members | in_post) == 621


def test_changed_posts_are_where_no_commissioner_sits_in_the_association(told: Told) -> None:
    seats = {
        (act.stream, act.values["person"]) for act in told.of("associations", "appoint-member")
    }
    where = {act.stream: act.values for act in told.of("appointments", "")}
    for act in told.of("appointments", "end"):
        values = where[act.stream]
        assert (values["association"], values["person"]) not in seats


def test_the_campaign_has_twelve_officers_who_are_nothing_else(told: Told) -> None:
    (officers,) = told.values("campaigns", "", "officers")
    team = set(told.values("associations", "appoint-member", "person"))
    team |= set(told.values("appointments", "", "person"))
    assert len(set(officers)) == 12
    assert not team & set(officers)


def test_5354_files_of_5340_people(told: Told) -> None:
    files = {act.stream for act in told.of("residents", "", "suspect")}
    merged = {act.stream for act in told.of("residents", "merge")}
    assert (len(files), len(merged), len(files - merged)) == (5_354, 14, 5_340)


def test_160_are_suspected_first_and_need_an_id_number_before_they_are_accepted(
    told: Told,
) -> None:
    suspected = {act.stream for act in told.of("residents", "suspect")}
    registered = {act.stream: act.at for act in told.of("residents", "register")}
    applied = {act.stream: act.values["resident"] for act in told.of("assessments", "")}
    assert len(suspected) == 160
    for act in told.of("assessments", "accept"):
        resident = applied[act.stream]
        assert resident not in suspected or registered[resident] < act.at


def test_a_quarter_is_in_hardship_and_some_live_together(told: Told) -> None:
    registered = list(told.of("residents", ""))
    poor = sum(act.values["hardship"] == "是" for act in registered)
    households = Counter(
        act.values["household"] for act in registered if act.values["household"] is not None
    )
    assert poor == 1_335
    assert len(households) == 120
    assert set(households.values()) == {2, 3}

"""The campaign and its visits, counted from the acts: 3,335 and everything a naive count adds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from domain.words import Met, VisitMode
from support.told import Told

if TYPE_CHECKING:
    from story.diary import Act

JULY_31 = date(2022, 7, 31)


def test_3335_person_times_by_month(told: Told) -> None:
    surveyed = told.surveyed()
    by_month = Counter(day.month for _, day, _ in surveyed)
    assert by_month == {3: 648, 4: 402, 5: 812, 6: 784, 7: 689}
    assert len(surveyed) == 3_335


def test_3331_were_known_when_july_was_over(acts: list[Act]) -> None:
    assert len(Told(acts, known_on=JULY_31).surveyed()) == 3_331


def test_1305_people_were_met_at_least_once(told: Told) -> None:
    assert len({person for person, _, _ in told.surveyed()}) == 1_305


def test_26_of_them_had_a_second_visitor_on_the_same_day(told: Told) -> None:
    visitors = Counter((person, day) for person, day, _ in told.surveyed())
    assert Counter(visitors.values()) == {1: 3_335 - 2 * 26, 2: 26}


def test_4170_lines_were_written_down_and_each_is_explained(told: Told) -> None:
    lines = [line for line in told.lines() if line.in_campaign]
    standing = [line for line in lines if line.stands]
    spoken = {VisitMode.PHONE, VisitMode.PROXY}
    by_file = Counter((line.resident, line.day, line.visitor) for line in standing if line.counts)
    assert len(lines) == 4_170
    assert len(lines) - len(standing) == 37
    assert sum(line.met is Met.NO for line in standing) == 588
    assert sum(line.mode in spoken and line.met is not Met.NO for line in standing) == 164
    assert sum(by_file.values()) - len(by_file) == 41
    assert len(by_file) - len(told.surveyed()) == 5


def test_six_entries_came_late_and_one_void_after_july(acts: list[Act], told: Told) -> None:
    late = [act for act in told.of("visits", "") if act.recorded_on > JULY_31]
    voided = [act for act in told.of("visits", "void") if act.recorded_on > JULY_31]
    merged = [act for act in told.of("residents", "merge") if act.recorded_on > JULY_31]
    assert (len(late), len(voided), len(merged)) == (6, 1, 1)
    assert {act.occurred_on.month for act in late} == {7}


def test_nobody_visits_more_than_five_residents_a_day(told: Told) -> None:
    visited: dict[tuple[object, date], set[object]] = {}
    for line in told.lines():
        if line.stands:
            visited.setdefault((line.visitor, line.day), set()).add(line.resident)
    assert max(map(len, visited.values())) <= 5


def test_commissioners_make_about_36_each(told: Told) -> None:
    commissioners = set(told.values("appointments", "", "person"))
    by_commissioner = Counter(who for _, _, who in told.surveyed() if who in commissioners)
    assert 3_335 - sum(by_commissioner.values()) == 26
    assert 34 <= sum(by_commissioner.values()) / 92 <= 38


def test_households_are_visited_together(told: Told) -> None:
    households = Counter(
        len(act.values["residents"]) for act in told.of("visits", "") if "household" in act.values
    )
    assert households.keys() <= {2, 3}
    assert households.total() > 80


def test_the_list_changes_from_round_to_round(told: Told) -> None:
    listed: list[int] = []
    ever: set[object] = set()
    now: set[object] = set()
    for act in told.of("campaigns", "add-targets", "remove-target", "fix-target-list"):
        if act.name == "add-targets":
            now |= set(act.values["residents"])
            ever |= now
        elif act.name == "remove-target":
            now.remove(act.values["resident"])
        else:
            listed.append(len(now))
    assert listed == [1_298, 1_306, 1_301]
    assert len(ever) == 1_317


def test_campaign_visits_lie_within_the_rounds_and_go_to_listed_residents(told: Told) -> None:
    rounds = [
        (date(2022, 3, 3), date(2022, 4, 29)),
        (date(2022, 5, 5), date(2022, 6, 10)),
        (date(2022, 6, 13), date(2022, 7, 29)),
    ]
    ever = {each for act in told.of("campaigns", "add-targets") for each in act.values["residents"]}
    for line in told.lines():
        if line.in_campaign:
            assert any(first <= line.day <= last for first, last in rounds), line
            assert told.person(line.resident) in ever


def test_some_dates_were_typed_wrong_and_put_right_in_the_same_month(told: Told) -> None:
    typed = {act.stream: act.occurred_on for act in told.of("visits", "")}
    corrections = list(told.of("visits", "correct"))
    assert len(corrections) == 12
    for act in corrections:
        right = date.fromisoformat(act.values["new"])
        assert right != typed[act.stream]
        assert (right.month, act.recorded_on.month) == (typed[act.stream].month,) * 2


def test_risks_are_flagged_at_visits_and_most_resolved(told: Told) -> None:
    flagged = set(told.values("visits", "flag-risk", "risk"))
    resolved = set(told.values("visits", "resolve-risk", "risk"))
    assert (len(flagged), len(flagged - resolved), resolved - flagged) == (26, 2, set())


def test_most_needs_found_at_homes_are_answered_after_their_visit(told: Told) -> None:
    found = {
        (act.stream, line["resident"], need): act.recorded_on
        for act in told.of("visits", "")
        for line in act.values["residents"]
        for need in line.get("needs", ())
    }
    answered = [
        ((act.stream, act.values["resident"], act.values["need"]), act)
        for act in told.of("visits", "answer-need")
    ]

    assert 0.6 < len(answered) / len(found) < 0.8
    assert all(found[key] < act.recorded_on for key, act in answered)
    assert any("case" in act.values for _, act in answered)

"""Home assessments, appeals and disputes, counted from the acts (M06, M07, M08)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from domain.identity import IdentityNumber
from domain.words import (
    AppealChannel,
    AssessmentPlace,
    Conclusion,
    DisabilityCategory,
    Outcome,
    Performance,
    StopOutcome,
)

if TYPE_CHECKING:
    from uuid import UUID

    from support.told import Told

JULY_31 = date(2022, 7, 31)
COUNTED = {Outcome.RESOLVED, Outcome.PARTLY, Outcome.EXPLAINED}
ENDS = ("void", "merge-into", "withdraw", "not-accept", "redirect")


def assessed_at_home(told: Told) -> dict[UUID, Conclusion]:
    """Give, by request, the conclusion at home that stands."""
    performed = {
        act.stream: act.values["conclusion"]
        for act in told.of("assessments", "perform")
        if act.values["place"] is AssessmentPlace.HOME
    }
    for act in told.of("assessments", "void"):
        del performed[act.stream]
    for act in told.of("assessments", "record-city-result"):
        performed[act.stream] = act.values["conclusion"]
    return performed


def applicants(told: Told) -> dict[UUID, UUID]:
    """Give, by request, the person whose it is."""
    return {act.stream: told.person(act.values["resident"]) for act in told.of("assessments", "")}


def counted_people(told: Told) -> set[UUID]:
    """Give the people of M06."""
    people = applicants(told)
    return {
        people[request]
        for request, conclusion in assessed_at_home(told).items()
        if conclusion is not Conclusion.NEEDS_HOSPITAL
    }


def test_104_asked_at_home_and_34_at_the_institution(told: Told) -> None:
    assert Counter(told.values("assessments", "", "at_home")) == {True: 104, False: 34}


def test_101_stops_on_ten_workdays(told: Told) -> None:
    stops = list(told.of("batches", "visit-stop"))
    a_day = Counter(act.occurred_on for act in stops)
    outcomes = Counter(act.values["outcome"] for act in stops)
    assert (len(a_day), max(a_day.values()) <= 12) == (10, True)
    assert outcomes == {
        StopOutcome.ASSESSED: 84,
        StopOutcome.HOSPITAL: 5,
        StopOutcome.NOT_AT_HOME: 6,
        StopOutcome.REFUSED: 3,
        StopOutcome.UNSUITABLE: 2,
        StopOutcome.DIED: 1,
    }


def test_77_people_were_assessed_at_home(told: Told) -> None:
    performed = [
        conclusion
        for act in told.of("assessments", "perform")
        if act.values["place"] is AssessmentPlace.HOME
        and (conclusion := act.values["conclusion"]) is not Conclusion.NEEDS_HOSPITAL
    ]
    standing = assessed_at_home(told)
    people = applicants(told)
    files = {act.values["resident"] for act in told.of("assessments", "") if act.stream in standing}
    times = Counter(
        people[request]
        for request, conclusion in standing.items()
        if conclusion is not Conclusion.NEEDS_HOSPITAL
    )
    assert len(performed) == 84
    assert len(list(told.of("assessments", "void"))) == 2
    assert len(files) - len({told.person(each) for each in files}) == 2
    assert Counter(times.values()) == {1: 72, 2: 5}
    assert len(counted_people(told)) == 77


def test_the_77_are_who_the_article_says(told: Told) -> None:
    people = counted_people(told)
    words = {each: each.chinese for each in DisabilityCategory}
    said = {
        act.stream: act.values["suspected_categories"] for act in told.of("residents", "suspect")
    }
    born = {
        act.stream: IdentityNumber.parse(act.values["identity_number"], on=JULY_31)
        for act in told.of("residents", "register")
    }
    kinds = Counter(said[each] for each in people)
    multiple = f"{words[DisabilityCategory.PHYSICAL]}、{words[DisabilityCategory.INTELLECTUAL]}"
    mental = kinds[words[DisabilityCategory.MENTAL]] + kinds[words[DisabilityCategory.INTELLECTUAL]]
    assert (mental, kinds[words[DisabilityCategory.PHYSICAL]], kinds[multiple]) == (49, 24, 4)
    assert sum(born[each].age_on(JULY_31) >= 70 for each in people) >= 45


def test_61_qualify_and_52_hold_a_certificate(told: Told) -> None:
    people = applicants(told)
    qualified = {
        people[request]
        for request, conclusion in assessed_at_home(told).items()
        if conclusion is Conclusion.QUALIFIED
    }
    printed = {
        told.person(act.stream)
        for act in told.of("residents", "issue-certificate")
        if act.values.get("assessment", {}).get("at_home")
    }
    delivered = {people[act.stream] for act in told.of("assessments", "deliver")}
    assert (len(qualified), len(printed)) == (61, 52)
    assert printed <= qualified
    assert len(printed & delivered) == 49


def test_34_were_assessed_at_the_institution(told: Told) -> None:
    places = Counter(told.values("assessments", "perform", "place"))
    assert places[AssessmentPlace.INSTITUTION] == 34


def test_101_appeals_by_channel(told: Told) -> None:
    assert Counter(told.values("appeals", "", "channel")) == {
        AppealChannel.VISIT: 58,
        AppealChannel.PHONE: 21,
        AppealChannel.WALK_IN: 12,
        AppealChannel.HOTLINE_DISABLED: 4,
        AppealChannel.HOTLINE: 3,
        AppealChannel.LETTER: 3,
    }


def test_58_appeals_are_resolved_by_their_first_closing(told: Told) -> None:
    outcome: dict[UUID, Outcome] = {}
    closings: dict[UUID, list[Outcome]] = {}
    for act in told.of("appeals", "reply", "close"):
        if act.name == "reply":
            outcome[act.stream] = act.values["outcome"]
        else:
            closings.setdefault(act.stream, []).append(outcome[act.stream])
    first = Counter(each[0] for each in closings.values())
    assert sum(map(len, closings.values())) == 67
    assert first.total() == 64
    assert sum(first[each] for each in COUNTED) == 58
    assert (first[Outcome.UNSUPPORTED], first[Outcome.REFERRED]) == (4, 2)


def test_the_balance_leaves_19_open(told: Told) -> None:
    count = Counter(act.name for act in told.acts if act.resource == "appeals")
    registered = count[""] - count["void"]
    other_ends = sum(count[name] for name in ENDS[1:])
    assert tuple(count[name] for name in ENDS) == (2, 6, 4, 3, 5)
    assert (registered, count["reopen"], count["close"]) == (99, 5, 67)
    assert registered + count["reopen"] - count["close"] - other_ends == 19


def test_who_asks_whether_it_helped_is_not_who_handled_it(told: Told) -> None:
    handler: dict[UUID, UUID] = {}
    asked = 0
    for act in told.of("appeals", "assign", "revisit"):
        if act.name == "assign":
            handler[act.stream] = act.values["handler"]
        else:
            asked += 1
            assert act.actor.id != handler[act.stream]
    assert asked > 60


def test_appeals_heard_on_visits_were_heard_by_that_visitor_on_that_day(told: Told) -> None:
    visited = {(line.resident, line.day, line.visitor) for line in told.lines() if line.stands}
    for act in told.of("appeals", ""):
        if act.values["channel"] is AppealChannel.VISIT:
            assert (act.values["resident"], act.occurred_on, act.actor.id) in visited


def test_four_of_eleven_disputes_end_well(told: Told) -> None:
    calmed = {act.stream for act in told.of("disputes", "close-as-calmed")}
    agreed = {act.stream for act in told.of("disputes", "reach-agreement")}
    broken = {
        act.stream
        for act in told.of("disputes", "check-performance")
        if act.values["performance"] is Performance.BREACHED
    }
    ended = {act.stream for act in told.of("disputes", "fail", "refuse", "escalate", "withdraw")}
    begun = {act.stream for act in told.of("disputes", "")}
    assert (len(begun), len(calmed), len(agreed), len(broken), len(ended)) == (11, 2, 3, 1, 4)
    assert len(calmed | agreed - broken) == 4
    assert len(begun - calmed - agreed - ended) == 2

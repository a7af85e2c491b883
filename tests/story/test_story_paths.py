"""The less usual ways that cases go: each is in the story, and is in time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.appeal import (
    Appeal,
    AppealAccepted,
    AppealExtended,
    AppealReplied,
    AppealStatus,
    ReviewIssued,
)
from domain.assessment import AssessmentRequest, AssessmentStatus, CityReassessed
from domain.history import standing
from domain.words import AssessmentPlace, Conclusion, Regime, Track
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from story.numbers import LAST_DAY
from support.recount import Recount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from bootstrap import House
    from domain.history import Event, Recorded
    from support.told import Told

MARCH, JULY = date(2022, 3, 1), date(2022, 7, 31)
PAGE = 5_000

PATHS = (
    "appeal.regime_changed",
    "appeal.extended",
    "appeal.review_requested",
    "appeal.review_issued",
    "appeal.reply_withdrawn",
    "appeal.material_requested",
    "appeal.material_received",
    "appeal.published",
    "appeal.publication_withdrawn",
    "assessment.conclusion_objected",
    "assessment.city_reassessed",
    "assessment.publicity_objection_received",
    "assessment.publicity_objection_resolved",
    "appointment.leave_started",
    "appointment.leave_ended",
    "visit.risk_flagged",
    "visit.risk_resolved",
)
HEADLINE = {"M04": 3_335, "M06": 77, "M06b1": 61, "M06b2": 52, "M07": 58, "M07c": 19, "M07f5": 0}


@pytest.fixture(scope="module")
def lives(story_house: House) -> dict[UUID, list[Recorded[Event]]]:
    """What happened to each record."""
    found: dict[UUID, list[Recorded[Event]]] = {}
    for after in range(0, story_house.log.last_position(), PAGE):
        for entry in story_house.log.read(after=after, limit=PAGE):
            found.setdefault(entry.stream, []).append(entry)
    return found


@pytest.fixture(scope="module")
def topics(lives: dict[UUID, list[Recorded[Event]]]) -> Counter[str]:
    return Counter(entry.event.topic for life in lives.values() for entry in life)


@pytest.fixture(scope="module")
def appeals(lives: dict[UUID, list[Recorded[Event]]]) -> list[tuple[Appeal, list[Event]]]:
    """Every appeal with what stands of it."""
    found = []
    for stream, life in lives.items():
        if life[0].event.topic.startswith("appeal."):
            appeal, events = Appeal(stream), [entry.event for entry in standing(life)]
            for event in events:
                appeal.take(event)
            found.append((appeal, events))
    return found


def due(entry: Recorded[Event]) -> date:
    """Give the day on which an appeal has to be answered, as an entry says it."""
    assert isinstance(entry.event, AppealAccepted | AppealExtended)
    return entry.event.close_by.due_on


def late(entries: Mapping[type[Event], Recorded[Event]]) -> bool:
    """Tell whether an appeal was answered after the day that was first due."""
    return entries[AppealReplied].occurred_on > due(entries[AppealAccepted])


@pytest.mark.parametrize("topic", PATHS)
def test_the_story_goes_this_way(topics: Counter[str], topic: str) -> None:
    assert topics[topic] > 0


def test_a_petition_is_extended_before_it_is_due_and_answered_by_a_numbered_opinion(
    appeals: list[tuple[Appeal, list[Event]]], lives: dict[UUID, list[Recorded[Event]]]
) -> None:
    """3.4, 信访工作条例 art 34: 60 days, and 30 more once."""
    petitions = [each for each in appeals if each[0].regime is Regime.PETITION]
    replies = [
        event for _, events in petitions for event in events if isinstance(event, AppealReplied)
    ]
    by_type = [
        {type(entry.event): entry for entry in lives[appeal.id]}
        for appeal, _ in petitions
        if appeal.promised is Regime.PETITION
    ]
    (longer,) = (each for each in by_type if AppealExtended in each and late(each))

    assert len(petitions) == 3
    assert all(appeal.track is not Track.PROMPT for appeal, _ in petitions)
    assert all(reply.opinion_number and reply.basis for reply in replies)
    assert longer[AppealExtended].occurred_on < due(longer[AppealAccepted])
    assert longer[AppealReplied].occurred_on < due(longer[AppealExtended])


def test_a_closed_petition_is_reviewed_and_stays_counted_as_closed(
    appeals: list[tuple[Appeal, list[Event]]],
) -> None:
    """11.2, M07c: what is under review is a stock of its own."""
    reviewed = [each for each in appeals if any(isinstance(e, ReviewIssued) for e in each[1])]
    assert [appeal.status for appeal, _ in reviewed] == [AppealStatus.REVIEWED]
    assert [appeal.is_open for appeal, _ in reviewed] == [False]


def test_what_was_closed_on_the_open_track_is_public_but_for_one(
    appeals: list[tuple[Appeal, list[Event]]], told: Told
) -> None:
    """3.4: public within 20 workdays; 3.7: by somebody else than wrote the summary."""
    closed = [
        appeal
        for appeal, _ in appeals
        if appeal.track is Track.OPEN and appeal.status is AppealStatus.CLOSED
    ]
    published = list(told.of("appeals", "publish"))

    assert [appeal.is_public for appeal in closed].count(False) == 1
    assert len(published) == len(closed) - 1
    assert all(act.values["author"] != act.actor.id for act in published)
    assert len(told.values("appeals", "decline-publication", "reason")) == 1
    assert not any(
        clock.clock == "publish_by" and clock.deadline.is_overdue(LAST_DAY)
        for appeal, _ in appeals
        for clock in appeal.clocks
    )


def test_the_city_finds_somebody_qualified_who_counts_once_and_gets_a_certificate(
    lives: dict[UUID, list[Recorded[Event]]],
) -> None:
    """11.7, row 9."""
    found = [
        (entry.event, life)
        for life in lives.values()
        for entry in life
        if isinstance(entry.event, CityReassessed)
    ]
    ((result, life),) = found
    request = AssessmentRequest(life[0].stream)
    for entry in life:
        request.take(entry.event)

    assert (result.place, result.conclusion) == (AssessmentPlace.HOME, Conclusion.QUALIFIED)
    assert request.status is AssessmentStatus.DELIVERED


def test_some_commissioners_on_leave_have_a_substitute_and_all_come_back(told: Told) -> None:
    left = list(told.of("appointments", "start-leave"))
    back = {act.stream for act in told.of("appointments", "end-leave")}
    persons = {act.stream: act.values["person"] for act in told.of("appointments", "")}
    substitutes = {
        act.stream: act.values["substitute"] for act in left if "substitute" in act.values
    }

    assert len(substitutes) == 3
    assert all(persons[stream] != substitute for stream, substitute in substitutes.items())
    assert {act.stream for act in left} == back


@pytest.mark.parametrize(("measure", "value"), HEADLINE.items())
def test_the_figures_stay_what_they_are_and_the_recount_agrees(
    story_house: House,
    lives: dict[UUID, list[Recorded[Event]]],
    measure: str,
    value: int,
) -> None:
    entries = sorted((entry for life in lives.values() for entry in life), key=lambda e: e.position)
    with story_house.read_models.connection() as connection:
        figures = FigureReader(connection, story_house.read_models.reading(connection))
        read = figures.figure(Question(measure, MARCH, JULY))
    counted = Recount(entries, len(entries)).keys(measure, MARCH, JULY)
    assert (read.value, len(counted)) == (value, value)

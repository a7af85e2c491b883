"""The result of a closed appeal is published by two people, or there is a reason not to (3.7, 3.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.appeal import (
    SUMMARY_REFUSED,
    Appeal,
    AppealAlreadyPublic,
    AppealNotClosed,
    AppealNotPublic,
    AppealReopened,
    AppealTriaged,
    AppealVoided,
    AuthorPublishes,
    EarlierEntryIsVoid,
    PromptIsNotPublished,
    PublicationNotOwed,
    PublicationWithdrawn,
    ReplyWithdrawn,
    SummaryMissing,
)
from domain.calendar import Clock
from domain.words import (
    AppealCategory,
    Identifying,
    Outcome,
    ReopenGround,
    ReplyMeans,
    Satisfaction,
    SatisfactionBand,
)
from support.appeals import (
    CALLER,
    CLOSED,
    HANDLER,
    IN_PROGRESS,
    IN_PROGRESS_COORDINATED,
    IN_PROGRESS_OPEN,
    PUBLISHED,
    REPLIED,
    REPLIED_ON,
    REPLIED_OPEN,
    REVISITED,
    due,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, given, history, running

ENDED = (*IN_PROGRESS_OPEN, REPLIED_OPEN, REVISITED, CLOSED)
PUBLISHER = HANDLER
SUMMARY = "修好了小区门口的坡道"
WHOLE: dict[str, Any] = {
    "public_summary": SUMMARY,
    "author": CALLER,
    "actor": PUBLISHER,
    "found": (),
}
DECLINED = PublicationWithdrawn(reason=SEALED, was_public=False)
TAKEN_DOWN = PublicationWithdrawn(reason=SEALED, was_public=True)
REOPENED = AppealReopened(
    ground=ReopenGround.NEW_FACTS,
    explanation=SEALED,
    round=2,
    from_closed=True,
    close_by=due(Clock.wd(15), date(2022, 5, 20)),
)


def test_the_result_of_the_open_track_is_due_20_workdays_after_the_reply() -> None:
    """`domain.md` 3.4 and 14, GOV_INFO_PROACTIVE_WD: from Saturday 05-07, which is worked."""
    appeal = given(Appeal, *IN_PROGRESS_OPEN)

    replied = appeal.reply(
        actor=HANDLER,
        outcome=Outcome.RESOLVED,
        reply=SEALED,
        means=ReplyMeans.IN_PERSON,
        on=REPLIED_ON,
        calendar=CALENDAR_2022,
    )

    assert replied.publish_by is not None
    assert replied.publish_by.clock == Clock.wd(20)
    assert (replied.publish_by.start_on, replied.publish_by.due_on) == (
        date(2022, 5, 7),
        date(2022, 6, 6),
    )


@pytest.mark.parametrize("life", [IN_PROGRESS, IN_PROGRESS_COORDINATED])
def test_the_other_tracks_owe_the_public_nothing(life: tuple[Any, ...]) -> None:
    replied = given(Appeal, *life).reply(
        actor=HANDLER,
        outcome=Outcome.RESOLVED,
        reply=SEALED,
        means=ReplyMeans.IN_PERSON,
        on=REPLIED_ON,
        calendar=CALENDAR_2022,
    )

    assert replied.publish_by is None


def test_the_clock_runs_on_when_the_case_is_closed() -> None:
    assert running(given(Appeal, *ENDED)) == (REPLIED_OPEN.publish_by,)
    assert not given(Appeal, *ENDED).is_open


@pytest.mark.parametrize("end", [PUBLISHED, DECLINED])
def test_the_clock_stops_at_publication_or_at_a_reason_not_to(end: Any) -> None:
    assert running(given(Appeal, *ENDED, end)) == ()


def test_a_reply_that_is_taken_back_takes_its_clock_with_it() -> None:
    withdrawn = ReplyWithdrawn(reason=SEALED, close_by=due(Clock.wd(15)))

    assert given(Appeal, *IN_PROGRESS_OPEN, REPLIED_OPEN, withdrawn).publish_by is None


def test_a_publication_is_made_from_the_case_and_one_text() -> None:
    assert given(Appeal, *ENDED).publish(**WHOLE) == PUBLISHED


def test_a_publication_tells_month_and_days_and_no_day() -> None:
    """Registered on 2022-04-27, replied on 2022-05-07 (`domain.md` 3.7, 1)."""
    published = given(Appeal, *ENDED).publish(**WHOLE)

    assert (published.month, published.days) == ("2022-05", 10)
    assert published.category is AppealCategory.SUBSIDY


@pytest.mark.parametrize(
    ("said", "band"),
    [
        (Satisfaction.VERY, SatisfactionBand.CONTENT),
        (Satisfaction.SATISFIED, SatisfactionBand.CONTENT),
        (Satisfaction.BASIC, SatisfactionBand.CONTENT),
        (Satisfaction.UNSATISFIED, SatisfactionBand.DISCONTENT),
        (Satisfaction.UNRATED, SatisfactionBand.UNKNOWN),
        (Satisfaction.UNREACHED, SatisfactionBand.UNKNOWN),
    ],
)
def test_satisfaction_is_told_in_three_bands(said: Satisfaction, band: SatisfactionBand) -> None:
    revisited = replace(REVISITED, satisfaction=said)
    appeal = given(Appeal, *IN_PROGRESS_OPEN, REPLIED_OPEN, revisited, CLOSED)

    assert appeal.publish(**WHOLE).satisfaction is band


def test_an_appeal_closed_without_a_revisit_is_published_as_not_rated() -> None:
    appeal = given(Appeal, *IN_PROGRESS_OPEN, REPLIED_OPEN, CLOSED)

    assert appeal.publish(**WHOLE).satisfaction is SatisfactionBand.UNKNOWN


@pytest.mark.parametrize("steps", range(len(ENDED)))
def test_only_a_closed_appeal_is_published(steps: int) -> None:
    appeal = given(Appeal, *ENDED[:steps])

    with pytest.raises(AppealNotClosed):
        appeal.publish(**WHOLE)
    with pytest.raises(AppealNotClosed):
        appeal.decline_publication(reason=SEALED)


def test_a_prompt_appeal_is_not_published() -> None:
    with pytest.raises(PromptIsNotPublished):
        given(Appeal, *IN_PROGRESS, REPLIED, REVISITED, CLOSED).publish(**WHOLE)


def test_a_coordinated_appeal_may_be_published_and_need_not() -> None:
    appeal = given(Appeal, *IN_PROGRESS_COORDINATED, REPLIED, REVISITED, CLOSED)

    assert appeal.publish(**WHOLE) == PUBLISHED
    with pytest.raises(PublicationNotOwed):
        appeal.decline_publication(reason=SEALED)


def test_author_and_publisher_are_two_people() -> None:
    """`domain.md` 3.7, 4."""
    with pytest.raises(AuthorPublishes):
        given(Appeal, *ENDED).publish(**WHOLE | {"author": PUBLISHER})


def test_a_summary_is_written() -> None:
    with pytest.raises(SummaryMissing):
        given(Appeal, *ENDED).publish(**WHOLE | {"public_summary": "　 "})


@pytest.mark.parametrize("kind", list(Identifying))
def test_a_summary_that_points_at_somebody_is_refused_by_what_it_holds(kind: Identifying) -> None:
    """`domain.md` 3.7, 5: the refusal names the kind, never the text."""
    with pytest.raises(SUMMARY_REFUSED[kind]) as refused:
        given(Appeal, *ENDED).publish(**WHOLE | {"found": (kind,)})

    assert refused.value.details == {"found": (str(kind),)}
    assert SUMMARY not in str(refused.value)


def test_a_result_is_published_once_until_it_is_taken_down() -> None:
    published = given(Appeal, *ENDED, PUBLISHED)
    with pytest.raises(AppealAlreadyPublic):
        published.publish(**WHOLE)
    with pytest.raises(AppealAlreadyPublic):
        published.decline_publication(reason=SEALED)

    assert published.withdraw_publication(reason=SEALED) == TAKEN_DOWN
    taken_down = given(Appeal, *ENDED, PUBLISHED, TAKEN_DOWN)
    assert running(taken_down) == ()
    assert taken_down.publish(**WHOLE) == PUBLISHED


def test_what_is_not_public_is_not_taken_down() -> None:
    with pytest.raises(AppealNotPublic):
        given(Appeal, *ENDED).withdraw_publication(reason=SEALED)


def test_a_reason_not_to_publish_is_recorded_once() -> None:
    assert given(Appeal, *ENDED).decline_publication(reason=SEALED) == DECLINED
    with pytest.raises(PublicationNotOwed):
        given(Appeal, *ENDED, DECLINED).decline_publication(reason=SEALED)


def test_a_reopening_ends_the_publication_and_its_clock() -> None:
    again = given(Appeal, *ENDED, PUBLISHED, REOPENED)

    assert not again.is_public
    assert given(Appeal, *ENDED, REOPENED).publish_by is None


def test_a_published_case_whose_triage_is_void_waits_for_it() -> None:
    entries = history(*ENDED)
    triaged = next(entry for entry in entries if isinstance(entry.event, AppealTriaged))
    appeal = given(Appeal, *ENDED, AppealVoided(version=triaged.version, reason="误录"))

    with pytest.raises(EarlierEntryIsVoid):
        appeal.publish(**WHOLE)

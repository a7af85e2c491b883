"""M09 and M09b: the team, each person once on each day (`domain.md` 11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from domain.association import DivisionCodeChanged, MemberEnded, MemberTermCorrected
from domain.campaign import CampaignClosed, CampaignOpened, CampaignReopened
from domain.words import MemberEndReason
from projections.measures.team import TEAM
from support import appointments
from support.associations import PAPER, member
from support.counted import APRIL, ELSEWHERE, JULY, MARCH
from support.counting import Lines, counted, stock
from support.histories import VILLAGE, history, id_of

if TYPE_CHECKING:
    from domain.history import Event
    from support.figures import Book

CHAIR, OFFICER = id_of("chair"), id_of("officer")
COMMISSIONER = appointments.PERSON
MARCH_1, APRIL_10 = date(2022, 3, 1), date(2022, 4, 10)
ONE_DAY = timedelta(days=1)

OPENED = CampaignOpened(
    title="大排查",
    target_definition="困难残疾人",
    start_on=MARCH_1,
    planned_last_day=date(2022, 7, 29),
    form_version="1",
    officers=(OFFICER, COMMISSIONER),
)


def team(*events: Event) -> Lines:
    """Count one stream, everything in it being of 2022-04-05."""
    return counted(TEAM, history(*events))


def left(name: str, *, last_day: date) -> MemberEnded:
    return MemberEnded(person=id_of(name), last_day=last_day, reason=MemberEndReason.TERM)


def test_a_member_counts_from_the_first_through_the_last_day_in_the_post() -> None:
    lines = team(member("chair", on=MARCH_1), left("chair", last_day=APRIL_10))

    days = (MARCH_1 - ONE_DAY, MARCH_1, APRIL_10, APRIL_10 + ONE_DAY)
    assert [stock(lines, "M09", day) for day in days] == [0, 1, 1, 0]


def test_a_commissioner_on_leave_is_in_post() -> None:
    lines = team(appointments.STARTED, appointments.ON_LEAVE, appointments.ENDED)

    days = (MARCH_1, date(2022, 3, 20), APRIL_10, APRIL_10 + ONE_DAY)
    for measure in ("M09", "M09b"):
        assert [stock(lines, measure, day) for day in days] == [1, 1, 1, 0]


def test_a_nomination_or_approval_is_no_post() -> None:
    assert not team(appointments.NOMINATED, appointments.TOWN, appointments.DISTRICT)


def test_officers_belong_to_the_team_while_their_campaign_is_open() -> None:
    april_5 = date(2022, 4, 5)

    assert stock(team(OPENED), "M09", april_5) == 2
    assert stock(team(OPENED, CampaignClosed()), "M09", april_5) == 0
    assert (
        stock(team(OPENED, CampaignClosed(), CampaignReopened(reason="补查")), "M09", april_5) == 2
    )


def test_a_post_that_would_end_before_it_began_never_was() -> None:
    lines = team(member("chair", on=APRIL_10), left("chair", last_day=MARCH_1))

    assert stock(lines, "M09", APRIL_10) == 0
    assert sum(lines.values()) == 0


def test_members_count_at_the_new_code_from_its_first_day() -> None:
    changed = DivisionCodeChanged(
        code=ELSEWHERE.code, town=ELSEWHERE.town, valid_from=APRIL_10, document_number=PAPER
    )
    lines = team(member("chair", on=MARCH_1), changed)

    assert stock(lines, "M09", APRIL_10 - ONE_DAY, VILLAGE) == 1
    assert stock(lines, "M09", APRIL_10, VILLAGE) == 0
    assert stock(lines, "M09", APRIL_10, ELSEWHERE.code) == 1


def test_who_leaves_before_an_announced_change_of_code_is_gone_from_both() -> None:
    changed = DivisionCodeChanged(
        code=ELSEWHERE.code, town=ELSEWHERE.town, valid_from=APRIL_10, document_number=PAPER
    )
    gone_on = date(2022, 4, 6)
    lines = team(member("chair", on=MARCH_1), changed, left("chair", last_day=gone_on - ONE_DAY))

    assert stock(lines, "M09", gone_on - ONE_DAY, VILLAGE) == 1
    assert stock(lines, "M09", gone_on) == 0
    assert stock(lines, "M09", APRIL_10) == 0


def test_somebody_with_three_posts_is_one_person_of_the_team(book: Book) -> None:
    """In 40 associations of the story the commissioner is a member too: 621, not 661."""
    book.record(id_of("association"), member("chair"), on=MARCH_1)
    also_member = replace(member("chair"), person=COMMISSIONER)
    book.record(id_of("other association"), also_member, on=MARCH_1)
    book.record(id_of("appointment"), appointments.STARTED, on=MARCH_1)
    book.record(id_of("campaign"), OPENED, on=MARCH_1)

    assert book.value("M09", MARCH) == 3
    assert book.value("M09b", MARCH) == 1
    explained = book.explanation("M09", MARCH)
    assert (explained.lines, explained.repeated, explained.figure) == (5, 2, 3)


def test_a_post_that_ended_is_no_line_of_a_later_day(book: Book) -> None:
    book.record(id_of("association"), member("chair"), left("chair", last_day=APRIL_10))
    book.record(id_of("other association"), member("chair", on=date(2022, 4, 20)))

    assert [book.value("M09", month) for month in (MARCH, APRIL, JULY)] == [1, 1, 1]
    explained = book.explanation("M09", JULY)
    assert (explained.lines, explained.repeated) == (1, 0)


# --- corrected terms and periods (10.7, 10.8)


def corrected(name: str, was: date, start_on: date, last_day: date | None) -> MemberTermCorrected:
    return MemberTermCorrected(
        person=id_of(name),
        former_start_on=was,
        start_on=start_on,
        document_number=PAPER,
        last_day=last_day,
    )


def test_a_corrected_term_moves_the_team_and_leaves_older_readings_as_they_were(
    book: Book,
) -> None:
    stream, march_15 = id_of("association"), (date(2022, 3, 15), date(2022, 3, 15))
    told = book.record(stream, member("chair", on=MARCH_1), left("chair", last_day=APRIL_10))
    book.record(stream, corrected("chair", MARCH_1, date(2022, 3, 20), date(2022, 5, 31)))

    may_31, june_1 = (date(2022, 5, 31),) * 2, (date(2022, 6, 1),) * 2
    days = (march_15, MARCH, (APRIL_10 + ONE_DAY,) * 2, may_31, june_1)
    assert [book.value("M09", day) for day in days] == [0, 1, 1, 1, 0]
    assert [book.value("M09", day, at=told) for day in days] == [1, 1, 0, 0, 0]


def test_a_term_corrected_while_it_runs_ends_when_the_member_leaves() -> None:
    again = corrected("chair", MARCH_1, date(2022, 2, 15), None)
    lines = team(member("chair", on=MARCH_1), again, left("chair", last_day=APRIL_10))

    days = (date(2022, 2, 14), date(2022, 2, 15), APRIL_10, APRIL_10 + ONE_DAY)
    assert [stock(lines, "M09", day) for day in days] == [0, 1, 1, 0]


def test_only_the_term_that_was_wrong_is_corrected() -> None:
    back = member("chair", on=date(2022, 6, 1))
    lines = team(
        member("chair", on=MARCH_1),
        left("chair", last_day=APRIL_10),
        back,
        corrected("chair", date(2022, 6, 1), date(2022, 5, 1), None),
        corrected("chair", date(2022, 7, 1), date(2022, 1, 1), None),
    )

    days = (MARCH_1 - ONE_DAY, MARCH_1, APRIL_10 + ONE_DAY, date(2022, 5, 1))
    assert [stock(lines, "M09", day) for day in days] == [0, 1, 0, 1]


def test_a_corrected_term_keeps_the_change_of_code_on_its_day() -> None:
    changed = DivisionCodeChanged(
        code=ELSEWHERE.code, town=ELSEWHERE.town, valid_from=APRIL_10, document_number=PAPER
    )
    late, early = date(2022, 5, 1), MARCH_1
    then_late = team(member("chair", on=early), changed, corrected("chair", early, late, None))
    then_early = team(member("chair", on=late), changed, corrected("chair", late, early, None))

    assert stock(then_late, "M09", late - ONE_DAY) == 0
    assert stock(then_late, "M09", late, ELSEWHERE.code) == 1
    assert stock(then_late, "M09", late, VILLAGE) == 0
    assert stock(then_early, "M09", APRIL_10 - ONE_DAY, VILLAGE) == 1
    assert stock(then_early, "M09", APRIL_10, ELSEWHERE.code) == 1


def test_a_corrected_period_moves_the_commissioners_from_its_position_on(book: Book) -> None:
    stream = id_of("appointment")
    told = book.record(stream, appointments.STARTED, appointments.ENDED)
    period = replace(appointments.PERIOD_CORRECTED, last_day=date(2022, 4, 30))
    book.record(stream, period)

    days = [(day, day) for day in (MARCH_1, date(2022, 3, 10), date(2022, 4, 30))]
    for measure in ("M09", "M09b"):
        assert [book.value(measure, day) for day in days] == [0, 1, 1]
        assert [book.value(measure, day, at=told) for day in days] == [1, 1, 0]
        assert book.value(measure, JULY) == 0

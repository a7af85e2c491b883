"""The events of one appeal, told in 2022 around Labour Day, for the tests to begin from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.appeal import (
    AppealAccepted,
    AppealAssigned,
    AppealClosed,
    AppealPublished,
    AppealRegistered,
    AppealReplied,
    AppealRevisited,
    AppealTriaged,
    AppealWorkStarted,
    MaterialRequested,
    RecheckIssued,
    RecheckRequested,
    ReviewIssued,
    ReviewRequested,
)
from domain.calendar import Clock, Deadline
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Outcome,
    Regime,
    ReplyMeans,
    ReviewFinding,
    Satisfaction,
    SatisfactionBand,
    Track,
    Urgency,
)
from support.calendars import CALENDAR_2022
from support.histories import SEALED, id_of

RESIDENT = id_of("resident")
HANDLER = id_of("handler")
CALLER = id_of("caller")

REGISTERED_ON = date(2022, 4, 27)
ON = date(2022, 4, 28)  # a Thursday: five workdays end on 05-09, after Labour Day (9.5)
REPLIED_ON = date(2022, 5, 7)  # a Saturday that is worked


def due(clock: Clock, on: date = ON) -> Deadline:
    """Give the deadline of `clock` started on `on`, under the table of 2022-03-01."""
    return clock.deadline(start_on=on, calendar=CALENDAR_2022, sla_version="2022-03-01")


REGISTERED = AppealRegistered(
    appellant=Appellant.RESIDENT,
    resident=RESIDENT,
    channel=AppealChannel.VISIT,
    category=None,
    regime=Regime.ORDINARY,
    summary=SEALED,
    urgency=Urgency.NORMAL,
    read_back=True,
    notify_by=due(Clock.wd(1), REGISTERED_ON),
)
TRIAGED = AppealTriaged(
    track=Track.PROMPT,
    category=AppealCategory.SUBSIDY,
    regime=Regime.ORDINARY,
    notify_by=due(Clock.wd(1), REGISTERED_ON),
)
OPEN = replace(TRIAGED, track=Track.OPEN)
COORDINATED = replace(TRIAGED, track=Track.COORDINATED)
PETITION = replace(COORDINATED, regime=Regime.PETITION, notify_by=due(Clock.cd(15), REGISTERED_ON))
ACCEPTED = AppealAccepted(close_by=due(Clock.wd(5)))
ACCEPTED_COORDINATED = AppealAccepted(close_by=due(Clock.wd(15)))
ACCEPTED_PETITION = AppealAccepted(close_by=due(Clock.cd(60)))
ASSIGNED = AppealAssigned(
    lead="金龙湖街道残联", assisting=("民政办",), handler=HANDLER, object_by=due(Clock.wd(5))
)
STARTED = AppealWorkStarted()
STARTED_COORDINATED = AppealWorkStarted(progress_by=due(Clock.cd(15)))
SUSPENDED = MaterialRequested(items=SEALED, suspended_on=date(2022, 4, 29))
REPLIED = AppealReplied(
    outcome=Outcome.RESOLVED,
    reply=SEALED,
    means=ReplyMeans.IN_PERSON,
    revisit_by=due(Clock.wd(3), REPLIED_ON),
    handled_workdays=4,
)
REPLIED_OPEN = replace(REPLIED, publish_by=due(Clock.wd(20), REPLIED_ON))
REVISITED = AppealRevisited(
    revisited_on=date(2022, 5, 10), attempt=1, reached=True, satisfaction=Satisfaction.SATISFIED
)
REVIEW_REQUESTED = ReviewRequested(
    grounds=SEALED, received_on=REPLIED_ON, answer_by=due(Clock.cd(30), date(2022, 5, 9))
)
REVIEW_ISSUED = ReviewIssued(
    finding=ReviewFinding.UPHELD,
    body="市残联",
    opinion_number="复查〔2022〕1号",
    opinion=SEALED,
    received_on=date(2022, 6, 1),
    ask_recheck_by=due(Clock.cd(30), date(2022, 6, 1)),
)
RECHECK_REQUESTED = RecheckRequested(grounds=SEALED, answer_by=due(Clock.cd(30), date(2022, 6, 6)))
RECHECK_ISSUED = RecheckIssued(
    finding=ReviewFinding.UPHELD,
    body="省残联",
    opinion_number="复核〔2022〕1号",
    opinion=SEALED,
    answer_by=due(Clock.cd(30), date(2022, 6, 6)),
)
UNSATISFIED = replace(REVISITED, satisfaction=Satisfaction.UNSATISFIED)
CLOSED = AppealClosed(outcome=Outcome.RESOLVED, round=1)

PUBLISHED = AppealPublished(
    public_summary="修好了小区门口的坡道",
    author=CALLER,
    month="2022-05",
    category=AppealCategory.SUBSIDY,
    outcome=Outcome.RESOLVED,
    days=10,
    satisfaction=SatisfactionBand.CONTENT,
)

IN_PROGRESS = (REGISTERED, TRIAGED, ACCEPTED, ASSIGNED, STARTED)
IN_PROGRESS_COORDINATED = (
    REGISTERED,
    COORDINATED,
    ACCEPTED_COORDINATED,
    ASSIGNED,
    STARTED_COORDINATED,
)
IN_PROGRESS_OPEN = (REGISTERED, OPEN, ACCEPTED_COORDINATED, ASSIGNED, STARTED_COORDINATED)
IN_PROGRESS_PETITION = (REGISTERED, PETITION, ACCEPTED_PETITION, ASSIGNED, STARTED_COORDINATED)

"""From which states an appeal accepts each command of its table (`domain.md` 10.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from domain.appeal import Appeal, AppealStatus, AppealVoided, ReplyDelivered
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    LinkedKind,
    NotAcceptedGround,
    Outcome,
    Regime,
    ReopenGround,
    ReplyMeans,
    ReviewFinding,
    Role,
    Satisfaction,
    Track,
    UrgentGround,
)
from support.appeals import (
    ACCEPTED,
    ASSIGNED,
    CALLER,
    CLOSED,
    HANDLER,
    IN_PROGRESS,
    IN_PROGRESS_OPEN,
    IN_PROGRESS_PETITION,
    PUBLISHED,
    RECHECK_ISSUED,
    RECHECK_REQUESTED,
    REGISTERED,
    REPLIED,
    REPLIED_ON,
    REPLIED_OPEN,
    RESIDENT,
    REVIEW_ISSUED,
    REVIEW_REQUESTED,
    REVISITED,
    SUSPENDED,
    TRIAGED,
)
from support.calendars import CALENDAR_2022
from support.counted import REOPENED
from support.histories import SEALED, id_of
from support.lives import MERGED, NOT_ACCEPTED, REDIRECTED, WITHDRAWN
from support.state_tables import NEW, VOIDED, Histories, accepting, is_reached, starts

if TYPE_CHECKING:
    from collections.abc import Callable

ON = REPLIED_ON  # no promise of 2022-04-28 has run out yet
LATER = date(2022, 6, 8)  # after the review was asked for, and within every time to answer

PETITION_REPLIED = (*IN_PROGRESS_PETITION, REPLIED, ReplyDelivered(received_on=REPLIED_ON))
OF_NOBODY_ON_FILE = (
    replace(REGISTERED, appellant=Appellant.OTHER, resident=None, reason=SEALED),
    *IN_PROGRESS[1:],
)
MADE_PUBLIC = (*PETITION_REPLIED, REVISITED, CLOSED, PUBLISHED)
REVIEWED = (REVIEW_REQUESTED, REVIEW_ISSUED)

STATES: Final[dict[str, Histories]] = {
    NEW: ((),),
    "REGISTERED": ((REGISTERED,),),
    "TRIAGED": (IN_PROGRESS[:2],),
    "ACCEPTED": (IN_PROGRESS[:3],),
    "ASSIGNED": (IN_PROGRESS[:4],),
    "IN_PROGRESS": (IN_PROGRESS, IN_PROGRESS_OPEN, IN_PROGRESS_PETITION),
    "SUSPENDED": ((*IN_PROGRESS, SUSPENDED),),
    "REPLIED": (
        (*IN_PROGRESS, REPLIED),
        (*OF_NOBODY_ON_FILE, REPLIED),
        PETITION_REPLIED,
    ),
    "REVISITED": ((*IN_PROGRESS, REPLIED, REVISITED), (*PETITION_REPLIED, REVISITED)),
    "CLOSED": (
        (*IN_PROGRESS_OPEN, REPLIED_OPEN, REVISITED, CLOSED),
        MADE_PUBLIC[:-1],
        MADE_PUBLIC,
    ),
    "REOPENED": ((*IN_PROGRESS, REPLIED, REVISITED, CLOSED, REOPENED),),
    "UNDER_REVIEW": ((*MADE_PUBLIC, REVIEW_REQUESTED),),
    "REVIEWED": ((*MADE_PUBLIC, *REVIEWED),),
    "UNDER_RECHECK": ((*MADE_PUBLIC, *REVIEWED, RECHECK_REQUESTED),),
    "FINAL": ((*MADE_PUBLIC, *REVIEWED, RECHECK_REQUESTED, RECHECK_ISSUED),),
    "REDIRECTED": ((REGISTERED, TRIAGED, REDIRECTED),),
    "NOT_ACCEPTED": ((REGISTERED, TRIAGED, NOT_ACCEPTED),),
    "MERGED": ((REGISTERED, TRIAGED, ACCEPTED, ASSIGNED, MERGED),),
    "WITHDRAWN": ((REGISTERED, WITHDRAWN),),
    VOIDED: ((*IN_PROGRESS, AppealVoided(reason="误录")),),
}
OPEN: Final = (
    "REGISTERED TRIAGED ACCEPTED ASSIGNED IN_PROGRESS SUSPENDED REPLIED REVISITED REOPENED"
)
FROM: Final = starts("appeals", STATES, open_states=OPEN.split())

COMMANDS: Final[dict[str, Callable[[Appeal], object]]] = {
    "appeals/": lambda appeal: appeal.register(
        appellant=Appellant.RESIDENT,
        resident=RESIDENT,
        channel=AppealChannel.PHONE,
        summary=SEALED,
        read_back=True,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "appeals/escalate-urgent": lambda appeal: appeal.escalate_urgent(
        ground=UrgentGround.SAFETY, report=SEALED, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/triage": lambda appeal: appeal.triage(
        track=Track.PROMPT,
        category=AppealCategory.CARE,
        regime=Regime.ORDINARY,
        role=Role.TOWN,
        calendar=CALENDAR_2022,
    ),
    "appeals/change-track": lambda appeal: appeal.change_track(
        track=Track.COORDINATED, reason=SEALED, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/convert-to-petition": lambda appeal: appeal.convert_to_petition(
        person_informed=True, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/accept": lambda appeal: appeal.accept(related=False, on=ON, calendar=CALENDAR_2022),
    "appeals/not-accept": lambda appeal: appeal.not_accept(
        ground=NotAcceptedGround.OUTSIDE, notice=SEALED
    ),
    "appeals/redirect": lambda appeal: appeal.redirect(
        destination=SEALED, accompaniment_offered=True
    ),
    "appeals/merge-into": lambda appeal: appeal.merge_into(
        target=id_of("another case"), target_open=True, same_matter=True
    ),
    "appeals/assign": lambda appeal: appeal.assign(
        lead="甲",
        assisting=("乙",),
        handler=HANDLER,
        related=False,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "appeals/return-assignment": lambda appeal: appeal.return_assignment(
        reason=SEALED, confirmed_by=CALLER, on=ON
    ),
    "appeals/start-work": lambda appeal: appeal.start_work(
        actor=HANDLER, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/note-progress": lambda appeal: appeal.note_progress(
        actor=HANDLER, note=SEALED, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/hold-coordination": lambda appeal: appeal.hold_coordination(
        attendees=SEALED, decisions=SEALED, minutes=SEALED
    ),
    "appeals/request-material": lambda appeal: appeal.request_material(
        actor=HANDLER, items=SEALED, on=ON
    ),
    "appeals/receive-material": lambda appeal: appeal.receive_material(
        on=ON, calendar=CALENDAR_2022
    ),
    "appeals/extend": lambda appeal: appeal.extend(
        days=3,
        reason=SEALED,
        person_told=True,
        role=Role.LEADER,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "appeals/reply": lambda appeal: appeal.reply(
        actor=HANDLER,
        outcome=Outcome.RESOLVED,
        reply=SEALED,
        means=ReplyMeans.PHONE,
        on=ON,
        calendar=CALENDAR_2022,
    ),
    "appeals/revisit": lambda appeal: appeal.revisit(
        actor=CALLER, reached=True, satisfaction=Satisfaction.SATISFIED, on=ON
    ),
    "appeals/close": lambda appeal: appeal.close(role=Role.TOWN, reason=SEALED),
    "appeals/reopen": lambda appeal: appeal.reopen(
        ground=ReopenGround.NEW_FACTS, explanation=SEALED, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/withdraw": lambda appeal: appeal.withdraw(wish=SEALED, signed=True, read_back=False),
    "appeals/request-review": lambda appeal: appeal.request_review(
        grounds=SEALED, on=ON, calendar=CALENDAR_2022
    ),
    "appeals/issue-review": lambda appeal: appeal.issue_review(
        finding=ReviewFinding.UPHELD,
        body="市残联",
        opinion_number="1",
        opinion=SEALED,
        received_on=LATER,
        on=LATER,
        calendar=CALENDAR_2022,
    ),
    "appeals/request-recheck": lambda appeal: appeal.request_recheck(
        grounds=SEALED, on=LATER, calendar=CALENDAR_2022
    ),
    "appeals/issue-recheck": lambda appeal: appeal.issue_recheck(
        finding=ReviewFinding.UPHELD,
        body="省残联",
        opinion_number="1",
        opinion=SEALED,
        on=LATER,
        calendar=CALENDAR_2022,
    ),
    "appeals/publish": lambda appeal: appeal.publish(
        public_summary="修好了坡道", author=HANDLER, actor=CALLER, found=()
    ),
    "appeals/withdraw-publication": lambda appeal: appeal.withdraw_publication(reason=SEALED),
    "appeals/link": lambda appeal: appeal.link(
        other=id_of("another case"), kind=LinkedKind.DISPUTE
    ),
}


@pytest.mark.parametrize("path", COMMANDS)
def test_an_appeal_accepts_a_command_from_the_states_of_its_row_only(path: str) -> None:
    assert accepting(Appeal, STATES, COMMANDS[path]) == FROM[path]


@pytest.mark.parametrize("state", STATES)
def test_the_histories_end_where_they_say(state: str) -> None:
    assert all(is_reached(Appeal, state, history) for history in STATES[state])


def test_no_state_and_no_row_of_the_table_is_left_out() -> None:
    assert set(STATES) == {status.name for status in AppealStatus} | {NEW}
    assert set(COMMANDS) == set(FROM)

"""Whatever anybody tries on an appeal, in any order: it is decided or refused, never broken."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.appeal import Appeal
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Identifying,
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
    CALLER,
    CLOSED,
    HANDLER,
    IN_PROGRESS,
    IN_PROGRESS_OPEN,
    IN_PROGRESS_PETITION,
    PUBLISHED,
    RECHECK_REQUESTED,
    REPLIED,
    REPLIED_OPEN,
    RESIDENT,
    REVIEW_ISSUED,
    REVIEW_REQUESTED,
    REVISITED,
    SUSPENDED,
)
from support.calendars import CALENDAR_2022
from support.histories import CASE, SEALED, id_of
from support.walks import walk

if TYPE_CHECKING:
    from domain.history import Event

DAYS = st.sampled_from([date(2022, 4, 27), date(2022, 5, 7), date(2022, 5, 10), date(2022, 6, 8)])
ACTORS = st.sampled_from([HANDLER, CALLER])
YES = st.booleans()
MAYBE_SEALED = st.sampled_from([SEALED, None])


def register(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.register(
        appellant=chance.draw(st.sampled_from(Appellant)),
        resident=chance.draw(st.sampled_from([RESIDENT, None])),
        name=chance.draw(MAYBE_SEALED),
        reason=chance.draw(MAYBE_SEALED),
        channel=chance.draw(st.sampled_from(AppealChannel)),
        summary=SEALED,
        read_back=chance.draw(YES),
        people=chance.draw(st.sampled_from([1, 6])),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def escalate(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.escalate_urgent(
        ground=UrgentGround.SAFETY, report=SEALED, on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def triage(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.triage(
        track=chance.draw(st.sampled_from(Track)),
        category=chance.draw(st.sampled_from([AppealCategory.STAFF, AppealCategory.CARE])),
        regime=chance.draw(st.sampled_from(Regime)),
        role=chance.draw(st.sampled_from([Role.TOWN, Role.COMMISSIONER])),
        calendar=CALENDAR_2022,
    )


def change_track(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.change_track(
        track=chance.draw(st.sampled_from(Track)),
        reason=SEALED,
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def accept(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.accept(related=chance.draw(YES), on=chance.draw(DAYS), calendar=CALENDAR_2022)


def not_accept(appeal: Appeal, _: st.DataObject) -> Event:
    return appeal.not_accept(ground=NotAcceptedGround.OUTSIDE, notice=SEALED)


def redirect(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.redirect(destination=SEALED, accompaniment_offered=chance.draw(YES))


def merge(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.merge_into(
        target=chance.draw(st.sampled_from([CASE, id_of("another case")])),
        target_open=chance.draw(YES),
        same_matter=chance.draw(YES),
    )


def link(appeal: Appeal, chance: st.DataObject) -> Event:
    other = chance.draw(st.sampled_from([CASE, id_of("another case")]))
    return appeal.link(other=other, kind=LinkedKind.APPEAL)


def assign(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.assign(
        lead="甲",
        assisting=chance.draw(st.sampled_from([("乙",), (), ("甲",)])),
        handler=HANDLER,
        related=chance.draw(YES),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def return_assignment(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.return_assignment(
        reason=SEALED, confirmed_by=chance.draw(ACTORS), on=chance.draw(DAYS)
    )


def start_work(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.start_work(
        actor=chance.draw(ACTORS), on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def note_progress(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.note_progress(
        actor=chance.draw(ACTORS), note=SEALED, on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def hold_coordination(appeal: Appeal, _: st.DataObject) -> Event:
    return appeal.hold_coordination(attendees=SEALED, decisions=SEALED, minutes=SEALED)


def request_material(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.request_material(actor=chance.draw(ACTORS), items=SEALED, on=chance.draw(DAYS))


def receive_material(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.receive_material(on=chance.draw(DAYS), calendar=CALENDAR_2022)


def extend(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.extend(
        days=chance.draw(st.sampled_from([0, 3, 30, 31])),
        reason=SEALED,
        person_told=chance.draw(YES),
        role=chance.draw(st.sampled_from([Role.LEADER, Role.TOWN])),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def reply(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.reply(
        actor=chance.draw(ACTORS),
        outcome=chance.draw(st.sampled_from(Outcome)),
        reply=SEALED,
        means=ReplyMeans.PHONE,
        opinion_number=chance.draw(st.sampled_from(["1", None])),
        basis=chance.draw(MAYBE_SEALED),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def confirm_delivery(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.confirm_delivery(received_on=chance.draw(DAYS), on=chance.draw(DAYS))


def withdraw_reply(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.withdraw_reply(reason=SEALED, on=chance.draw(DAYS), calendar=CALENDAR_2022)


def revisit(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.revisit(
        actor=chance.draw(ACTORS),
        reached=chance.draw(YES),
        satisfaction=chance.draw(st.sampled_from([None, *Satisfaction])),
        on=chance.draw(DAYS),
    )


def close(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.close(
        role=chance.draw(st.sampled_from([Role.TOWN, Role.ASSOCIATION])),
        reason=chance.draw(MAYBE_SEALED),
    )


def reopen(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.reopen(
        ground=chance.draw(st.sampled_from(ReopenGround)),
        explanation=SEALED,
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def convert(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.convert_to_petition(
        person_informed=chance.draw(YES), on=chance.draw(DAYS), calendar=CALENDAR_2022
    )


def request_review(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.request_review(grounds=SEALED, on=chance.draw(DAYS), calendar=CALENDAR_2022)


def issue_review(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.issue_review(
        finding=chance.draw(st.sampled_from(ReviewFinding)),
        body="市残联",
        opinion_number="1",
        opinion=SEALED,
        received_on=chance.draw(DAYS),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def request_recheck(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.request_recheck(grounds=SEALED, on=chance.draw(DAYS), calendar=CALENDAR_2022)


def issue_recheck(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.issue_recheck(
        finding=chance.draw(st.sampled_from(ReviewFinding)),
        body="省残联",
        opinion_number="1",
        opinion=SEALED,
        hearing_from=chance.draw(DAYS | st.none()),
        hearing_until=chance.draw(DAYS | st.none()),
        on=chance.draw(DAYS),
        calendar=CALENDAR_2022,
    )


def withdraw(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.withdraw(wish=SEALED, signed=chance.draw(YES), read_back=chance.draw(YES))


def publish(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.publish(
        public_summary=chance.draw(st.sampled_from(["修好了无障碍坡道", " "])),
        author=CALLER,
        actor=chance.draw(ACTORS),
        found=chance.draw(st.sampled_from([(), *((kind,) for kind in Identifying)])),
    )


def withdraw_publication(appeal: Appeal, _: st.DataObject) -> Event:
    return appeal.withdraw_publication(reason=SEALED)


def decline_publication(appeal: Appeal, _: st.DataObject) -> Event:
    return appeal.decline_publication(reason=SEALED)


def change_subject(appeal: Appeal, chance: st.DataObject) -> Event:
    resident = chance.draw(st.sampled_from([RESIDENT, id_of("the right person")]))
    return appeal.change_subject(resident=resident, reason=SEALED)


def transfer(appeal: Appeal, chance: st.DataObject) -> Event:
    return appeal.transfer(
        from_association=id_of("merged"),
        to_association=chance.draw(st.sampled_from([id_of("merged"), id_of("goes on")])),
        to_is_active=chance.draw(YES),
        document_number=chance.draw(st.sampled_from(["残发〔2022〕5号", ""])),
    )


MOVES = [
    register,
    escalate,
    triage,
    change_track,
    accept,
    not_accept,
    redirect,
    merge,
    link,
    assign,
    return_assignment,
    start_work,
    note_progress,
    hold_coordination,
    request_material,
    receive_material,
    extend,
    reply,
    confirm_delivery,
    withdraw_reply,
    revisit,
    close,
    reopen,
    convert,
    request_review,
    issue_review,
    request_recheck,
    issue_recheck,
    withdraw,
    publish,
    withdraw_publication,
    decline_publication,
    change_subject,
    transfer,
]

LIVES = [
    (*IN_PROGRESS, REPLIED, REVISITED, CLOSED),
    (*IN_PROGRESS_OPEN, REPLIED_OPEN, REVISITED, CLOSED, PUBLISHED),
    (*IN_PROGRESS_PETITION, REPLIED, REVISITED, CLOSED),
    (*IN_PROGRESS_PETITION, REPLIED, REVIEW_REQUESTED, REVIEW_ISSUED, RECHECK_REQUESTED),
    (*IN_PROGRESS, SUSPENDED),
]


@settings(max_examples=150, deadline=None)
@given(life=st.sampled_from(LIVES), chance=st.data())
def test_an_appeal_is_never_broken(life: tuple[Event, ...], chance: st.DataObject) -> None:
    walk(Appeal, life, MOVES, chance)

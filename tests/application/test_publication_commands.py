"""A result is published at the desk: two people, and nothing in it that points at anybody (3.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from application.opening import ERASED, plain
from application.refusals import NotYours
from domain.appeal import (
    Appeal,
    AppealNotClosed,
    AppealPublished,
    AuthorPublishes,
    SummaryHasAddress,
    SummaryHasPhone,
    SummaryNamesSomebody,
    SummaryNamesVillage,
)
from domain.history import Rejected
from domain.words import AppealCategory, Outcome, SatisfactionBand
from support.casework import (
    START,
    a_paper,
    a_resident,
    an_active_association,
    an_appeal_closed,
    an_appeal_in_progress,
)
from support.histories import id_of, running
from support.office import CHAIR, COMMISSIONER, OFFICER, TOWN_OFFICER, Front

if TYPE_CHECKING:
    from uuid import UUID

SUMMARY = "为一名居民更换了损坏的轮椅"


@pytest.fixture
def association(front: Front) -> UUID:
    front.lookups.associations = ("示例村残协", "荆山社区残协")
    return an_active_association(front)


@pytest.fixture
def resident(front: Front, association: UUID) -> UUID:
    return a_resident(front, association, address="金龙湖街道大湖新苑东区后排")


@pytest.fixture
def closed(front: Front, resident: UUID) -> UUID:
    return an_appeal_closed(front, resident)


def publish(front: Front, appeal: UUID, summary: str = SUMMARY) -> None:
    front.give("appeals/publish", appeal, public_summary=summary, author=CHAIR.id)


def test_what_is_published_is_taken_from_the_case_and_the_text_is_clear(
    front: Front, closed: UUID
) -> None:
    publish(front, closed)

    last = front.last(closed)
    assert last.event == AppealPublished(
        public_summary=SUMMARY,
        author=CHAIR.id,
        month="2022-06",
        category=AppealCategory.DEVICE,
        outcome=Outcome.RESOLVED,
        days=0,
        satisfaction=SatisfactionBand.CONTENT,
    )
    assert last.envelope.actor == OFFICER.id
    assert front.fold(Appeal, closed).is_public


def test_who_wrote_it_does_not_publish_it(front: Front, closed: UUID) -> None:
    with pytest.raises(AuthorPublishes):
        front.give("appeals/publish", closed, public_summary=SUMMARY, author=OFFICER.id)


def test_town_and_district_publish_and_nobody_below(front: Front, closed: UUID) -> None:
    for actor in (COMMISSIONER, CHAIR):
        with pytest.raises(NotYours):
            front.give(
                "appeals/publish", closed, actor=actor, public_summary=SUMMARY, author=OFFICER.id
            )
    front.give(
        "appeals/publish", closed, actor=TOWN_OFFICER, public_summary=SUMMARY, author=CHAIR.id
    )
    assert front.fold(Appeal, closed).is_public


def test_an_appeal_in_progress_is_not_published(front: Front, resident: UUID) -> None:
    with pytest.raises(AppealNotClosed):
        publish(front, an_appeal_in_progress(front, resident, track="open"))


@pytest.mark.parametrize(
    ("summary", "refusal"),
    [
        ("张 示 例的轮椅已更换", SummaryNamesSomebody),
        ("监护人某陪同试用", SummaryNamesSomebody),
        ("回电１３９　００００　０００１", SummaryHasPhone),
        ("大湖新苑的居民反映", SummaryHasAddress),
        ("东区后排的居民反映", SummaryHasAddress),
        ("示例村居民反映", SummaryNamesVillage),
        ("荆山村居民反映", SummaryNamesVillage),
        ("李新庄居民反映", SummaryNamesVillage),
    ],
)
def test_what_the_records_know_of_the_people_is_looked_for(
    front: Front,
    association: UUID,
    resident: UUID,
    closed: UUID,
    summary: str,
    refusal: type[Rejected],
) -> None:
    front.give("associations/assign-area", association, area=uuid4(), name="李新庄")
    front.give(
        "residents/set-guardian",
        resident,
        guardian=id_of("a guardian"),
        name="监护人某",
        relation="母亲",
        basis="statutory",
        from_on=START,
        evidence=a_paper(front, resident),
    )

    with pytest.raises(refusal) as refused:
        publish(front, closed, summary)

    told = f"{refused.value} {refused.value.details}"
    assert summary not in told
    assert not any(secret in told for secret in ("张示例", "大湖", "荆山", "监护人某", "139"))


def test_a_former_address_is_still_the_person_s(front: Front, resident: UUID, closed: UUID) -> None:
    front.give(
        "residents/change-contact",
        resident,
        address="金龙湖街道别处二号院",
        told_by="self",
        told_on=START,
    )

    with pytest.raises(SummaryHasAddress):
        publish(front, closed, "大湖新苑的居民反映")


def test_who_speaks_for_an_anonymous_appellant_is_not_named(
    front: Front, association: UUID
) -> None:
    appeal = front.open(
        "appeals",
        actor=COMMISSIONER,
        appellant="other",
        channel="letter",
        summary="坡道坏了",
        reason="未署名",
        representative="其侄 王小样",
        association=association,
    )
    front.give(
        "appeals/triage",
        appeal,
        actor=TOWN_OFFICER,
        track="open",
        category="accessibility",
        regime="ordinary",
    )
    front.give("appeals/accept", appeal, actor=TOWN_OFFICER, related=False)
    front.give(
        "appeals/assign",
        appeal,
        actor=TOWN_OFFICER,
        lead="示例村残协",
        handler=COMMISSIONER.id,
        related=False,
    )
    front.give("appeals/start-work", appeal, actor=COMMISSIONER)
    front.give(
        "appeals/reply",
        appeal,
        actor=COMMISSIONER,
        outcome="resolved",
        reply="已修好",
        means="letter",
    )
    front.give("appeals/close", appeal, actor=TOWN_OFFICER, reason="未署名, 无从回访")

    with pytest.raises(SummaryNamesSomebody):
        publish(front, appeal, "王小样反映的坡道已修好")
    publish(front, appeal, "一处损坏的坡道已修好")


def test_a_publication_is_taken_down_and_the_log_keeps_both(front: Front, closed: UUID) -> None:
    publish(front, closed)
    front.give("appeals/withdraw-publication", closed, reason="本人不愿公开")

    last = front.last(closed)
    assert front.topics(closed)[-2:] == ["appeal.published", "appeal.publication_withdrawn"]
    assert plain(last.event, front.vault) == {"reason": "本人不愿公开", "was_public": True}
    assert not front.fold(Appeal, closed).is_public


def test_a_reason_not_to_publish_ends_the_clock(front: Front, closed: UUID) -> None:
    assert [each.clock.n for each in running(front.fold(Appeal, closed))] == [20]
    front.give("appeals/decline-publication", closed, reason="一看便知是谁")

    assert running(front.fold(Appeal, closed)) == ()
    assert plain(front.last(closed).event, front.vault)["was_public"] is False


def test_a_reply_of_the_new_form_opens_where_the_old_one_was_sealed(
    front: Front, closed: UUID
) -> None:
    replied = next(
        each for each in front.log.history(closed) if each.event.topic == "appeal.replied"
    )

    assert plain(replied.event, front.vault)["reply"] == "已更换"
    assert ERASED not in plain(replace(replied).event, front.vault).values()

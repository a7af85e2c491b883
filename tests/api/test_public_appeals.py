"""What is public of closed appeals: whitelisted, in cells of five, as known at any moment (3.7)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from application.actor import Actor
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Identifying,
    NoticeForm,
    Outcome,
    Regime,
    ReopenGround,
    ReplyMeans,
    Role,
    Satisfaction,
    Track,
)
from support.database import fresh_database
from support.histories import ACTOR, id_of
from support.site import DISTRICT, OFFICER, TOWN, Site, a_house, invented_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from application.desk import Receipt
    from bootstrap import House

OTHER_TOWN = "320371006"
AUTHOR = id_of("author")
HANDLER = Actor(id_of("handler"), Role.COMMISSIONER, DISTRICT)
CHANGING = {"appeals/publish", "appeals/withdraw-publication", "appeals/reopen"}
WHITELIST = {
    "area",
    "month",
    "category",
    "category_word",
    "outcome",
    "outcome_word",
    "days",
    "satisfaction",
    "satisfaction_word",
    "summary",
}


class Public(Site):
    """A district of two towns, whose public list is looked at after every change of it."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.go_on_to(date(2022, 5, 9))
        self.client = TestClient(self.app, headers={"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"})
        self.seen: dict[int, list[dict[str, Any]]] = {}
        self.resident = {
            town: self._a_resident(town, sequence)
            for sequence, town in enumerate((TOWN, OTHER_TOWN), start=11)
        }

    def listed(self, **asked: str) -> list[dict[str, Any]]:
        """Give the items of the public list."""
        answer = self.client.get("/api/v1/public/appeals", params={"limit": "500", **asked})
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def give(
        self,
        path: str,
        stream: UUID,
        *,
        actor: Actor = OFFICER,
        on: date | None = None,
        **values: object,
    ) -> Receipt:
        """Give a command, as a district officer; look at the list where it may have changed."""
        receipt = super().give(path, stream, actor=actor, on=on, **values)
        if path in CHANGING:
            self.project()
            self.seen[receipt.position] = self.listed()
        return receipt

    def closed(self, town: str = TOWN, category: AppealCategory = AppealCategory.DEVICE) -> UUID:
        """Bring an appeal of the open track to its end."""
        appeal = self.open(
            "appeals",
            appellant=Appellant.RESIDENT,
            channel=AppealChannel.PHONE,
            summary="轮椅坏了, 想换一台。",
            read_back=True,
            resident=self.resident[town],
        )
        regime = Regime.ORDINARY
        self.give("appeals/triage", appeal, track=Track.OPEN, category=category, regime=regime)
        self.give("appeals/accept", appeal, related=False)
        self.give("appeals/assign", appeal, lead="残联", handler=HANDLER.id, related=False)
        self.give("appeals/start-work", appeal, actor=HANDLER)
        self.give(
            "appeals/reply",
            appeal,
            actor=HANDLER,
            outcome=Outcome.RESOLVED,
            reply="已更换",
            means=ReplyMeans.IN_PERSON,
        )
        self.give("appeals/revisit", appeal, reached=True, satisfaction=Satisfaction.VERY)
        self.give("appeals/close", appeal)
        return appeal

    def published(self, town: str = TOWN, category: AppealCategory = AppealCategory.DEVICE) -> UUID:
        """Publish an appeal."""
        appeal = self.closed(town, category)
        summary = "为一名居民更换了辅助器具"
        self.give("appeals/publish", appeal, public_summary=summary, author=AUTHOR)
        return appeal

    def _a_resident(self, town: str, sequence: int) -> UUID:
        code = f"{town}001"
        village = self.open("associations", name=f"示例{sequence}村残协", code=code, town=town)
        return self.open(
            "residents",
            association=village,
            household=None,
            name="张示例",
            identity_number=invented_number(sequence),
            address="示例路旁",
            notice=_notice(),
        )


def _notice() -> object:
    return {"text_version": "2022-03", "form": NoticeForm.PAPER, "signed": True}


@pytest.fixture(scope="module")
def told(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Public]:
    """A town with five results of one month and category, and what was taken back since."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            public = Public(house)
            first, second, *_ = [public.published() for _ in range(6)]
            public.published(OTHER_TOWN)
            public.published(TOWN, AppealCategory.CARE)
            public.give("appeals/withdraw-publication", first, reason="本人不愿公开")
            public.give(
                "appeals/reopen", second, ground=ReopenGround.NEW_FACTS, explanation="又坏了"
            )
            yield public


def areas(items: list[dict[str, Any]], category: str = "device") -> list[str]:
    return [item["area"] for item in items if item["category"] == category]


def test_an_item_shows_the_whitelist_and_nothing_else(told: Public) -> None:
    """`domain.md` 3.7, 1: a month and no day, a town at most, no id of a case or person."""
    item = told.listed(category="care")[0]

    assert item.keys() == WHITELIST
    assert item == {
        "area": DISTRICT,
        "month": "2022-05",
        "category": "care",
        "category_word": "托养照料",
        "outcome": "resolved",
        "outcome_word": "已解决",
        "days": 0,
        "satisfaction": "content",
        "satisfaction_word": "满意",
        "summary": "为一名居民更换了辅助器具",
    }


def test_a_cell_below_five_shows_the_district_and_five_show_their_town(told: Public) -> None:
    """`domain.md` 3.7, 2 and 14: SMALL_CELL = 5; each town, month and category is a cell."""
    lists = list(told.seen.values())

    assert [areas(items) for items in lists[:6]] == [
        *([DISTRICT] * count for count in range(1, 5)),
        [TOWN] * 5,
        [TOWN] * 6,
    ]
    assert areas(lists[6]) == [DISTRICT, *[TOWN] * 6]
    assert areas(lists[7], "care") == [DISTRICT]


def test_what_is_taken_down_or_reopened_disappears_and_may_make_its_cell_small(
    told: Public,
) -> None:
    taken_down, reopened = list(told.seen.values())[8:10]

    assert areas(taken_down) == [DISTRICT, *[TOWN] * 5]
    assert areas(reopened) == [DISTRICT] * 5


def test_the_list_read_at_an_old_position_is_what_it_was(told: Public) -> None:
    assert len(told.seen) >= 10
    for position, before in told.seen.items():
        assert told.listed(known_at=str(position)) == before


def test_nothing_is_found_by_a_town_that_it_does_not_show(told: Public) -> None:
    position = str(list(told.seen)[7])

    assert len(told.listed(area=TOWN, known_at=position)) == 6
    assert told.listed(area=OTHER_TOWN, known_at=position) == []
    assert told.listed(area=DISTRICT, category="care", month="2022-05", known_at=position)
    assert told.listed(month="2022-04", known_at=position) == []


def test_the_list_comes_in_pages(told: Public) -> None:
    items: list[dict[str, Any]] = []
    after: dict[str, str] = {}
    while True:
        answer = told.client.get("/api/v1/public/appeals", params={"limit": 2, **after}).json()
        items += answer["items"]
        if answer["next"] is None:
            break
        after = {"after": answer["next"]}

    assert items == told.listed()
    assert told.client.get("/api/v1/public/appeals?after=x").status_code == 422


def test_a_void_takes_an_item_away_and_its_revert_brings_it_back(told: Public) -> None:
    before = told.listed()
    appeal = told.published()
    published = told.listed()
    assert len(published) == len(before) + 1
    void = told.give("appeals/void", appeal, reason="误录")
    told.project()
    assert told.listed() == before
    told.give("appeals/revert-void", appeal, version=void.version, reason="没有误录")
    told.project()
    assert told.listed() == published


def test_only_who_is_signed_in_reads_the_list(told: Public) -> None:
    """`domain.md` 13, 17: the public page is off."""
    without = TestClient(told.app).get("/api/v1/public/appeals")
    places = TestClient(told.app).get("/api/v1/places")

    assert without.status_code == places.status_code


def test_a_summary_that_points_at_somebody_is_refused_over_http_by_kind(told: Public) -> None:
    appeal = told.closed()
    for summary, kind in (
        ("张示例的轮椅已更换", Identifying.NAME),
        ("回电１３９００００　０００１", Identifying.PHONE),
        ("示例11村居民的轮椅已更换", Identifying.VILLAGE),
    ):
        answer = told.client.post(
            f"/api/v1/appeals/{appeal}/publish",
            json={"public_summary": summary, "author": str(AUTHOR)},
            headers={"Idempotency-Key": str(uuid4())},
        )
        assert answer.status_code in {409, 422}
        assert str(kind) in answer.text
        assert summary not in answer.text


def test_a_closed_appeal_that_is_not_published_in_time_is_overdue_in_the_lists(
    told: Public,
) -> None:
    """`domain.md` 3.4: 20 workdays from the reply on 2022-05-09 end on 2022-06-07: the 3rd is a holiday."""
    owed = told.closed()
    told.project()
    cases = told.client.get(f"/api/v1/cases/{owed}").json()
    overdue = told.client.get("/api/v1/cases", params={"overdue": True, "limit": 500}).json()

    assert (cases["status"], cases["open"], cases["due_on"]) == ("closed", False, "2022-06-07")
    assert str(owed) in {case["id"] for case in overdue["items"]}

    told.give("appeals/decline-publication", owed, reason="一看便知是谁")
    told.project()
    overdue = told.client.get("/api/v1/cases", params={"overdue": True, "limit": 500}).json()
    assert str(owed) not in {case["id"] for case in overdue["items"]}


def test_a_changed_person_s_case_leaves_one_list_and_joins_the_other(told: Public) -> None:
    wrong, right = told.resident[TOWN], told.resident[OTHER_TOWN]
    appeal = told.closed()
    told.project()
    position = str(told.house.office.log.last_position())
    told.give("appeals/change-subject", appeal, resident=right, reason="同名")
    told.project()

    def cases_of(person: UUID, **asked: str) -> set[str]:
        asked |= {"kind": "appeals", "person": str(person), "limit": "500"}
        items = told.client.get("/api/v1/cases", params=asked).json()["items"]
        return {case["id"] for case in items}

    assert str(appeal) in cases_of(right) - cases_of(wrong)
    assert str(appeal) in cases_of(wrong, known_at=position) - cases_of(right, known_at=position)

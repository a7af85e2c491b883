"""Hints at intake: an open appeal of the same kind, and files that may be one person's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from domain.words import AppealCategory, DuplicateGround, Regime, ToldBy, Track
from support.database import fresh_database
from support.histories import ACTOR
from support.reading import Page
from support.site import OTHER_VILLAGE, VILLAGE, Site, a_house, invented_number
from support.site_story import a_resident, an_appeal, an_association

if TYPE_CHECKING:
    from collections.abc import Iterator

WHO = f"COM {VILLAGE}"
PHONE = "13900000001"


class Intake:
    """An association at work, and its API."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.association = an_association(site, VILLAGE, "晓山社区残协")
        self.client = TestClient(site.app)

    def resident(self, sequence: int, **said: object) -> UUID:
        """Put somebody suspected on file."""
        about: dict[str, Any] = {
            "association": self.association,
            "household": uuid4(),
            "name": f"示例{sequence}",
            "address": f"一组{sequence}号",
            "suspected_categories": "肢体",
        }
        return self.site.open("residents/suspect", **(about | said))

    def hints(self, *, who: str = WHO, **said: Any) -> list[dict[str, Any]]:
        """Ask who may be the same."""
        answer = self.client.post(
            "/api/v1/hints/residents",
            json={name: str(value) for name, value in said.items()},
            headers={"X-Lianxin-Acting": f"{ACTOR} {who}"},
        )
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    def found(self, **said: Any) -> list[UUID]:
        return [UUID(each["resident"]) for each in self.hints(**said)]

    def triaged(self, resident: UUID) -> UUID:
        """Register an appeal about a device."""
        appeal = an_appeal(self.site, resident)
        self.site.give(
            "appeals/triage",
            appeal,
            track=Track.PROMPT,
            category=AppealCategory.DEVICE,
            regime=Regime.ORDINARY,
        )
        self.site.project()
        return appeal

    def similar(self, resident: UUID, who: str = WHO, **query: object) -> list[UUID]:
        answer = self.client.get(
            "/api/v1/hints/appeals",
            params={"resident": str(resident), **query},  # type: ignore[dict-item]
            headers={"X-Lianxin-Acting": f"{ACTOR} {who}"},
        )
        return [UUID(each["id"]) for each in answer.json()["items"]]


@pytest.fixture(scope="module")
def intake(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intake]:
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            yield Intake(Site(house))


def test_the_same_id_number_is_enough(intake: Intake) -> None:
    """`domain.md` 10.12."""
    resident = a_resident(intake.site, intake.association, "赵示例", 10)

    (hint,) = intake.hints(identity_number=invented_number(10).lower())

    assert UUID(hint["resident"]) == resident
    assert hint["grounds"] == ["identity_number", "birth_date"]
    assert (hint["chinese"], hint["area"]) == ("身份证号、出生日期", VILLAGE)


@pytest.mark.parametrize("said", [{"name": "单示例"}, {"phone": PHONE}, {"name": "别人"}])
def test_one_other_thing_is_not_enough(intake: Intake, said: dict[str, str]) -> None:
    intake.resident(20, name="单示例", phone=PHONE)

    assert intake.found(**said) == []


@pytest.mark.parametrize(
    ("said", "grounds"),
    [
        ({"name": "双示例", "phone": "13900000002"}, ["name", "phone"]),
        ({"name": "双示例", "birth_date": date(1980, 1, 2)}, ["name", "birth_date"]),
        ({"address": "双号", "birth_date": date(1980, 1, 2)}, ["birth_date", "address"]),
    ],
)
def test_two_of_the_others_are_enough(
    intake: Intake, said: dict[str, Any], grounds: list[str]
) -> None:
    """`domain.md` 10.12: two of name, birth date, certificate, phone, address."""
    if not intake.found(name="双示例", address="双号"):
        intake.resident(
            30, name="双示例", phone="13900000002", birth_date="1980-01-02", address="双号"
        )

    (hint,) = intake.hints(**said)

    assert hint["grounds"] == grounds


def test_a_new_address_is_found_too(intake: Intake) -> None:
    resident = intake.resident(40, name="迁示例")
    intake.site.give(
        "residents/change-contact",
        resident,
        address="新址9号",
        told_by=ToldBy.SELF,
        told_on=date(2022, 3, 1),
    )

    assert intake.found(name="迁示例", address="新址9号") == [resident]


def test_a_pair_confirmed_to_be_two_people_is_not_shown_again(intake: Intake) -> None:
    said = {"name": "同名示例", "address": "同址"}
    one, other = intake.resident(50, **said), intake.resident(51, **said)
    assert intake.found(resident=one, **said) == [other]

    grounds = (DuplicateGround.NAME, DuplicateGround.ADDRESS)
    intake.site.give("residents/suspect-duplicate", one, other=other, grounds=grounds)
    intake.site.give("residents/confirm-not-duplicate", one, other=other)

    assert intake.found(resident=one, **said) == []
    assert intake.found(resident=other, **said) == []
    assert set(intake.found(**said)) == {one, other}


def test_a_file_out_of_use_is_not_shown(intake: Intake) -> None:
    said = {"name": "废示例", "address": "废址"}
    resident = intake.resident(60, **said)
    intake.site.give("residents/void", resident, reason="录错")

    assert intake.found(**said) == []


def test_who_may_not_register_gets_no_hints_and_nothing_typed_comes_back(intake: Intake) -> None:
    for who, said in (("MED 320371", {"name": "某"}), (WHO, {"identity_number": "12345"})):
        answer = intake.client.post(
            "/api/v1/hints/residents",
            json=said,
            headers={"X-Lianxin-Acting": f"{ACTOR} {who}"},
        )
        assert answer.status_code in {403, 422}
        assert next(iter(said.values())) not in answer.json()["chinese"]


def test_an_open_appeal_of_the_same_category_is_shown(intake: Intake) -> None:
    resident = intake.resident(70)
    appeal = intake.triaged(resident)

    assert intake.similar(resident) == [appeal]
    assert intake.similar(resident, category="device") == [appeal]
    assert intake.similar(resident, category="housing") == []
    assert intake.similar(uuid4()) == []
    assert intake.similar(resident, who=f"COM {OTHER_VILLAGE}") == []
    intake.site.give("appeals/redirect", appeal, destination="区医保局", accompaniment_offered=True)
    intake.site.project()
    assert intake.similar(resident) == []


def test_the_form_shows_it_first_and_registers_when_sent_again(intake: Intake) -> None:
    resident = intake.resident(80)
    appeal = intake.triaged(resident)
    browser = TestClient(
        intake.site.app, cookies={"lianxin_persona": f"COM-{VILLAGE}"}, follow_redirects=False
    )
    typed = {
        "key": str(uuid4()),
        "appellant": "resident",
        "resident": str(resident),
        "channel": "phone",
        "category": "device",
        "summary": "还想要一副拐杖。",
        "read_back": "true",
    }

    shown = browser.post("/appeals/new", data=typed)

    page = Page(shown)
    assert f"/cases/{appeal}" in page.links
    assert "同类诉求在办" in page.text
    assert page.fields["despite"] == ["true"]
    assert page.fields["summary"] == ["还想要一副拐杖。"]
    assert browser.post("/appeals/new", data=typed | {"despite": "true"}).status_code == 303
    other = typed | {"category": "housing", "key": str(uuid4())}
    assert browser.post("/appeals/new", data=other).status_code == 303

"""Every reading has two clocks, and says at which position it was read (R3, R8)."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
from fastapi.testclient import TestClient

from api.acting import persona
from bootstrap import House
from domain.words import Role
from projections.measures import MEASURES
from support.database import fresh_database
from support.histories import ACTOR
from support.site import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE, Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from application.desk import Receipt

API: Final = "/api/v1"

WITHOUT_A_MOMENT: Final = {
    "/livez": "the process, not the log",
    "/readyz": "how far reading is behind writing now",
    "/metrics": "the process, not the log",
    f"{API}/ledger/checkpoint": "the last one published; it says how much of the log it signs",
    f"{API}/ledger/tile/{{level}}/{{number}}": "a part of the tree, the same at every size that has it",
    f"{API}/ledger/proof": "asked for by the size of a checkpoint",
    f"{API}/ledger/consistency": "asked for by the sizes of two checkpoints",
    f"{API}/ledger/keys": "all there were, with the sizes that they signed",
    f"{API}/measures": "the rules of this release, with their versions",
    f"{API}/documents/{{id}}/content": "bytes; what is withdrawn since must not be read any more",
    f"{API}/imports/{{digest}}": "a file held in memory while it is imported",
    f"{API}/imports/{{digest}}/errors": "a file held in memory while it is imported",
    f"{API}/imports/templates/{{kind}}": "an empty sheet of this release",
}
"""The readings that are no readings of the log, each with its reason."""

SAYS_IT_ELSEWHERE: Final = {
    f"{API}/events": "every line has its position",
    f"{API}/figures/{{measure}}/proof": "figure.json in the bundle says it",
    f"{API}/cases/{{id}}/proof": "case.json in the bundle says it",
    f"{API}/months/{{month}}/sheet.xlsx": "a note below the sheet",
}
"""The answers that are no objects, and where they say their position."""

ROLES: Final = (
    (Role.COMMISSIONER, VILLAGE),
    (Role.ASSOCIATION, VILLAGE),
    (Role.TOWN, TOWN),
    (Role.DISTRICT, DISTRICT),
    (Role.LEADER, DISTRICT),
)
AREAS: Final = (None, DISTRICT, TOWN, VILLAGE, OTHER_VILLAGE)
PERIODS: Final = (
    ("2022-04-01", "2022-04-30"),
    ("2022-03-01", "2022-06-30"),
    ("2022-04-03", "2022-05-21"),
    ("2022-01-01", "2022-12-31"),
)
QUESTIONS: Final = 60
POSITIONS_APART: Final = 6


class Watched(Site):
    """Asks every reading after some of the commands, as known at that position."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.client = TestClient(self.app)
        self.seen: dict[int, dict[str, Any]] = {}
        self.streams: list[str] = []

    def give(self, *args: Any, **said: Any) -> Receipt:
        receipt = super().give(*args, **said)
        self.streams = [*dict.fromkeys((*self.streams, str(receipt.id)))]
        if len(self.streams) % POSITIONS_APART == 0 and receipt.position not in self.seen:
            self.project()
            self.seen[receipt.position] = self.everything(receipt.position, self.streams[-3:])
        return receipt

    def everything(self, position: int, streams: list[str]) -> dict[str, Any]:
        """Give every kind of answer, as known at a position."""
        answers: dict[str, Any] = {}
        for role, area in ROLES:
            for asked in (*_asked(streams), "/worklist"):
                if role is Role.DISTRICT or asked == "/worklist":
                    answers[f"{role} {asked}"] = self.answer(asked, position, role, area)
        return answers

    def answer(self, path: str, position: int, role: Role, area: str) -> Any:
        glue = "&" if "?" in path else "?"
        answer = self.client.get(
            f"{API}{path}{glue}known_at={position}",
            headers={"X-Lianxin-Acting": f"{persona(role, area).id} {role} {area}"},
        )
        is_json = answer.headers["content-type"] == "application/json"
        return answer.status_code, answer.json() if is_json else None


def _asked(streams: list[str]) -> list[str]:
    """Give every kind of reading, several lists by each filter."""
    return [
        *("/cases", "/cases?overdue=true", "/cases?open=true&kind=appeals", f"/cases?area={TOWN}"),
        *("/cases?from=2022-04-01&to=2022-04-30", "/cases?overdue=true&on=2022-06-01"),
        *("/figures", "/figures/M04?by=association", "/figures/M04/facts", "/figures/M05/facts"),
        *("/figures/M17?by=town", "/figures/M07/explanation", "/figures/M04?by=age"),
        *("/places", "/rules", "/deadlines?within_days=400", "/deadlines/recalculated"),
        *("/public/appeals", f"/months/2022-05?area={DISTRICT}"),
        f"/months/2022-05/adjustments?area={TOWN}",
        *(f"/cases/{each}{rest}" for each in streams for rest in ("", "/history", "/documents")),
        *(f"/hints/appeals?resident={each}" for each in streams[:1]),
    ]


@pytest.fixture(scope="module")
def watched(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Watched, Told]]:
    """A district watched while the little story was told."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            watched = Watched(house)
            yield watched, a_little_story(watched)


def readings(site: Site) -> dict[str, Any]:
    """Give every GET operation of the OpenAPI document by its path."""
    paths = site.app.openapi()["paths"]
    return {path: methods["get"] for path, methods in paths.items() if "get" in methods}


def test_every_reading_can_be_asked_as_known_at_a_past_moment(
    watched: tuple[Watched, Told],
) -> None:
    """R3: a new route without a moment, and without a reason here, fails."""
    found = readings(watched[0])
    without = {
        path
        for path, operation in found.items()
        if "known_at" not in {each["name"] for each in operation.get("parameters", ())}
        and not {"then", "now"} <= {each["name"] for each in operation.get("parameters", ())}
    }
    assert without == WITHOUT_A_MOMENT.keys()


def test_every_reading_says_at_which_position_it_was_read(watched: tuple[Watched, Told]) -> None:
    schemas = watched[0].app.openapi()["components"]["schemas"]
    silent = set()
    for path, operation in readings(watched[0]).items():
        content = operation["responses"]["200"].get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        name = str(schema.get("items", schema).get("$ref", "")).rpartition("/")[2]
        said = schemas.get(name, {}).get("properties", {})
        if not ({"position", "open"} <= said.keys() or {"read", "then"} & said.keys()):
            silent.add(path)
    assert silent == WITHOUT_A_MOMENT.keys() | SAYS_IT_ELSEWHERE.keys()


def test_what_was_known_at_a_position_stays_what_it_was(watched: tuple[Watched, Told]) -> None:
    """Every answer of every kind of reading, repeated after the rest of the story."""
    site, _ = watched
    assert len(site.seen) >= 4
    for position, before in site.seen.items():
        for asked, answer in before.items():
            role, _, path = asked.partition(" ")
            area = dict(ROLES)[Role.of(role)]
            assert site.answer(path, position, Role.of(role), area) == answer, (position, asked)


def test_an_instant_that_is_not_over_is_open_and_its_position_is_for_ever(
    watched: tuple[Watched, Told],
) -> None:
    site, _ = watched
    last = site.house.log.last_position()

    def read(known_at: str | None) -> tuple[int, bool]:
        asked = {} if known_at is None else {"known_at": known_at}
        answer = site.client.get(
            f"{API}/cases",
            params=asked,
            headers={"X-Lianxin-Acting": f"{ACTOR} DST {DISTRICT}"},
        ).json()
        return answer["position"], answer["open"]

    assert read(None) == (last, True)
    assert read("2030-01-01") == (last, True)
    assert read("2030-01-01T08:00:00+08:00") == (last, True)
    assert read(str(last)) == (last, False)
    assert read(str(last - 1)) == (last - 1, False)
    position, is_open = read("2022-03-31")
    assert 0 < position < last
    assert not is_open


def test_the_rules_and_the_day_are_those_of_the_moment(watched: tuple[Watched, Told]) -> None:
    site, told = watched

    def worked(known_at: str, **more: str) -> dict[str, Any]:
        area = persona(Role.TOWN, TOWN)
        answer: dict[str, Any] = site.client.get(
            f"{API}/worklist",
            params={"known_at": known_at, **more},
            headers={"X-Lianxin-Acting": f"{area.id} TWN {TOWN}"},
        ).json()
        return answer

    assert worked("2022-05-01")["on"] == "2022-05-01"
    later = worked("2022-05-01", on="2022-06-01")
    assert later["on"] == "2022-06-01"
    late = {item["id"]: item["days_late"] for each in later["lists"] for item in each["items"]}
    assert late[str(told.overdue)] == 49
    months = [each for each in worked("2022-05-01")["lists"] if each["name"] == "months"]
    assert [item["what"] for item in months[0]["items"]] == ["2022-04 月报"] * 3


@pytest.mark.parametrize("seed", range(2))
def test_a_number_is_as_long_as_its_drill_down_for_every_role(
    watched: tuple[Watched, Told], seed: int
) -> None:
    """R8, through the API: measure × area × period × role × known_at, at random."""
    site, _ = watched
    random = Random(seed)
    last = site.house.log.last_position()
    for _ in range(QUESTIONS):
        measure = random.choice(list(MEASURES))
        role, area = random.choice(ROLES)
        first, until = random.choice(PERIODS)
        asked: dict[str, Any] = {"from": first, "to": until, "area": random.choice(AREAS)}
        asked["known_at"] = random.choice((None, random.randint(1, last), "2022-05-01"))
        said = {name: value for name, value in asked.items() if value is not None}
        acting = {"X-Lianxin-Acting": f"{persona(role, area).id} {role} {area}"}
        figure = site.client.get(f"{API}/figures/{measure}", params=said, headers=acting).json()
        counted, after = 0, None
        while True:
            page = site.client.get(
                f"{API}/figures/{measure}/facts",
                params=said | {"limit": 7} | ({"after": after} if after else {}),
                headers=acting,
            ).json()
            counted += len(page["items"])
            after = page["next"]
            if after is None:
                break
        is_mean = figure["unit"] == "workdays"
        assert counted == (figure["of"] if is_mean else figure["value"]), (measure, said)
        assert page["position"] == figure["position"]

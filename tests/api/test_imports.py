"""Imports over HTTP: a sheet is previewed, confirmed by its digest, continued, or turned down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from api.bounds import SHEET_BYTES_MAX
from application.actor import Actor
from application.catalogue import command
from application.desk import Desk
from domain.system import ImportBatchRejected
from domain.words import Role
from support.histories import ACTOR, TOWN, VILLAGE
from support.importing import RESIDENT_HEADER, a_resident_row, number, rows_of, xlsx

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

    from bootstrap import House

GOOD = xlsx(RESIDENT_HEADER, a_resident_row(1), a_resident_row(2))
MIXED = xlsx(RESIDENT_HEADER, a_resident_row(3), a_resident_row(4, 身份证号=1.10105e17))


@pytest.fixture(autouse=True)
def village(house: House) -> None:
    """An association to import into."""
    desk = Desk(house.office, Actor(ACTOR, Role.DISTRICT, "320371"))
    said = {"name": "示例村残协", "code": VILLAGE, "town": TOWN}
    command("associations", "").give(desk, uuid4(), said)
    house.projector.catch_up()


def send(
    client: TestClient,
    content: bytes = GOOD,
    *,
    kind: str = "residents",
    headers: dict[str, str] | None = None,
    **said: str,
) -> Any:
    return client.post(
        "/api/v1/imports",
        data={"kind": kind, **said},
        files={"file": ("名册.xlsx", content)},
        headers=headers,
    )


def test_a_sheet_is_previewed_and_then_confirmed_by_its_digest(
    client: TestClient, house: House
) -> None:
    before = house.log.last_position()
    preview = send(client).json()

    assert (preview["stage"], preview["rows"], preview["ready"]) == ("previewed", 2, 2)
    assert house.log.last_position() == before

    done = send(client, confirm=preview["digest"]).json()

    assert done["stage"] == "done"
    assert done["outcome"] == {
        "rows": 2,
        "accepted": 2,
        "rejected": 0,
        "duplicates": 0,
        "position": before + 5,
    }
    assert client.get(f"/api/v1/imports/{preview['digest']}").json() == done
    assert house.log.holder(house.vault.token("identity", number(1))) is not None


def test_another_file_than_the_one_previewed_is_not_written(
    client: TestClient, house: House
) -> None:
    before = house.log.last_position()

    answer = send(client, confirm="ab" * 32)

    assert (answer.status_code, answer.json()["rule"]) == (422, "NothingToConfirm")
    assert house.log.last_position() == before


def test_the_reasons_and_the_error_sheet_are_there(client: TestClient) -> None:
    preview = send(client, MIXED).json()

    (reason,) = preview["reasons"]
    assert (reason["row"], reason["column"]) == (3, "身份证号")
    assert reason["rule"] == "IdentityNumberDamagedBySpreadsheet"
    answer = client.get(f"/api/v1/imports/{preview['digest']}/errors")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    assert rows_of(answer.content)[0] == [*RESIDENT_HEADER, "错误说明"]


def test_an_import_is_seen_by_who_sent_it_only(client: TestClient) -> None:
    digest = send(client).json()["digest"]
    somebody_else = {"X-Lianxin-Acting": f"{uuid4()} DST 320371"}

    for path in (digest, f"{digest}/errors"):
        answer = client.get(f"/api/v1/imports/{path}", headers=somebody_else)
        assert (answer.status_code, answer.json()["rule"]) == (404, "ImportUnknown")


def test_a_sheet_is_turned_down_and_forgotten(client: TestClient, house: House) -> None:
    digest = send(client).json()["digest"]
    said = {"kind": "residents", "reason": "名册不是最新的"}

    answer = client.post(f"/api/v1/imports/{digest}/turn-down", json=said)

    assert answer.status_code == 200
    recorded = house.log.event_at(answer.json()["position"])
    assert recorded is not None
    assert recorded.event == ImportBatchRejected(digest=digest, reason="名册不是最新的")
    assert client.get(f"/api/v1/imports/{digest}").status_code == 404


@pytest.mark.parametrize(
    ("content", "kind", "status", "rule"),
    [
        (b"\x89PNG\x00", "residents", 422, "FileNotASpreadsheet"),
        (b"", "residents", 422, "SheetMissing"),
        (GOOD, "pigeons", 422, "SheetMissing"),
        (xlsx(("姓名", "身份证号")), "residents", 422, "ColumnsMissing"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(
    client: TestClient, content: bytes, kind: str, status: int, rule: str
) -> None:
    answer = send(client, content, kind=kind)

    assert (answer.status_code, answer.json()["rule"]) == (status, rule)


def test_a_sheet_may_be_larger_than_other_bodies_but_not_without_end(client: TestClient) -> None:
    assert send(client, b"a,b\n" * 500_000).json()["rule"] == "HeaderNotFound"
    assert send(client, b"a" * (SHEET_BYTES_MAX + 1)).status_code == 413


def test_json_is_no_sheet(client: TestClient) -> None:
    answer = client.post("/api/v1/imports", json={"kind": "residents"})

    assert (answer.status_code, answer.json()["rule"]) == (422, "SheetMissing")


def test_a_commissioner_imports_nothing(client: TestClient) -> None:
    acting = {"X-Lianxin-Acting": f"{ACTOR} COM {VILLAGE}"}

    answer = send(client, headers=acting)

    assert (answer.status_code, answer.json()["rule"]) == (403, "NotYours")


@pytest.mark.parametrize("kind", ["residents", "certificates", "members", "areas", "appeals"])
def test_every_kind_has_a_template(client: TestClient, kind: str) -> None:
    answer = client.get(f"/api/v1/imports/templates/{kind}")

    assert answer.status_code == 200
    assert len(rows_of(answer.content)) == 1


@pytest.mark.parametrize("name", ["accept-import", "reject-import"])
def test_what_came_of_an_import_is_said_by_the_import_alone(
    client: TestClient, house: House, name: str
) -> None:
    record = house.log.event_at(1).stream  # type: ignore[union-attr]
    said = {"kind": "residents", "digest": "ab" * 32, "rows": 9, "accepted": 9, "rejected": 0}

    answer = client.post(
        f"/api/v1/system/{record}/{name}",
        json=said | {"duplicates": 0, "reason": "无"},
        headers={"X-Lianxin-Acting": f"{ACTOR} DST 320371"},
    )

    assert answer.status_code in {404, 405}

"""The auditor's command line: what it tells is what pages and resources tell."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from typer.testing import CliRunner

from support.counted import seen, visit
from support.figures import Book
from support.histories import id_of
from support.proving import files_of
from support.reading import Page
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi.testclient import TestClient

    from bootstrap import House
    from support.database import Database

VISIT = id_of("visit")


@pytest.fixture
def environment(
    house: House, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    """A command line over the house's database, where one visit was recorded."""
    monkeypatch.setenv("LIANXIN_DATABASE_URL", database.service_url)
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.owner_url)
    monkeypatch.setenv("LIANXIN_VAR", str(tmp_path))
    book = Book(house.log, house.service_url)
    book.record(VISIT, visit(seen(id_of("A")), by=id_of("X")))
    house.projector.catch_up()
    yield house
    book.close()


def told(*arguments: str) -> str:
    from cli import app

    said = CliRunner().invoke(app, ["audit", *arguments])
    assert said.exit_code == 0, said.output
    return said.stdout


def test_the_story_of_a_case_comes_as_text_as_json_and_as_a_page(
    environment: House, client: TestClient, tmp_path: Path
) -> None:
    page = tmp_path / "story.html"

    assert "第 1 条 已走访" in told("case", str(VISIT))
    assert json.loads(told("case", str(VISIT), "--json")) == (
        client.get(f"/api/v1/cases/{VISIT}/story").json()
    )
    told("case", str(VISIT), "--html", str(page))
    client.cookies.set("lianxin_persona", "AUD-320371")
    assert page.read_text(encoding="utf-8") == client.get(f"/cases/{VISIT}/story").text


def test_a_moment_before_the_first_entry_knows_no_case(environment: House) -> None:
    from cli import app

    said = CliRunner().invoke(app, ["audit", "case", str(VISIT), "--known-at", "1"])
    assert said.exit_code != 0


APRIL = ("--measure", "M04", "--from", "2022-04-01", "--to", "2022-04-30")
VISITED = 12


def visited(house: House, book: Book) -> None:
    for number in range(VISITED):
        book.record(id_of(f"visit {number}"), visit(seen(id_of(f"R{number}")), by=id_of("X")))
    house.projector.catch_up()


def test_a_sample_is_drawn_again_from_the_published_checkpoint_alone(
    environment: House, client: TestClient
) -> None:
    """With the figure's drill-down and the signed note, and nothing of ours."""
    book = Book(environment.log, environment.service_url)
    visited(environment, book)
    drawn = json.loads(told("sample", *APRIL, "--n", "4", "--json"))
    book.close()

    note = client.get("/api/v1/ledger/checkpoint").text
    text = note.partition("\n\n")[0] + "\n"
    assert text.split("\n")[1:3] == [str(drawn["checkpoint_size"]), drawn["checkpoint_root"]]
    seed = hashlib.sha256(text.encode()).digest()
    asked = f"from=2022-04-01&to=2022-04-30&known_at={drawn['checkpoint_size']}&limit=1000"
    keys = [
        (item["person"], item["rest"])
        for item in client.get(f"/api/v1/figures/M04/facts?{asked}").json()["items"]
    ]
    keys.sort(key=lambda key: hashlib.sha256(seed + f"M04|{key[0]}|{key[1]}".encode()).digest())

    assert drawn["counted"] == len(keys) == VISITED + 1
    assert [(item["person"], item["rest"]) for item in drawn["items"]] == keys[:4]


def test_a_sample_stays_the_same_whatever_is_recorded_later(
    environment: House, client: TestClient, tmp_path: Path
) -> None:
    book = Book(environment.log, environment.service_url)
    sheets = tmp_path / "sheets.html"
    first = json.loads(told("sample", *APRIL, "--json"))
    visited(environment, book)
    environment.publisher.step()
    book.close()

    again = told("sample", "--again", first["id"], "--sheets", str(sheets))
    assert again.endswith("重抽结果相同 | drawn again: the same\n")
    assert json.loads(told("sample", *APRIL, "--json")) == first
    client.cookies.set("lianxin_persona", "AUD-320371")
    case = Page(client.get(f"/cases/{first['id']}"))
    assert set(re.findall(r"[A-Za-z]{2,}", case.text)) <= {"ZF"}
    assert "核对中" in case.text
    page = sheets.read_text(encoding="utf-8")
    assert page.count('class="sheet"') == 1 + len(first["items"])
    assert str(VISIT) in page
    listed = client.get("/api/v1/cases?kind=samples").json()["items"]
    assert [(item["id"], item["status"], item["category"]) for item in listed] == [
        (first["id"], "drawn", "M04")
    ]


def test_a_sample_that_was_tampered_with_is_not_the_same_when_drawn_again(
    environment: House,
) -> None:
    from cli import app

    first = json.loads(told("sample", *APRIL, "--json"))
    history = environment.log.history(UUID(first["id"]))
    forged = dataclasses.replace(history[0].event, counted=7)  # type: ignore[type-var]
    book = Book(environment.log, environment.service_url)
    book.record(id_of("forged"), forged)
    book.close()

    said = CliRunner().invoke(app, ["audit", "sample", "--again", str(id_of("forged"))])
    assert said.exit_code == 1
    assert "counted" in said.stdout


def test_a_period_that_is_not_over_is_not_sampled(environment: House, client: TestClient) -> None:
    today = environment.office.today()
    environment.publisher.step()
    asked = {"measure": "M04", "first": str(today), "last": str(today), "size": 3}
    refused = client.post("/api/v1/samples", json=asked, headers={"Idempotency-Key": str(VISIT)})

    assert refused.status_code == 409
    assert refused.json()["rule"] == "SamplePeriodNotClosed"


def test_an_auditor_reads_samples_and_draws_none(client: TestClient) -> None:
    asked = {"measure": "M04", "first": "2022-04-01", "last": "2022-04-30", "size": 3}
    headers = {
        "Idempotency-Key": str(VISIT),
        "X-Lianxin-Acting": "0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f AUD 320371",
    }
    assert client.post("/api/v1/samples", json=asked, headers=headers).status_code == 403
    assert client.get("/api/v1/cases?kind=samples", headers=headers).status_code == 200


def test_the_evidence_of_a_case_comes_over_http_and_from_the_command_line(
    environment: House, client: TestClient, tmp_path: Path
) -> None:
    assert client.get(f"/api/v1/cases/{VISIT}/proof").status_code == 503
    path = tmp_path / "case.zip"
    told("case", str(VISIT), "--bundle", str(path))

    assert verify.main([str(path)]) == verify.VALID
    answer = client.get(f"/api/v1/cases/{VISIT}/proof")
    assert answer.content == path.read_bytes()
    assert f'filename="case-{VISIT}-2.zip"' in answer.headers["content-disposition"]


def test_an_outsider_finds_the_seed_of_an_older_sample_in_a_proof(
    environment: House, client: TestClient
) -> None:
    """The first checkpoint that covers a position comes with every bundle of that position."""
    drawn = json.loads(told("sample", *APRIL, "--json"))
    environment.publisher.step()
    asked = f"from=2022-04-01&to=2022-04-30&known_at={drawn['checkpoint_size']}"
    files = files_of(client.get(f"/api/v1/figures/M04/proof?{asked}").content)

    text = files["checkpoint.txt"].decode().partition("\n\n")[0] + "\n"
    assert hashlib.sha256(text.encode()).hexdigest() == drawn["note_digest"]

"""Ways to the proof of a number: over HTTP, from its page, from the command line, under a report."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bootstrap import House
from domain.history import Envelope
from domain.words import Channel, Role
from eventstore.append import Append, NewEvent
from support.counted import seen, visit
from support.histories import ACTOR, ASSOCIATION, VILLAGE, id_of
from support.proving import files_of
from verifier import verify

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

APRIL = "from=2022-04-01&to=2022-04-30"


def visited(house: House, name: str) -> None:
    envelope = Envelope(
        occurred_on=date(2022, 4, 5),
        actor=ACTOR,
        role=Role.COMMISSIONER,
        area=VILLAGE,
        channel=Channel.WEB,
        organisation=ASSOCIATION,
    )
    event = visit(seen(id_of("A")), by=id_of(name))
    state = house.log.form.encode(envelope, event)
    house.log.append(Append([NewEvent(id_of(name), 1, event.topic, state)]))
    house.projector.catch_up()


@pytest.fixture
def published(house: House) -> House:
    """Two visits that were published, and a third that was not yet."""
    visited(house, "first")
    visited(house, "second")
    house.publisher.step()
    visited(house, "third")
    return house


def checked(content: bytes, folder: Path) -> int:
    path = folder / "bundle.zip"
    path.write_bytes(content)
    return verify.main([str(path)])


@pytest.mark.parametrize("kind", ["complete", "selective"])
def test_a_proof_is_downloaded_and_holds(
    published: House, client: TestClient, tmp_path: Path, kind: str
) -> None:
    answer = client.get(f"/api/v1/figures/M04/proof?{APRIL}&kind={kind}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    named = f'filename="proof-M04-2022-04-01-2022-04-30-all-3-{kind}.zip"'
    assert named in answer.headers["content-disposition"]
    assert checked(answer.content, tmp_path) == verify.VALID
    figure = json.loads(files_of(answer.content)["figure.json"])
    assert (figure["value"], figure["position"], figure["mode"]) == (2, 3, "production")


def test_what_is_not_published_yet_is_not_proven(published: House, client: TestClient) -> None:
    answer = client.get(f"/api/v1/figures/M04/proof?{APRIL}&known_at=4")
    assert answer.status_code == 503
    assert answer.json()["rule"] == "NothingPublished"

    published.publisher.step()
    assert client.get(f"/api/v1/figures/M04/proof?{APRIL}&known_at=4").status_code == 200


def test_the_past_is_proven_as_it_was_known(
    published: House, client: TestClient, tmp_path: Path
) -> None:
    answer = client.get(f"/api/v1/figures/M04/proof?{APRIL}&known_at=2")
    figure = json.loads(files_of(answer.content)["figure.json"])
    assert (figure["value"], figure["known_at"]) == (1, "2")
    assert checked(answer.content, tmp_path) == verify.VALID


def test_nobody_gets_a_proof_who_does_not_say_who_they_are(
    published: House, client: TestClient
) -> None:
    answer = client.get(f"/api/v1/figures/M04/proof?{APRIL}", headers={"X-Lianxin-Acting": ""})
    assert answer.status_code == 401


def test_the_page_of_a_figure_leads_to_its_proof(
    published: House, client: TestClient, tmp_path: Path
) -> None:
    page = client.get(f"/figures/M04?{APRIL}").text
    (link,) = re.findall(r'href="([^"]*/proof[^"]*kind=complete)"', page)
    (listed,) = published.ledger.listed_keys()
    key = hashlib.sha256(listed.key.public).hexdigest()

    assert "这个数字的证明" in page
    assert "检查点 3 条" in page
    assert key in page.replace(" ", "")
    assert "python3 verify.py" in page
    answer = client.get(link.replace("&amp;", "&"))
    assert checked(answer.content, tmp_path) == verify.VALID


def test_a_printed_month_names_the_checkpoint_its_proofs_lead_to(
    published: House, client: TestClient, tmp_path: Path
) -> None:
    published.publisher.step()
    page = client.get("/months?area=320371&month=2022-04").text
    (said,) = re.findall(r"lianxin/[0-9a-f]{16} ([A-Za-z0-9+/]{43}=)</code>", page)
    bundle = client.get("/api/v1/figures/M04/proof?from=2022-04-01&to=2022-04-30").content

    assert "<svg" in page
    assert "清单摘要" in page
    assert files_of(bundle)["checkpoint.txt"].decode().split("\n")[2] == said
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle)
    assert verify.main([str(path), "--root", said]) == verify.VALID
    other = base64.b64encode(bytes(32)).decode()
    assert verify.main([str(path), "--root", other]) == verify.REFUSED


def test_an_operator_writes_a_proof_into_a_file(
    published: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import bootstrap
    from cli import app

    class Borrowed:
        def __enter__(self) -> House:
            return published

        def __exit__(self, *error: object) -> None:
            pass

    monkeypatch.setattr(bootstrap, "build", lambda _: Borrowed())
    path = tmp_path / "proof.zip"
    command = ["audit", "figure", "M04", "--from", "2022-04-01", "--to", "2022-04-30"]
    said = CliRunner().invoke(app, [*command, "--out", str(path)])
    assert said.exit_code == 0, said.output
    assert json.loads(files_of(path.read_bytes())["figure.json"])["value"] == 3
    assert verify.main([str(path), "--lang", "en"]) == verify.VALID

    assert CliRunner().invoke(app, [*command[:2], "M99", *command[3:], "--out", "x"]).exit_code == 2

"""After a restore: nothing is written until an operator opens an epoch, and then all goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import bootstrap
from bootstrap import House, application
from bootstrap.ledger import NothingToGoOnWith
from bootstrap.upkeep.verifying import verify_ledger
from cli import app
from cli.console import out
from domain.history import Rejected
from domain.system import EpochOpened, EpochReasonMissing, NothingWasLost
from eventstore.append import LogCutShort
from eventstore.ledger.notes import VerifierKey
from eventstore.ledger.upkeep.verifying import verify
from support.histories import ACTOR, TOWN, VILLAGE
from support.ledgers import cut_short, fill, tamper
from support.logs import append, assert_dense, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

    from support.database import Database

REASON = "磁盘损坏, 由昨夜备份恢复"
SYSTEM = bootstrap.acting(None)


@pytest.fixture
def settings(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> bootstrap.Settings:
    """What the command line finds in its environment."""
    monkeypatch.setenv("LIANXIN_DATABASE_URL", database.service_url)
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.owner_url)
    monkeypatch.setenv("LIANXIN_VAR", str(tmp_path))
    return bootstrap.Settings()


def restored(settings: bootstrap.Settings, database: Database, *, size: int = 300) -> None:
    """Publish 400 rows, and put the database back to when there were fewer."""
    with bootstrap.build(settings) as house:
        bootstrap.open_production(house)
        fill(house.log, 399)
        house.publisher.step()
    cut_short(database, size)


def propose(client: TestClient) -> httpx2.Response:
    said = {"name": "示例村残协", "code": VILLAGE, "town": TOWN}
    return client.post(
        "/api/v1/associations",
        json=said,
        headers={
            "Idempotency-Key": str(uuid4()),
            "X-Lianxin-Acting": f"{ACTOR} DST 320371",
        },
    )


def test_every_command_is_refused_in_both_languages_and_reading_goes_on(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database)
    with bootstrap.build(settings) as house:
        house.projector.catch_up()
        with TestClient(application(house)) as client:
            refused = propose(client)
            ready = client.get("/readyz")
            read = client.get(
                "/api/v1/events?limit=1", headers={"X-Lianxin-Acting": f"{ACTOR} LDR 320371"}
            )

    assert (refused.status_code, refused.json()["rule"]) == (503, "LogNotAsPublished")
    assert "已停止写入" in refused.json()["chinese"]
    assert "nothing is written" in refused.json()["english"]
    assert (ready.status_code, ready.json()["writable"]) == (200, False)
    assert read.status_code == 200


def test_the_doctor_says_what_is_missing(
    settings: bootstrap.Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    restored(settings, database)

    monkeypatch.setattr(out, "width", 200)
    found = CliRunner().invoke(app, ["doctor"])

    assert found.exit_code == 1
    assert "账本只有 300 条, 短于已公布的 400 条" in found.output


def test_an_epoch_names_what_was_lost_and_positions_go_on(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database)
    with bootstrap.build(settings) as house:
        former = house.ledger.loss()
        assert former is not None
        position, event = bootstrap.open_epoch(house, SYSTEM, reason=REASON)
        house.publisher.step()

        assert event == EpochOpened(
            epoch=2,
            published_size=400,
            published_root=former.published_root.hex(),
            found_size=300,
            found_root=None,
            reason=REASON,
        )
        recorded = house.log.event_at(301)
        assert position == 301
        assert recorded is not None
        assert recorded.event == event
        assert house.log.append(append("case")).first_position == 302
        house.publisher.step()
        assert_dense(house.log)
        assert house.ledger.loss() is None
        assert "epoch 2\n" in house.ledger.published().checkpoint.text
        assert verify(house.ledger) == []
    kept = settings.ledger_folder / "published"
    assert "\n400\n" in (kept / "checkpoint.epoch-1").read_text(encoding="utf-8")
    assert "\n302\n" in (kept / "checkpoint").read_text(encoding="utf-8")


def test_a_second_restore_opens_a_third_epoch(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database)
    with bootstrap.build(settings) as house:
        bootstrap.open_epoch(house, SYSTEM, reason=REASON)
        fill(house.log, 200)
        house.publisher.step()
    cut_short(database, 350)
    with bootstrap.build(settings) as house:
        with pytest.raises(LogCutShort):
            house.log.append(append("case"))
        _, event = bootstrap.open_epoch(house, SYSTEM, reason=REASON)
        house.publisher.step()
        assert (event.epoch, event.published_size, event.found_size) == (3, 501, 350)
        assert verify(house.ledger) == []


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        ("update {schema}.ledger_losses set published_size = 301", "epoch 2: "),
        ("update {schema}.ledger_losses set published_root = sha256('x')", "epoch 2: "),
        ("update {schema}.ledger_losses set found_size = 299", "epoch 2: "),
        ("update {schema}.ledger_losses set found_root = sha256('x')", "epoch 2: "),
        ("update {schema}.ledger_losses set opened_at_position = 300", "epoch 2: "),
        ("update {schema}.ledger_losses set epoch = 2", "epoch 3: "),
        ("delete from {schema}.ledger_losses", "@301: 所开启的纪元缺少"),
    ],
)
def test_a_loss_that_is_not_what_its_epoch_says_is_named(
    settings: bootstrap.Settings, database: Database, edit: str, named: str
) -> None:
    restored(settings, database)
    with bootstrap.build(settings) as house:
        bootstrap.open_epoch(house, SYSTEM, reason=REASON)
        house.publisher.step()
        assert verify_ledger(house, lambda *_: None).faults == ()

        tamper(database, edit)

        faults = verify_ledger(house, lambda *_: None).faults
    assert any(fault.startswith(named) for fault in faults), faults


def test_an_epoch_is_opened_once_for_a_reason_and_only_after_a_loss(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database)
    with bootstrap.build(settings) as house:
        with pytest.raises(EpochReasonMissing):
            bootstrap.open_epoch(house, SYSTEM, reason=" ")
        bootstrap.open_epoch(house, SYSTEM, reason=REASON)
        with pytest.raises(NothingWasLost):
            bootstrap.open_epoch(house, SYSTEM, reason=REASON)


def test_an_empty_log_is_no_log_to_go_on_with(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database, size=0)
    with bootstrap.build(settings) as house, pytest.raises(NothingToGoOnWith):
        bootstrap.open_epoch(house, SYSTEM, reason=REASON)


def test_the_command_line_opens_an_epoch_and_verifies_it(
    settings: bootstrap.Settings, database: Database
) -> None:
    restored(settings, database)
    run = CliRunner()

    wrong = run.invoke(app, ["ledger", "verify"])
    opened = run.invoke(
        app, ["ledger", "open-epoch", "--reason", REASON, "--acting", f"{ACTOR} DST 320371"]
    )
    right = run.invoke(app, ["ledger", "verify"])
    again = run.invoke(app, ["ledger", "open-epoch", "--reason", REASON])

    assert (wrong.exit_code, right.exit_code) == (1, 0)
    assert "短于已公布的 400 条" in wrong.output
    assert "第 2 纪元自第 301 条开始: 已公布 400 条, 找到 300 条" in opened.output
    assert "前 301 条与公布的一致" in right.output
    assert isinstance(again.exception, Rejected)
    with bootstrap.build(settings) as house:
        recorded = house.log.event_at(301)
        assert recorded is not None
        assert (recorded.envelope.actor, str(recorded.envelope.role)) == (ACTOR, "DST")


def test_the_command_line_lists_and_rotates_keys(settings: bootstrap.Settings) -> None:
    with bootstrap.build(settings) as house:
        bootstrap.open_production(house)
        house.publisher.step()
    run = CliRunner()

    new = run.invoke(app, ["ledger", "rotate-key", "--overlap", "5"]).output.strip()
    old_line, new_line = run.invoke(app, ["ledger", "keys"]).output.strip().splitlines()

    assert VerifierKey.parse(new).name == VerifierKey.parse(old_line.split()[0]).name
    assert old_line.endswith("  1-6")
    assert new_line == f"{new}  2-"
    secret = (settings.ledger_folder / "signing.key").read_text(encoding="utf-8")
    assert len(secret.split()) == 2
    assert "PRIVATE" not in new + old_line + new_line


def test_a_running_service_publishes_within_the_second(settings: bootstrap.Settings) -> None:
    """docs/architecture.md, Proof: published within a second of commit; here only that it happens."""
    with bootstrap.build(settings) as house:
        bootstrap.open_production(house)
        house.start_publishing()
        wait_until(lambda: house.ledger.published_size() == 1)
        house.log.append(append("case"))
        wait_until(lambda: house.ledger.published_size() == 2)
        assert verify(house.ledger) == []


def test_two_instances_publish_one_ledger(settings: bootstrap.Settings, house: House) -> None:
    with bootstrap.build(settings) as other:
        house.start_publishing()
        other.start_publishing()
        for nth in range(20):
            house.log.append(append(f"case {nth}"))
        last = house.log.last_position()
        wait_until(lambda: other.ledger.published_size() == last)
        assert verify(other.ledger) == []
        assert len(other.ledger.listed_keys()) == 1

"""`lianxin import`: a preview on the terminal, and with --confirm the rows in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from typer.testing import CliRunner

import bootstrap
from application.catalogue import command
from application.desk import Desk
from cli import app
from support.histories import TOWN, VILLAGE
from support.importing import RESIDENT_HEADER, a_resident_row, number, rows_of, xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from support.database import Database


@pytest.fixture
def settings(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> bootstrap.Settings:
    """What the command line finds in its environment, and an association in the log."""
    monkeypatch.setenv("LIANXIN_DATABASE_URL", database.service_url)
    monkeypatch.setenv("LIANXIN_OWNER_URL", database.owner_url)
    monkeypatch.setenv("LIANXIN_VAR", str(tmp_path))
    settings = bootstrap.Settings()
    with bootstrap.build(settings) as house:
        bootstrap.open_production(house)
        desk = Desk(house.office, bootstrap.acting(None))
        said = {"name": "示例村残协", "code": VILLAGE, "town": TOWN}
        command("associations", "").give(desk, uuid4(), said)
    return settings


def test_a_sheet_is_previewed_and_then_written(
    settings: bootstrap.Settings, tmp_path: Path
) -> None:
    file, errors = tmp_path / "in.xlsx", tmp_path / "errors.xlsx"
    rows = (a_resident_row(1), a_resident_row(2, 身份证号=1.10105e17))
    file.write_bytes(xlsx(RESIDENT_HEADER, *rows))

    previewed = CliRunner().invoke(app, ["import", "residents", str(file)])
    confirmed = CliRunner().invoke(
        app, ["import", "residents", str(file), "--confirm", "--errors", str(errors)]
    )

    assert previewed.exit_code == confirmed.exit_code == 0, confirmed.output
    assert "共 2 行, 可写入 1, 有误 1, 重复 0" in previewed.output
    assert "已写入" not in previewed.output
    assert "已写入 1, 未通过 1, 重复 0" in confirmed.output
    assert number(1) not in confirmed.output
    assert len(rows_of(errors.read_bytes())) == 2
    with bootstrap.build(settings) as house:
        assert house.log.holder(house.vault.token("identity", number(1))) is not None


def test_somebody_may_import_at_the_command_line_who_may_anywhere(
    settings: bootstrap.Settings, tmp_path: Path
) -> None:
    file = tmp_path / "in.xlsx"
    file.write_bytes(xlsx(RESIDENT_HEADER, a_resident_row(1)))

    refused = CliRunner().invoke(
        app, ["import", "residents", str(file), "--acting", f"{uuid4()} COM {VILLAGE}"]
    )

    assert type(refused.exception).__name__ == "NotYours"
    with bootstrap.build(settings) as house:
        assert house.log.last_position() == 2

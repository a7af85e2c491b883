"""After a restart, a rebuild and a restore the checkpoint is equal, and the log goes on from it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from faults.embedded_server import needs_linux

import bootstrap
from bootstrap.ledger import faults_of_ledger
from bootstrap.upkeep.backups import restore_backup, take_backup
from eventstore.append import Append
from support.logs import PLAIN, new
from support.site import Site
from support.site_story import a_little_story

if TYPE_CHECKING:
    from pathlib import Path

    from bootstrap import House

pytestmark = needs_linux


def settings_in(place: Path, monkeypatch: pytest.MonkeyPatch) -> bootstrap.Settings:
    for name in ("LIANXIN_DATABASE_URL", "LIANXIN_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LIANXIN_VAR", str(place))
    return bootstrap.Settings()


def note_of(house: House) -> str:
    return str(house.ledger.published().note)


def append_rows(house: House, count: int) -> None:
    rows = [new(f"row {house.log.last_position()} {nth}", event=PLAIN) for nth in range(count)]
    house.log.append(Append(rows))


def test_the_checkpoint_is_equal_after_a_restart_a_rebuild_and_a_restore(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(room / "first", monkeypatch)
    with bootstrap.build(settings) as house:
        a_little_story(Site(house))
        append_rows(house, 300)
        house.publisher.step()
        published = note_of(house)
        size, root = (checkpoint := house.ledger.published().checkpoint).size, checkpoint.root

    with bootstrap.build(settings) as house:
        house.publisher.step()
        assert note_of(house) == published  # after a restart

        bootstrap.rebuild(house)
        assert note_of(house) == published  # after a rebuild of the read models
        assert house.ledger.root(size) == root
        assert faults_of_ledger(house) == []  # and the ledger made anew from the log

        take_backup(house, room / "backups", full=True)
        append_rows(house, 10)
        take_backup(house, room / "backups", full=False)

    restored = settings_in(room / "second", monkeypatch)
    restore_backup(restored, room / "backups", into=restored.var, to=None, fsync=False)
    for kept_elsewhere in ("keys", "ledger"):
        shutil.copytree(settings.var / kept_elsewhere, restored.var / kept_elsewhere)
    with bootstrap.build(restored) as house:
        assert house.log.last_position() == size + 10
        assert note_of(house) == published  # after a restore
        assert house.ledger.root(size) == root
        assert faults_of_ledger(house) == []

        house.publisher.step()
        assert house.ledger.published().checkpoint.size == size + 10
        assert house.ledger.consistency(size, size + 10)
        assert faults_of_ledger(house) == []

"""The drill: write, back up, write, back up what changed, write on; then restore to a noted moment."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from faults.embedded_server import needs_linux

from backup.refusals import (
    BackupError,
    FolderHoldsOtherThings,
    FolderOfAnotherInstance,
    InstanceNotEmpty,
    InstanceRunning,
    KeysBesideBackups,
    MomentNotCovered,
)
from backup.restoring import Moment, Restored, restore
from backup.taking import Instance, take
from eventstore.embedded import EmbeddedServer
from support.backups import Running, opened
from support.database import SCHEMA, TEMPLATE
from support.logs import append, assert_dense

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backup.described import Described
    from eventstore.stored_form import Row

pytestmark = needs_linux

THE_END = Moment()


@dataclass(frozen=True)
class Story:
    """What was written and backed up, and the moment between two events that was noted."""

    running: Running
    full: Described
    incremental: Described
    last: Described
    noted: datetime
    then: list[Row]
    end: list[Row]


@pytest.fixture(scope="module")
def story(running: Running) -> Story:
    running.write("before the full backup", 20)
    full = running.back_up().backup
    running.write("before the incremental one", 10)
    incremental = running.back_up().backup
    running.write("before the noted moment", 5)
    noted, then = running.now(), running.rows()
    running.write("after it", 7)
    last = running.back_up().backup
    return Story(running, full, incremental, last, noted, then, running.rows())


@pytest.fixture
def copy(story: Story, tmp_path: Path) -> Path:
    """The folder, to be damaged; what is in it is not shared with the other tests."""
    shutil.copytree(story.running.folder, tmp_path / "copy")
    return tmp_path / "copy"


def restored(
    story: Story, into: Path, moment: Moment = THE_END, *, folder: Path | None = None
) -> Restored:
    return restore(folder or story.running.folder, into, moment, database=TEMPLATE, fsync=False)


def rows_of(directory: Path) -> list[Row]:
    with EmbeddedServer(directory, fsync=False) as server:
        log = opened(server)
        assert_dense(log)
        found = log.read_rows(after=0, limit=1_000)
        log.append(append(f"life goes on in {directory.name}"))
        log.close()
    return found


def test_the_second_backup_holds_only_what_has_changed(story: Story) -> None:
    assert story.full.full
    assert (story.incremental.parent, story.last.parent) == (
        story.full.name,
        story.incremental.name,
    )
    assert (story.full.position, story.incremental.position, story.last.position) == (20, 30, 42)


def test_a_restore_to_a_noted_moment_holds_exactly_the_events_up_to_then(
    story: Story, room: Path
) -> None:
    found = restored(story, room / "then", Moment(at=story.noted))
    assert [each.name for each in found.chain] == [story.full.name, story.incremental.name]
    assert (found.log.position, found.log.dense) == (35, True)
    assert found.compared == story.incremental
    assert rows_of(room / "then") == story.then


def test_a_restore_of_the_end_equals_the_log(story: Story, room: Path) -> None:
    found = restored(story, room / "end")
    assert found.log.digest == story.last.digest
    assert rows_of(room / "end") == story.end


def test_a_restore_to_a_place_in_the_write_ahead_log_ends_there(story: Story, room: Path) -> None:
    found = restored(story, room / "place", Moment(lsn=story.incremental.end_lsn))
    assert found.log.position == 30
    assert rows_of(room / "place") == story.end[:30]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_moment_before_the_first_backup_or_after_the_last_is_refused(
    story: Story, room: Path, hours: int
) -> None:
    with pytest.raises(MomentNotCovered, match=story.last.covered_until[:10]):
        restored(story, room / "never", Moment(at=datetime.now(UTC) + timedelta(hours=hours)))


def test_nothing_is_restored_over_a_running_instance(story: Story, room: Path) -> None:
    with pytest.raises(InstanceRunning):
        restored(story, room / "database")
    assert story.running.rows() == story.end


def test_nothing_is_restored_over_an_instance_that_has_data(story: Story, room: Path) -> None:
    data = room / "other" / "server" / "data"
    data.mkdir(parents=True)
    with pytest.raises(InstanceNotEmpty):
        restored(story, room / "other")
    assert list(data.iterdir()) == []


def a_wrong_folder(folder: Path, story: Story) -> Path:
    return folder.parent


def an_empty_folder(folder: Path, story: Story) -> Path:
    (folder.parent / "empty").mkdir()
    return folder.parent / "empty"


def a_manifest_that_was_edited(folder: Path, story: Story) -> None:
    manifest = story.full.data(folder) / "backup_manifest"
    manifest.write_text(manifest.read_text().replace('"Size": 3,', '"Size": 4,', 1))


def a_file_that_rotted(folder: Path, story: Story) -> None:
    path = story.full.data(folder) / "global" / "pg_control"
    path.write_bytes(bytes(len(path.read_bytes())))


def a_description_that_is_torn(folder: Path, story: Story) -> None:
    path = story.last.directory(folder) / "backup.json"
    path.write_text(path.read_text()[:100])


def a_chain_without_its_middle(folder: Path, story: Story) -> None:
    shutil.rmtree(story.incremental.directory(folder))


def a_hole_in_the_write_ahead_log(folder: Path, story: Story) -> None:
    for packed in (folder / story.last.line / "wal").glob("*.gz"):
        packed.unlink()


def a_segment_that_rotted(folder: Path, story: Story) -> None:
    for packed in (folder / story.last.line / "wal").glob("*.gz"):
        packed.write_bytes(packed.read_bytes()[:-100])


def another_log_than_was_written_down(folder: Path, story: Story) -> None:
    path = story.last.directory(folder) / "backup.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"digest": "0" * 64}))


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (a_wrong_folder, "NoBackupHere"),
        (an_empty_folder, "NoBackupHere"),
        (a_manifest_that_was_edited, "BackupDamaged"),
        (a_file_that_rotted, "BackupDamaged"),
        (a_description_that_is_torn, "BackupDamaged"),
        (a_chain_without_its_middle, "ChainBroken"),
        (a_hole_in_the_write_ahead_log, "SegmentsMissing"),
        (a_segment_that_rotted, "BackupDamaged"),
        (another_log_than_was_written_down, "RestoredOtherwise"),
    ],
)
def test_what_is_wrong_with_a_backup_is_told_by_its_name_and_nothing_is_left_behind(
    story: Story,
    copy: Path,
    room: Path,
    fault: Callable[[Path, Story], Path | None],
    refusal: str,
) -> None:
    folder = fault(copy, story) or copy
    with pytest.raises(BackupError) as refused:
        restored(story, room / f"after {fault.__name__}", folder=folder)
    assert type(refused.value).__name__ == refusal
    assert not (room / f"after {fault.__name__}" / "server" / "data").exists()


def test_backups_and_key_files_never_lie_together(story: Story) -> None:
    keys = story.running.folder / "keys"
    with pytest.raises(KeysBesideBackups):
        take(Instance(story.running.url, SCHEMA, keys), story.running.folder)
    with pytest.raises(KeysBesideBackups):
        take(Instance(story.running.url, SCHEMA, keys), keys / "backups")


def test_a_folder_that_holds_other_things_is_left_alone(story: Story, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    with pytest.raises(FolderHoldsOtherThings, match="photos"):
        take(Instance(story.running.url, SCHEMA, None), tmp_path)


def test_a_folder_of_another_instance_is_left_alone(story: Story, copy: Path) -> None:
    path = story.last.directory(copy) / "backup.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"system": 1}))
    with pytest.raises(FolderOfAnotherInstance):
        take(Instance(story.running.url, SCHEMA, None), copy)


def test_no_key_file_is_in_the_folder(story: Story) -> None:
    assert not list(story.running.folder.rglob("*.key"))


def test_when_the_server_has_let_go_of_what_was_written_a_new_line_begins(story: Story) -> None:
    with psycopg.connect(story.running.url, autocommit=True) as connection:
        connection.execute("select pg_drop_replication_slot(slot_name) from pg_replication_slots")
    taken = story.running.back_up()
    assert taken.full_because is not None
    assert taken.backup.full
    assert taken.backup.line != story.last.line

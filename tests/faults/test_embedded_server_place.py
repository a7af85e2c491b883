"""The embedded server in directories, and as users, of every kind."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from faults.embedded_server import (
    answers,
    as_user,
    assert_row_is_kept,
    assert_stopped,
    has_entry,
    kill,
    mode_of,
    needs_linux,
    needs_root,
    place_of,
    postmaster_of,
    rows,
    using,
    write_row,
)

from eventstore.embedded import (
    EmbeddedServer,
)

pytestmark = needs_linux


def test_a_socket_path_that_is_too_long_gets_a_short_one(directory: Path) -> None:
    deep = directory.parent / ("深" * 40) / "database"
    deep.parent.mkdir()
    directory.rename(deep)
    with using(deep) as user, using(deep) as other:
        assert user.url() == other.url()
        place = place_of(deep)
        assert user.url() == place.url("postgres", "postgres")
        assert place.data_directory.is_relative_to(deep)
        assert place.socket_directory.parent == Path(tempfile.gettempdir())
        assert mode_of(place.socket_directory) == 0o700
        assert rows(user.url(), "select 1") == [(1,)]
    assert_stopped(deep)
    assert not place.socket_directory.exists()


@pytest.mark.parametrize("name", ['a "b"&c=%20?', "a,b", "连 心"])
def test_a_path_may_hold_any_sign(directory: Path, name: str) -> None:
    odd = directory.rename(directory.parent / name)
    with EmbeddedServer(odd, fsync=False) as server:
        assert rows(server.url(), "select 1") == [(1,)]


def test_where_even_the_temporary_directory_is_too_deep_it_is_refused(new_directory: Path) -> None:
    deep = new_directory / ("d" * 100)
    temporary = new_directory / ("t" * 100)
    temporary.mkdir(parents=True)
    with using(deep / "database", environment={"TMPDIR": str(temporary)}) as user:
        assert user.line().startswith("SocketPathTooLong")
    assert_stopped(deep / "database")


def test_directories_are_private_and_parents_stay_as_they_are(directory: Path) -> None:
    parents = [directory, *directory.parents]
    before = [(path, mode_of(path), path.owner()) for path in parents]
    with EmbeddedServer(directory, fsync=False):
        place = place_of(directory)
        for path in (place.server_directory, place.data_directory, place.socket_directory):
            assert mode_of(path) == 0o700
    assert [(path, mode_of(path), path.owner()) for path in parents] == before


@needs_root
def test_roots_server_runs_as_a_system_user(server: EmbeddedServer, directory: Path) -> None:
    postmaster = postmaster_of(directory)
    assert postmaster is not None
    uid = Path(f"/proc/{postmaster}").stat().st_uid
    assert pwd.getpwuid(uid).pw_name in {"postgres", "nobody"}
    assert place_of(directory).data_directory.stat().st_uid == uid
    assert directory.stat().st_uid == 0
    assert answers(server.url())


@needs_root
def test_roots_server_runs_as_the_owner_of_the_directory(directory: Path) -> None:
    subprocess.run(["chown", "-R", "nobody", directory], check=True)
    (directory / "keeper.log").unlink()
    with EmbeddedServer(directory, fsync=False) as server:
        write_row(server.url())
    assert_stopped(directory)
    assert {path.owner() for path in directory.iterdir()} == {"nobody"}
    with using(directory, through=as_user(pwd.getpwnam("nobody").pw_uid)) as user:
        assert_row_is_kept(user.url())


@needs_root
def test_where_the_system_user_may_not_come_the_data_is_elsewhere_and_found_again(
    new_directory: Path,
) -> None:
    closed = new_directory / "closed"
    closed.mkdir(parents=True, mode=0o700)
    with EmbeddedServer(closed / "database", fsync=False) as server:
        write_row(server.url())
    base = place_of(closed / "database").base
    assert base.parent == Path("/var/lib/lianxin")
    assert (base / "belongs-to").read_text(encoding="utf-8") == f"{closed}/database\n"
    assert mode_of(closed) == 0o700
    # Remembered, even where it would be decided otherwise today.
    assert_stopped(closed / "database")
    closed.chmod(0o755)
    with EmbeddedServer(closed / "database", fsync=False) as server:
        assert_row_is_kept(server.url())


@needs_root
def test_an_ordinary_user_runs_a_server_as_that_user(new_directory: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    new_directory.mkdir()
    shutil.chown(new_directory, "nobody")
    with using(new_directory / "database", through=as_user(nobody)) as user:
        write_row(user.url())
        postmaster = postmaster_of(new_directory / "database")
        assert Path(f"/proc/{postmaster}").stat().st_uid == nobody
        assert mode_of(new_directory / "database") == 0o700
        kill(user.pid)
        assert_stopped(new_directory / "database")
    with using(new_directory / "database", through=as_user(nobody)) as user:
        assert_row_is_kept(user.url())


@needs_root
def test_a_user_without_an_entry_is_refused(new_directory: Path) -> None:
    unknown = next(uid for uid in range(54_321, 60_000) if not has_entry(uid))
    new_directory.mkdir()
    os.chown(new_directory, unknown, -1)
    with using(new_directory / "database", through=as_user(unknown)) as user:
        assert user.line().startswith("NoUsableUser")


@needs_root
def test_another_users_directory_is_refused(directory: Path) -> None:
    with EmbeddedServer(directory, fsync=False):
        pass
    with using(directory, through=as_user(pwd.getpwnam("nobody").pw_uid)) as user:
        assert user.line().startswith("DirectoryNotUsable")

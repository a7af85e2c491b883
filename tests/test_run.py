"""run.py on machines made for each test: a Python of their own, with a pip that writes no network.

That pip does what the test's environment tells it: it fails with given words, takes its time, or
"installs" a uv and a lianxin that say how they were called. Every start is a real process.
"""

from __future__ import annotations

import ast
import errno
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import run

PROJECT = Path(run.__file__).parent
UV_LOCKED = "uv==1.2.3 \\\n    --hash=sha256:00\n"

PIP = """\
import os, pathlib, sys, time
with open(os.environ["CALLS"], "a") as calls:
    calls.write("pip " + " ".join(sys.argv[1:]) + "\\n")
if "config" in sys.argv:
    sys.exit(print(os.environ.get("PIP_CONFIG_SAYS", "")))
time.sleep(float(os.environ.get("PIP_TAKES_SECONDS", "0")))
if "PIP_FAILS_WITH" in os.environ:
    sys.exit(os.environ["PIP_FAILS_WITH"])
bin = pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parent
def program(name, text):
    (bin / name).write_text("#!/bin/sh\\n" + text)
    (bin / name).chmod(0o755)
LIANXIN = 'echo "lianxin $* pid $$"; exit 7\\n'
if sys.argv[-1].endswith("run.uv.txt"):
    program("uv.lianxin", LIANXIN)
    program("uv", os.environ.get("UV_DOES", '''
        [ "$1" = --version ] && echo "uv 1.2.3" && exit
        echo "uv $* index=$UV_DEFAULT_INDEX" >> "$CALLS"
        case "$*" in *" -e "*) cp "$0.lianxin" "$(dirname "$0")/lianxin";; esac
    '''))
if "-e" in sys.argv:
    program("lianxin", LIANXIN)
"""


@dataclass
class Machine:
    """A Python with or without pip, and a project folder with the real run.py in it."""

    python: Path
    project: Path
    calls_file: Path

    @property
    def environment(self) -> Path:
        return self.project / ".venv"

    @property
    def lock(self) -> Path:
        return self.project / "requirements.lock"

    def calls(self) -> list[str]:
        """Give the installers' calls since they were last asked for."""
        if not self.calls_file.exists():
            return []
        lines = self.calls_file.read_text().splitlines()
        self.calls_file.unlink()
        return lines

    def begin(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.python, self.project / "run.py", *arguments],
            cwd="/",
            env={"PATH": os.environ["PATH"], "CALLS": str(self.calls_file), **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def start(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        begun = self.begin(*arguments, **settings)
        said, progress = begun.communicate(timeout=60)
        return subprocess.CompletedProcess(arguments, begun.returncode, said, progress)


def python_of_its_own(folder: Path) -> Path:
    venv.create(folder, symlinks=True)
    return folder / "bin" / "python"


def packages_of(python: Path) -> Path:
    return next((python.parent.parent / "lib").glob("python3.*/site-packages"))


@pytest.fixture(scope="module")
def python_with_pip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = python_of_its_own(tmp_path_factory.mktemp("machine"))
    packages = packages_of(python)
    (packages / "pip-25.0.dist-info").mkdir()
    (packages / "pip-25.0.dist-info" / "METADATA").write_text("Name: pip\nVersion: 25.0\n")
    (packages / "pip").mkdir()
    (packages / "pip" / "__main__.py").write_text(PIP)
    return python


@pytest.fixture
def machine(python_with_pip: Path, tmp_path: Path) -> Machine:
    project = tmp_path / "连 心"
    project.mkdir()
    shutil.copy(PROJECT / "run.py", project)
    (project / "pyproject.toml").touch()
    (project / "requirements.lock").write_text(UV_LOCKED)
    return Machine(python_with_pip, project, tmp_path / "calls")


@pytest.fixture
def ready(machine: Machine) -> Machine:
    assert machine.start("demo").returncode == 7
    machine.calls()
    return machine


# What a start does.


def test_the_first_start_installs_and_becomes_the_command(machine: Machine) -> None:
    begun = machine.begin("figures", "--month", "2026-10")
    said, progress = begun.communicate(timeout=60)
    assert said == f"lianxin figures --month 2026-10 pid {begun.pid}\n"
    assert begun.returncode == 7
    assert [line[:5] for line in progress.splitlines()[:4]] == ["[1/4]", "[2/4]", "[3/4]", "[4/4]"]


def test_uv_comes_from_the_lock_and_everything_is_checked_by_hash(machine: Machine) -> None:
    machine.start("demo")
    get_uv, config, packages, project = machine.calls()
    assert get_uv.startswith("pip --python ")
    assert "install --require-hashes --only-binary :all: -r" in get_uv
    assert (machine.environment / "run.uv.txt").read_text() == UV_LOCKED
    assert config.endswith("config list")
    assert packages.startswith("uv pip install --python ")
    assert f"--require-hashes -r {machine.lock}" in packages
    assert f"--no-build-isolation --no-deps -e {machine.project}" in project


def test_a_second_start_does_nothing_and_says_nothing(ready: Machine) -> None:
    again = ready.start("demo")
    assert (again.returncode, again.stderr, ready.calls()) == (7, "", [])


def test_a_changed_lock_is_installed_over_what_is_there(ready: Machine) -> None:
    kept = ready.environment / "kept"
    kept.touch()
    ready.lock.write_text(UV_LOCKED + "\n")
    assert ready.start("demo").returncode == 7
    assert [call.split()[0] for call in ready.calls()] == ["pip", "uv", "uv"]
    assert kept.exists()
    assert ready.start("demo").stderr == ""


def test_a_changed_pyproject_is_installed_too(ready: Machine) -> None:
    (ready.project / "pyproject.toml").write_text("[project]\n")
    ready.start("demo")
    assert ready.calls() != []


def test_a_folder_made_by_hand_is_kept_and_filled(machine: Machine) -> None:
    python_of_its_own(machine.environment)
    kept = machine.environment / "kept"
    kept.touch()
    assert machine.start("demo").returncode == 7
    assert kept.exists()


def test_a_folder_left_half_made_is_made_anew(ready: Machine) -> None:
    (ready.environment / "run.stamp").write_text(run.UNFINISHED)
    leftover = packages_of(ready.environment / "bin" / "python") / "half"
    leftover.mkdir()
    assert ready.start("demo").returncode == 7
    assert not leftover.exists()


def test_a_folder_moved_with_its_project_is_made_anew(ready: Machine) -> None:
    leftover = ready.environment / "leftover"
    leftover.touch()
    ready.project = ready.project.rename(ready.project.with_name("moved"))
    assert ready.start("demo").returncode == 7
    assert not (ready.environment / "leftover").exists()


def test_a_folder_whose_python_was_removed_is_made_anew(ready: Machine) -> None:
    python = ready.environment / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert ready.start("demo").returncode == 7
    assert python.exists()


def test_its_own_python_can_start_it_and_does_not_pull_the_rug_from_under_itself(
    ready: Machine,
) -> None:
    (ready.environment / "run.stamp").write_text(run.UNFINISHED)
    leftover = ready.environment / "leftover"
    leftover.touch()
    ready.python = ready.environment / "bin" / "python"
    begun = ready.begin("demo", PIP_NO_INDEX="1")
    assert begun.stderr is not None
    assert begun.stderr.readline().startswith("[1/4]")
    assert begun.stderr.readline().startswith("[2/4]")
    assert not leftover.exists()
    begun.kill()
    begun.communicate()


def test_the_tests_run_in_the_project_wherever_one_is(ready: Machine) -> None:
    pytest_there = packages_of(ready.environment / "bin" / "python") / "pytest.py"
    pytest_there.write_text("import os, sys; print(os.getcwd(), *sys.argv[1:])")
    assert ready.start("test", "-k", "appeal").stdout == f"{ready.project} -k appeal\n"


def test_without_arguments_it_tells_the_usage_and_makes_nothing(machine: Machine) -> None:
    told = machine.start()
    assert told.returncode == 0
    assert "用法" in told.stdout
    assert "Usage" in told.stdout
    assert not machine.environment.exists()


# Several at once, and ends in the middle.


def test_two_starts_at_once_install_once(machine: Machine) -> None:
    both = [machine.begin("demo", PIP_TAKES_SECONDS="0.3") for _ in range(2)]
    progress = [start.communicate(timeout=60)[1] for start in both]
    assert [start.returncode for start in both] == [7, 7]
    assert len([call for call in machine.calls() if "run.uv.txt" in call]) == 1
    assert sorted("[1/4]" in lines for lines in progress) == [False, True]


def test_who_has_to_wait_is_told_why(machine: Machine) -> None:
    machine.environment.mkdir()
    with (machine.environment / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun = machine.begin("demo")
        assert begun.stderr is not None
        assert begun.stderr.readline() == run.WAITING.splitlines()[0] + "\n"
    begun.communicate(timeout=60)
    assert begun.returncode == 7


def test_a_start_killed_in_the_middle_is_repaired_by_the_next(machine: Machine) -> None:
    begun = machine.begin("demo", PIP_TAKES_SECONDS="0.6")
    while not machine.calls_file.exists():
        assert begun.poll() is None
        time.sleep(0.01)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    assert (machine.environment / "run.stamp").read_text() == run.UNFINISHED
    following = machine.start("demo")
    assert following.returncode == 7
    assert run.WAITING in following.stderr  # for the installer that outlived its run.py
    begun.communicate()


def test_an_interrupted_start_says_that_the_next_one_repairs(machine: Machine) -> None:
    begun = machine.begin("demo", PIP_TAKES_SECONDS="0.5")
    while not machine.calls_file.exists():
        time.sleep(0.01)
    begun.send_signal(signal.SIGINT)
    progress = begun.communicate(timeout=60)[1]
    assert begun.returncode == 130
    assert run.INTERRUPTED in progress


# uv and pip.


def test_pip_takes_over_where_uv_fails(machine: Machine) -> None:
    failing = '[ "$1" = --version ] && echo "uv 1.2.3" && exit; echo "cannot do it"; exit 2'
    started = machine.start("demo", UV_DOES=failing)
    assert started.returncode == 7
    assert "cannot do it" in started.stderr
    assert f"install --require-hashes -r {machine.lock}" in machine.calls()[2]


def test_pip_takes_over_where_there_is_no_uv_for_the_machine(machine: Machine) -> None:
    no_uv = '[ "$1" = --version ]; exec /nowhere/uv'
    assert machine.start("demo", UV_DOES=no_uv).returncode == 7


def test_uv_looks_where_pip_is_set_to_look(machine: Machine) -> None:
    machine.start("demo", PIP_CONFIG_SAYS="global.index-url='file:///mirror'")
    assert machine.calls()[2].endswith("index=file:///mirror")


def test_what_uv_was_told_itself_outweighs_what_pip_was_told(machine: Machine) -> None:
    told = {"PIP_CONFIG_SAYS": "global.index-url='file:///a'", "UV_DEFAULT_INDEX": "file:///b"}
    machine.start("demo", **told)
    assert machine.calls()[1].endswith("index=file:///b")


def test_settings_for_other_work_do_not_lead_the_packages_astray() -> None:
    theirs = {"PIP_TARGET": "/x", "PYTHONPATH": "/y", "UV_NO_VERIFY_HASHES": "1"}
    settings = run.installer_settings({**theirs, "PIP_INDEX_URL": "file:///mirror"})
    assert not theirs.keys() & settings.keys()
    assert settings["PIP_INDEX_URL"] == "file:///mirror"
    assert settings["PIP_ROOT_USER_ACTION"] == "ignore"


# What stands in the way, and the words for it.

CLOSED = "http://127.0.0.1:9/simple"


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 2), (3, 10, 13, "final", 0)])
def test_an_old_python_is_told_which_one_is_needed(version: tuple[int | str, ...]) -> None:
    with pytest.raises(run.Refused) as refusal:
        run.refuse_unsuitable_python(version, "posix")
    assert "3.11" in str(refusal.value)
    assert ".".join(map(str, version[:3])) in str(refusal.value)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_python_from_3_11_on_is_welcome(version: tuple[int, ...]) -> None:
    run.refuse_unsuitable_python(version, "posix")


def test_windows_is_told_about_wsl() -> None:
    with pytest.raises(run.Refused, match="WSL"):
        run.refuse_unsuitable_python((3, 12, 0), "nt")


def test_old_pythons_can_read_the_file_to_the_end() -> None:
    tree = ast.parse((PROJECT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    evaluated = [
        ast.unparse(annotation)
        for annotation in annotations_in(tree)
        if not isinstance(annotation, ast.Name | ast.Constant)
    ]
    assert evaluated == [], "in quotes, or Python 3.6 stumbles over them"


def annotations_in(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        found = getattr(node, "annotation", None) or getattr(node, "returns", None)
        if found is not None:
            yield found


def test_a_closed_registry_is_named_and_so_is_the_next_step(machine: Machine) -> None:
    machine.python = Path(sys.base_prefix) / "bin" / Path(sys.executable).name
    settings = {"PIP_INDEX_URL": CLOSED, "UV_INDEX_URL": CLOSED, "PIP_RETRIES": "1"}
    started = machine.start("demo", PIP_CONFIG_FILE=os.devnull, **settings)
    assert started.returncode == 1
    assert run.REGISTRY_OUT_OF_REACH in started.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("ERROR: OSError: [Errno 28] No space left on device", run.DISK_FULL),
        ("OSError: [Errno 122] Disk quota exceeded", run.DISK_FULL),
        ("failed to fetch; no space left on device", run.DISK_FULL),
        ("OSError: [Errno 30] Read-only file system: '/x'", run.NOT_WRITABLE),
        ("PermissionError: [Errno 13] Permission denied", run.NOT_WRITABLE),
        ("ReadTimeoutError: Read timed out. (read timeout=15)", run.REGISTRY_OUT_OF_REACH),
        ("ProxyError('Cannot connect to proxy.')", run.REGISTRY_OUT_OF_REACH),
        ("ERROR: HTTP error 403 while getting uv", run.REGISTRY_OUT_OF_REACH),
        ("ERROR: ResolutionImpossible", None),
    ],
)
def test_what_installers_report_is_understood(words: str, message: str | None) -> None:
    assert run.obstacle_in(words) == message


def test_a_disk_that_pip_finds_full_is_explained_below_its_own_words(machine: Machine) -> None:
    words = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left"
    started = machine.start("demo", PIP_FAILS_WITH=words)
    assert started.returncode == 1
    assert words in started.stderr
    assert started.stderr.endswith(run.DISK_FULL.format(folder=machine.project) + "\n")


def test_a_disk_that_uv_finds_full_is_not_tried_again_with_pip(machine: Machine) -> None:
    full = '[ "$1" = --version ] && echo "uv 1.2.3" && exit; echo "(os error 28)"; exit 2'
    started = machine.start("demo", UV_DOES=full)
    assert started.returncode == 1
    assert run.DISK_FULL.format(folder=machine.project) in started.stderr
    assert [call for call in machine.calls() if "-r" in call.split() and "run.uv" not in call] == []


def test_any_other_failure_shows_the_last_lines(machine: Machine) -> None:
    out_of_step = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    started = machine.start("demo", PIP_FAILS_WITH=out_of_step)
    assert out_of_step in started.stderr
    assert run.INSTALL_FAILED in started.stderr


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (errno.EACCES, run.NOT_WRITABLE),
        (errno.EPERM, run.NOT_WRITABLE),
        (errno.EROFS, run.NOT_WRITABLE),
        (errno.ENOSPC, run.DISK_FULL),
    ],
)
def test_a_folder_that_cannot_be_made_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(run.Refused) as refusal:
        run.Environment(tmp_path).make_ready()
    assert str(refusal.value) == message.format(folder=tmp_path)


def test_a_python_without_pip_and_ensurepip_is_told_what_to_install(
    machine: Machine, tmp_path: Path
) -> None:
    machine.python = python_of_its_own(tmp_path / "bare")
    hidden = "import sys; sys.modules['ensurepip'] = None"
    (packages_of(machine.python) / "sitecustomize.py").write_text(hidden)
    started = machine.start("demo")
    assert started.returncode == 1
    assert run.NO_PIP in started.stderr


MESSAGES = {
    name: text
    for name, text in vars(run).items()
    if name.isupper() and isinstance(text, str) and "\n" in text.strip()
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_every_message_is_in_chinese_and_then_in_english(message: str) -> None:
    chinese = [bool(re.search(r"[\u4e00-\u9fff]", line)) for line in message.splitlines() if line]
    assert chinese[0]
    assert not all(chinese)


def test_a_terminal_without_chinese_still_shows_the_english(machine: Machine) -> None:
    told = machine.start(PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert "Usage" in told.stdout


# The lock.


def locked() -> dict[str, str]:
    """Give each requirement of the project's lock with all its lines."""
    text = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]
    return {re.split(r"[=\[ ]", entry)[0]: entry for entry in entries}


def test_every_locked_requirement_has_an_exact_version_and_a_hash() -> None:
    for entry in locked().values():
        assert re.match(r"[a-z0-9-]+==\S+ .*\\\n    --hash=sha256:[0-9a-f]{64}", entry), entry


def test_the_lock_names_no_host() -> None:
    text = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    assert "//" not in text
    assert "index" not in text


def test_the_lock_names_everything_that_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[=<>; ]", requirement)[0] for requirement in asked}
    assert names <= locked().keys()


def test_run_finds_its_uv_in_the_lock() -> None:
    assert run.locked_requirement(PROJECT / "requirements.lock", "uv") == locked()["uv"]

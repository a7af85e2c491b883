"""The size and the tidiness of the house: what a reader may count on when opening any file."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.sharing import LONGEST

PROJECT = Path(__file__).parents[2]
SOURCES = PROJECT / "src"

FILE_LINES_MAX = 350
FOLDER_MODULES_MAX = 14
SOURCE_SUFFIXES = {".css", ".html", ".js", ".py", ".sql"}

# A file that has to be longer, with the reason.
LONGER_FOR_A_REASON: dict[str, str] = {
    "src/api/pages/static/lianxin.css": "a style sheet is looked up, not read",
    "src/api/pages/static/pages.css": "a style sheet is looked up, not read",
    "src/verifier/verify.py": "a verifier is one file, to be handed over alone",
}

NOT_TRACKED = {".git", ".venv", "var", "build", "__pycache__"}

UNFINISHED_WORK = re.compile(r"\b(TODO|FIXME|XXX)\b|pragma:\s*no\s*cover")

HOME_FOLDERS = re.compile(r"(?<![\w.:/-])/(home|root|work|Users)/\w")
REGISTRY_HOSTS = re.compile(
    r"\b(pypi|pythonhosted|npmjs)\.org\b"
    r"|\b(deb|archive|security|ports)\.(debian|ubuntu)\.(org|com)\b"
    r"|\bmirrors?\.[\w.-]+\.(cn|com|org)\b"
)


def named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def tracked_files() -> list[Path]:
    """Give what git tracks or would track; without git, what lies there and is not generated."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [PROJECT / name for name in listed.stdout.split("\0") if name]
    else:
        found = [
            path
            for path in PROJECT.rglob("*")
            if not NOT_TRACKED.intersection(path.relative_to(PROJECT).parts)
        ]
    return sorted(path for path in found if path.is_file())


def text_of(path: Path) -> str:
    """Give the text of a file; nothing for one that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> Iterator[str]:
    for path in files:
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            if pattern.search(line):
                yield f"{named(path)}:{number}: {line.strip()}"


def source_files() -> list[Path]:
    return [path for path in tracked_files() if SOURCES in path.parents]


def test_a_source_file_is_read_in_one_sitting() -> None:
    lines = {
        named(path): len(text_of(path).splitlines())
        for path in source_files()
        if path.suffix in SOURCE_SUFFIXES
    }
    long = {name: count for name, count in lines.items() if count > FILE_LINES_MAX}
    assert long.keys() == LONGER_FOR_A_REASON.keys(), f"over {FILE_LINES_MAX} lines: {long}"


def test_a_folder_is_grasped_at_a_glance() -> None:
    modules = [path.parent for path in source_files() if path.suffix == ".py"]
    full = {
        named(folder): modules.count(folder)
        for folder in set(modules)
        if modules.count(folder) > FOLDER_MODULES_MAX
    }
    assert full == {}, f"over {FOLDER_MODULES_MAX} modules; group them by the words of the domain"


def test_no_work_is_left_for_later_in_the_sources() -> None:
    assert list(lines_with(UNFINISHED_WORK, source_files())) == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert list(lines_with(HOME_FOLDERS, tracked_files())) == []


def test_no_file_names_a_registry() -> None:
    assert list(lines_with(REGISTRY_HOSTS, tracked_files())) == []


@pytest.mark.parametrize("folder", ["/" + "home/li", "/" + "work/main", "see /" + "root/x"])
def test_a_folder_of_one_machine_is_recognised(folder: str) -> None:
    assert HOME_FOLDERS.search(folder)


@pytest.mark.parametrize("text", ["src/home/page", "https://example.org/home/x", "/homepage"])
def test_other_words_for_home_are_left_in_peace(text: str) -> None:
    assert not HOME_FOLDERS.search(text)


@pytest.mark.parametrize("host", ["files.pythonhosted" + ".org", "pypi" + ".org"])
def test_a_registry_is_recognised(host: str) -> None:
    assert REGISTRY_HOSTS.search(host)


def test_the_files_that_tests_begin_with_are_there() -> None:
    assert [path for path in LONGEST if not (PROJECT / path).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)

"""How the command line speaks: results on stdout, progress and failures on stderr, days as ISO dates."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

console = Console(stderr=True)
out = Console()

_COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    MofNCompleteColumn(),
    TimeElapsedColumn(),
)


def say(sentence: str) -> None:
    """Print a sentence as it is: no colours of its own, and nothing broken into lines."""
    out.print(sentence, highlight=False, markup=False, soft_wrap=True)


def write_json(told: object) -> None:
    """Print an answer for programs, in one line."""
    sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")


def day_of(text: str) -> date:
    """Read a day. Raises `BadParameter`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text}: YYYY-MM-DD") from error


def day_if_given(text: str | None) -> date | None:
    """Read a day that may be left out. Raises `BadParameter`."""
    return None if text is None else day_of(text)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int | None], None]]:
    """Show a bar for each stage on the terminal, by its title; nothing where there is none."""
    tasks: dict[str, TaskID] = {}
    with Progress(*_COLUMNS, console=console, disable=not console.is_terminal) as bar:

        def moved(title: str, done: int, of: int | None) -> None:
            if title not in tasks:
                tasks[title] = bar.add_task(title, total=of)
            bar.update(tasks[title], completed=done, total=of)

        yield moved


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """Show one bar on the terminal, of how many if that is known; nothing where there is none."""
    with stages() as moved:
        yield lambda done, of: moved(title, done, of)

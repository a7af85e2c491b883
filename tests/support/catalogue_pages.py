"""The catalogues in `docs/`, written from the code: events, commands, figures, states.

Run from `tests/` after adding one of them:

    python -m support.catalogue_pages
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from api.pages.words.labels_zh import label_of
from application.catalogue import COMMANDS
from application.command.fields import holds_text
from application.command.signatures import events_of
from domain.catalogue import EVENTS
from projections.measures import MEASURES, topics_of
from support import state_pages
from support.samples import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from domain.history import Event

DOCS: Final = Path(__file__).parent.parent.parent / "docs"

_WRITTEN: Final = (
    "Written from the code by `cd tests && ../.venv/bin/python -m support.catalogue_pages`."
)


def pages() -> dict[str, str]:
    """Give each page by its name."""
    return {
        "events.md": _page("Events 事件目录", _events()),
        "commands.md": _page("Commands 办理目录", _commands()),
        "figures.md": _page("Figures 指标目录", _figures()),
        "states.md": _page("States 状态图", state_pages.lines(_word)),
    }


def write() -> None:
    """Write every page anew."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")


def _page(title: str, lines: Iterable[str]) -> str:
    return "\n".join((f"# {title}", "", _WRITTEN, "", *lines)) + "\n"


def _events() -> Iterator[str]:
    yield "A field marked 🔒 is sealed under the key of the person it is about."
    for family, events in _by_family().items():
        yield from ("", f"## {family}", "", "| topic | 中文 | fields |", "| --- | --- | --- |")
        for event in events:
            yield f"| `{event.topic}` | {_word(event)} | {_facts(event)} |"


def _by_family() -> dict[str, list[type[Event]]]:
    families: dict[str, list[type[Event]]] = {}
    for event in EVENTS:
        families.setdefault(event.topic.partition(".")[0], []).append(event)
    return families


def _word(documented: Any) -> str:
    """Give the Chinese word a docstring begins with."""
    first = (documented.__doc__ or "").strip().partition("\n")[0]
    return str(first.partition(":")[0].partition(",")[0].partition(" ")[0].strip(" .。"))


def _facts(event: Any) -> str:
    return "; ".join(
        f"{name} {label_of(event.topic, name)}" + (" 🔒" if holds_text(kind) else "")
        for name, kind in fields_of(event).items()
    )


def _commands() -> Iterator[str]:
    yield "Each is a `POST /api/v1/<resource>[/{id}]/<name>`; `?` marks what may be left out."
    yield "One that is marked *inward* has no path: the service gives it, as a part of something larger."
    resources: dict[str, list[str]] = {}
    for command in COMMANDS:
        roles = "、".join(sorted(role.chinese for role in command.roles))
        events = ", ".join(
            f"`{each.topic}`" for each in events_of(command.decide) if hasattr(each, "topic")
        )
        name = f"`{command.name}`" if command.name else "(new)"
        says = (command.decide.__doc__ or "").strip().partition("\n")[0]
        says += " *inward*" if command.inward else ""
        asked = ", ".join(each.name + ("" if each.required else "?") for each in command.fields)
        resources.setdefault(command.resource, []).append(
            f"| {name} | {says} | {roles} | {asked} | {events} |"
        )
    for resource, lines in resources.items():
        yield from ("", f"## {resource}", "")
        yield from ("| name | what | who | asks for | decides |", "| --- | --- | --- | --- | --- |")
        yield from lines


def _figures() -> Iterator[str]:
    yield "| id | 中文 | unit | kind | rule | 规则 | version | read from |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for measure in MEASURES.values():
        families = _families(sorted(topics_of(measure.id)))
        yield (
            f"| {measure.id} | {measure.chinese} | {measure.unit.chinese} {measure.unit} |"
            f" {measure.kind.value} | {measure.rule_english} | {measure.rule} | {measure.version} |"
            f" {families} |"
        )


def _families(topics: Sequence[str]) -> str:
    return ", ".join(sorted({f"{topic.partition('.')[0]}.*" for topic in topics}))


if __name__ == "__main__":
    write()

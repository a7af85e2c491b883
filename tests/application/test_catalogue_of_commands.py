"""Every command there is: complete, unambiguous, and each text kept where it can be opened again."""

from __future__ import annotations

import dataclasses
import inspect
import typing
from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from application.catalogue import COMMANDS, RESOURCES, command
from application.command import Command, fields_of, hints_of, without_none
from application.command.closing import event_with
from application.command.signatures import KNOWN_TO_THE_DESK, events_of
from application.opening import plain
from application.work import place
from domain.appeal import Appeal
from domain.catalogue import AGGREGATES
from domain.history import Aggregate, Event, Sealed
from domain.words import Role
from support.histories import id_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.office import Front

# What no command decides, with the reason.
NOT_BY_A_COMMAND = {
    "System.open": "the log is opened by whoever runs it, before anybody may command anything",
    "System.open_epoch": "whoever runs the log opens an epoch, while nobody may command anything",
    "Resident.shred": "destroying the key and saying so is one act of the one who erases",
    "ReportMonth.correct": "what was reported is restated, and never touched",
    "ReportMonth.void": "what was reported is restated, and never touched",
    "ReportMonth.revert_void": "what was reported is restated, and never touched",
}
VERBS = {"correct", "void", "revert_void"}

EVERY = pytest.mark.parametrize("given", COMMANDS, ids=lambda c: f"{c.resource}/{c.name or 'open'}")


def decisions_of(kind: type[Aggregate[Any]]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Give the methods of an aggregate that decide events."""
    for name, method in inspect.getmembers(kind, inspect.isfunction):
        if not name.startswith("_") and name != "evolve" and events_of(method):
            yield name, method


def texts_in(kind: Any, path: str) -> Iterator[str]:
    """Give the paths of all texts in a type."""
    inner = without_none(kind)
    if inner is Sealed:
        yield path
    elif typing.get_origin(inner) is tuple:
        yield from texts_in(typing.get_args(inner)[0], path)
    elif dataclasses.is_dataclass(inner) and not issubclass(typing.cast("type", inner), Aggregate):
        for each in dataclasses.fields(inner):
            yield from texts_in(hints_of(inner)[each.name], f"{path}.{each.name}")


def texts_of(given: Command) -> list[str]:
    return [path for each in fields_of(given.decide) for path in texts_in(each.kind, each.name)]


def by_decision() -> list[Command]:
    return [each for each in COMMANDS if each.decide.__name__ not in VERBS]


def test_every_kind_of_record_is_a_resource() -> None:
    assert set(RESOURCES.values()) == set(AGGREGATES)


def test_no_two_commands_of_a_resource_have_one_name() -> None:
    names = Counter((each.resource, each.name) for each in COMMANDS)
    assert [name for name, count in names.items() if count > 1] == []


def test_a_command_is_found_by_resource_and_verb() -> None:
    assert command("appeals", "reply").decide is Appeal.reply
    with pytest.raises(KeyError):
        command("appeals", "sing")


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.__name__)
def test_whatever_an_aggregate_can_decide_has_a_command(kind: type[Aggregate[Any]]) -> None:
    commanded = {each.decide.__name__ for each in COMMANDS if each.kind is kind}
    decided = {name for name, _ in decisions_of(kind)}
    missing = {f"{kind.__name__}.{name}" for name in decided - commanded}
    assert missing <= NOT_BY_A_COMMAND.keys()


@EVERY
def test_a_command_belongs_to_the_kind_of_its_resource(given: Command) -> None:
    assert given.kind is RESOURCES[given.resource]
    assert given.decide.__name__ in {name for name, _ in decisions_of(given.kind)}


@EVERY
def test_somebody_may_give_every_command_and_the_auditor_none(given: Command) -> None:
    assert Role.SYSTEM in given.roles
    assert Role.AUDITOR not in given.roles


@EVERY
def test_a_command_asks_for_nothing_twice_and_nothing_the_desk_knows(given: Command) -> None:
    names = [each.name for each in given.fields]
    assert len(set(names)) == len(names)
    assert not KNOWN_TO_THE_DESK & set(names)
    assert not (given.computed - {each.name for each in given.extra}) & set(names)


@EVERY
def test_what_a_command_finds_out_is_an_argument_of_its_decision(given: Command) -> None:
    assert given.computed <= {each.name for each in fields_of(given.decide)}
    assert bool(given.by) or not (given.computed - {"sla_version"})


def test_what_is_closed_at_a_place_can_be_opened_at_it(front: Front) -> None:
    person = id_of("person")
    sealer = front.vault.sealer()
    for given in by_decision():
        for path in texts_of(given):
            event = event_with(events_of(given.decide), path)
            first = path.partition(".")[0]
            assert path in texts_in(hints_of(event)[first], first), (given.name, path)

            closed = sealer.seal(person, place(event, path), "示例文字")
            sealer.made_durable()

            opened = plain(_event_holding(event, path, closed), front.vault)
            assert "示例文字" in _texts(opened), (given.name, path)


def _event_holding(event: type[Event], path: str, closed: Sealed) -> Event:
    """Give an event with nothing in it but one text."""
    facts = dict.fromkeys(event.__dataclass_fields__)  # type: ignore[attr-defined]
    first, _, rest = path.partition(".")
    return event(**(facts | {first: _holding(hints_of(event)[first], rest, closed)}))


def _holding(kind: Any, path: str, closed: Sealed) -> Any:
    inner = without_none(kind)
    if inner is Sealed:
        return closed
    if typing.get_origin(inner) is tuple:
        return (_holding(typing.get_args(inner)[0], path, closed),)
    first, _, rest = path.partition(".")
    facts = {each.name: None for each in dataclasses.fields(inner)}
    return inner(**(facts | {first: _holding(hints_of(inner)[first], rest, closed)}))


def _texts(value: object) -> list[object]:
    match value:
        case dict():
            return [text for part in value.values() for text in _texts(part)]
        case list():
            return [text for part in value for text in _texts(part)]
        case _:
            return [value]


def test_a_correction_is_asked_for_in_plain_words() -> None:
    asked = {each.name: each.required for each in command("appeals", "correct").fields}
    assert asked == {"version": True, "field": True, "new": True, "reason": True}
    asked = {each.name: each.required for each in command("visits", "void").fields}
    assert asked == {"reason": True, "version": False}


def test_ids_and_days_are_asked_for_as_what_they_are() -> None:
    kinds = {each.name: each.kind for each in command("appeals", "").fields}
    assert kinds["summary"] is Sealed
    assert kinds["resident"] == UUID | None
    assert kinds["association"] == UUID | None

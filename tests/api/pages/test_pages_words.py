"""No English is left on the screens, and every word has its place in the catalogue."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from api import pages
from api.pages.persona import ROLES
from api.pages.words import zh
from api.pages.words.labels_zh import LABELS, OF_TOPIC, label_of
from domain.catalogue import EVENTS
from domain.history import Corrected, Sealed, Voided, VoidReverted
from projections.measures import MEASURES
from support.reading import Page
from support.site import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi.testclient import TestClient

    from support.site_story import Told

FOLDER = Path(pages.__file__).parent
TEMPLATES = sorted(FOLDER.rglob("*.html"))

# Numbers of cases and measures; what people themselves typed or the papers say; units.
NOT_A_WORD = re.compile(r"\b(?:[A-Z]{2}(?:-\d+)+|M\d+[a-z]?\d?|\d[\d-]*)\b|〔\d+〕")
ENGLISH = re.compile(r"[A-Za-z]{2,}")


def every_page(told: Told) -> list[str]:
    """Give the address of one page of each sort, and some more."""
    return [
        "/",
        f"/?known_at=2022-05-01&area={VILLAGE}",
        "/cases",
        "/worklist",
        "/cases?kind=appeals&overdue=true",
        "/persona",
        "/appeals/new",
        "/visits/new",
        "/imports",
        "/nothing",
        "/figures/M04/changes?then=2022-04-12&from=2022-03-01",
        *(f"/cases/{case}/changes?then=1" for case in (*told.every_kind, told.corrected)),
        f"/receipts/{told.visit}?position=1&also={told.fresh}",
        *(f"/figures/{measure}" for measure in ("M01", "M02", "M04", "M05", "M07", "M09")),
        *(f"/cases/{case}" for case in (*told.every_kind, told.corrected, told.voided)),
    ]


@pytest.mark.parametrize("persona", ["", f"COM-{VILLAGE}", "DST-320371"])
def test_no_english_is_left_on_any_page(reader: TestClient, told: Told, persona: str) -> None:
    if persona:
        reader.cookies.set("lianxin_persona", persona)
    for address in every_page(told):
        page = Page(reader.get(address))
        left = ENGLISH.findall(NOT_A_WORD.sub(" ", page.text))
        assert left == [], address


def test_headings_are_in_order_and_ids_are_unique(reader: TestClient, told: Told) -> None:
    reader.cookies.set("lianxin_persona", f"COM-{VILLAGE}")
    for address in every_page(told):
        page = Page(reader.get(address))
        assert page.headings[0] == 1, address
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), address
        assert page.headings.count(1) == 1, address
        assert len(page.ids) == len(set(page.ids)), address


def test_every_page_says_that_the_data_are_a_demonstration_and_who_looks(
    reader: TestClient, told: Told
) -> None:
    for address in every_page(told):
        page = Page(reader.get(address))
        assert "演示数据" in page.text, address
        assert "我是 区残联领导" in page.text, address


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_no_words_of_their_own(template: Path) -> None:
    assert re.findall("[\u3400-\u9fff]+", template.read_text(encoding="utf-8")) == []


def test_every_word_is_used_and_every_word_used_is_there() -> None:
    sources = [*FOLDER.rglob("*.py"), *TEMPLATES]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources if path.name != "zh.py")
    named = set(re.findall(r"\bw\.(\w+)|\bw\[[\"'](\w+)[\"']\]|WORDS\[[\"'](\w+)[\"']\]", text))
    used = {name for names in named for name in names if name}

    assert used <= zh.WORDS.keys()
    spoken_of = set(re.findall(r"[\"'](\w+)[\"']", text))
    built = re.compile("problem_|clock_|work_")
    unused = {name for name in zh.WORDS if not built.match(name)} - used - spoken_of
    assert unused == set()


def fields_of(kind: Any) -> Iterator[tuple[str, Any]]:
    """Give every field of an event, those of the values within it included."""
    for each in dataclasses.fields(kind):
        yield each.name, each.type


def test_every_fact_of_every_event_has_a_label() -> None:
    nested = (
        "notice",
        "card",
        "source",
        "assessment",
        "appointment",
        "agreement",
        "parties",
        "confirmations",
        "residents",
    )
    missing = {
        f"{event.topic} {name}"
        for event in EVENTS
        for name, _ in fields_of(event)
        if label_of(event.topic, name) == name
    }
    assert missing == set()
    assert all(name in LABELS for name in nested)


def values_in(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """Give the classes of the values within an event."""
    if kind in seen:
        return
    seen.add(kind)
    if dataclasses.is_dataclass(kind):
        yield kind
    for part in get_args(kind):
        yield from values_in(part, seen)


def test_every_part_of_a_value_within_an_event_has_a_label() -> None:
    from domain.assessment.events import Appointment
    from domain.dispute.events import Agreement, Confirmation, Party
    from domain.resident.certificate_events import Assessed, Card, Source
    from domain.resident.events import Notice
    from domain.visit import ResidentSeen

    values = (
        Appointment,
        Agreement,
        Confirmation,
        Party,
        Assessed,
        Card,
        Source,
        Notice,
        ResidentSeen,
    )
    missing = {
        f"{value.__name__} {name}"
        for value in values
        for name, _ in fields_of(value)
        if name not in LABELS
    }
    assert missing == set()


def test_labels_of_a_topic_are_of_topics_that_exist() -> None:
    topics = {event.topic for event in EVENTS}

    assert OF_TOPIC.keys() <= topics


def test_words_for_measures_are_of_measures_that_exist() -> None:
    assert zh.NAIVE_NAMES.keys() | zh.REPEATED.keys() <= MEASURES.keys()
    assert zh.WHAT_ROLES_DO.keys() == {role.value for role in ROLES}


def test_every_event_says_what_it_is_in_chinese() -> None:
    from api.routers.cases import chinese_of

    verbs = (Corrected, Voided, VoidReverted)
    without = [
        event.topic
        for event in EVENTS
        if not issubclass(event, verbs) and not re.match("[\u3400-\u9fff]", chinese_of(event))
    ]
    assert without == []
    assert Sealed.__name__ == "Sealed"

"""The lists of measures are explicit, and complete."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import projections.measures
from domain.catalogue import EVENTS
from domain.history import Corrected, Voided, VoidReverted
from projections.figures.fact import Family, Kind, Measure
from projections.figures.rate import Rate
from projections.measures import FAMILIES, MEASURES, RATES, topics_of

if TYPE_CHECKING:
    from types import ModuleType

FOLDER = Path(projections.measures.__file__).parent
MODULES = sorted(
    ".".join(path.relative_to(FOLDER).with_suffix("").parts)
    for path in FOLDER.rglob("*.py")
    if path.stem != "__init__" and path != FOLDER / "campaigns" / "lines.py"
)

HAN = re.compile(r"[\u4e00-\u9fff]")

# The ids of `domain.md` 11.2 that are counted so far; those with lines of their own are suffixed.
IN_DOMAIN = (
    *("M01", "M02", "M03", "M04", "M04b", "M04c", "M04d", "M05", "M05b", "M05c"),
    *("M06", "M06b1", "M06b2", "M06c", "M06d", "M07", "M07b", "M07b2", "M07c", "M07d", "M07e"),
    *("M13", "M13b", "M14", "M15", "M18", "M18b", "M18c", "M19", "M19a", "M19b", "M19c", "M20"),
    *("M02b", "M21", "M21a", "M21d", "M21e", "M21f", "M21g", "M21i", "M21j"),
    *("M07f1", "M07f2", "M07f3", "M07f4", "M07f5", "M08", "M09", "M09b", "M17", "M17b"),
)


def _module(name: str) -> ModuleType:
    return import_module(f"projections.measures.{name}")


@pytest.mark.parametrize("name", MODULES)
def test_every_file_of_measures_contributes_all_it_defines(name: str) -> None:
    values = list(vars(_module(name)).values())
    families = [value for value in values if isinstance(value, Family)]
    rates = [value for value in values if isinstance(value, Rate)]

    assert families
    assert all(family in FAMILIES for family in families)
    assert all(RATES.get(rate.measure.id) is rate for rate in rates)
    for measure in (value for value in values if isinstance(value, Measure)):
        assert MEASURES[measure.id] is measure


def test_every_id_and_every_family_stands_once() -> None:
    counted = [measure.id for family in FAMILIES for measure in family.measures]

    assert max(Counter(counted).values()) == 1
    assert not set(counted) & set(RATES)
    assert set(MEASURES) == {*counted, *RATES}
    assert max(Counter(family.name for family in FAMILIES).values()) == 1


def test_every_figure_of_the_domain_counted_so_far_is_there_and_shown() -> None:
    assert [measure for measure in IN_DOMAIN if measure not in MEASURES] == []
    assert all(MEASURES[measure].shown for measure in IN_DOMAIN)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_a_measure_says_its_name_and_rule_in_both_languages(measure: Measure) -> None:
    for text in (measure.chinese, measure.rule):
        assert HAN.search(text)
    for text in (measure.english, measure.rule_english):
        assert text
        assert not HAN.search(text)
    assert HAN.search(measure.unit.chinese) or measure.kind is Kind.RATE


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_a_measure_depends_on_events_there_are_and_on_measures_there_are(
    measure: Measure,
) -> None:
    topics = {event.topic for event in EVENTS}

    assert topics_of(measure.id) <= topics
    assert topics_of(measure.id)
    assert set(measure.naive) <= set(MEASURES)
    assert measure.kind.is_derived == (measure.id in RATES)


def test_no_measure_reads_corrections_voids_or_merges() -> None:
    """The engine handles these once; a family that read them would count them twice."""
    verbs = {
        event.topic for event in EVENTS if issubclass(event, (Corrected, Voided, VoidReverted))
    }
    verbs |= {"resident.merged", "resident.merge_reverted"}

    assert verbs
    assert [family.name for family in FAMILIES if family.topics & verbs] == []


def test_an_unknown_measure_has_no_topics() -> None:
    with pytest.raises(KeyError):
        topics_of("M99")

"""Random districts: what the engine counts, the verifiers count again from the bundle alone."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from projections.figures.figure import Question
from projections.measures import MEASURES, topics_of
from support.district import District
from support.periods import AREAS, any_period
from support.proving import needs_node
from verifier import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.bundle import Kind
    from support.proving import Prover

ENTRIES = 350
QUESTIONS = 60
KINDS: tuple[Kind, ...] = ("complete", "complete", "selective")
RECOUNTED = sorted(measure for measure, version in verify.RULES if version == 1)


def bundles(proving: Prover, random: Random) -> Iterator[tuple[str, bytes]]:
    """Give bundles of every measure, of any period, area, position and kind."""
    district = District(random, first_position=2)
    district.grow(ENTRIES)
    proving.book.append(district.entries)
    proving.kept.publish()
    for measure in [*RECOUNTED, *random.choices(RECOUNTED, k=QUESTIONS - len(RECOUNTED))]:
        question = Question(measure, *any_period(random), random.choice(AREAS))
        at = random.choice((ENTRIES + 1, random.randint(2, ENTRIES + 1)))
        kind: Kind = random.choice(KINDS)
        yield f"{question} {at} {kind}", proving.bundle(question, at=at, kind=kind)


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_recounted_from_its_bundle(proving: Prover, seed: int) -> None:
    for asked, content in bundles(proving, Random(seed)):
        verdict = proving.checked(content)
        assert verdict.code == verify.VALID, f"{asked} {verdict.said}"


@needs_node
@pytest.mark.parametrize("seed", range(4, 6))
def test_both_verifiers_say_the_same(proving: Prover, seed: int) -> None:
    asked, contents = zip(*bundles(proving, Random(seed)), strict=True)
    told = [proving.checked(content) for content in contents]
    for question, one, two in zip(asked, told, proving.checked_by_node(*contents), strict=True):
        assert one.code == verify.VALID, question
        assert one == two, question


def test_every_rule_is_named_and_read_as_the_measure_is() -> None:
    for (measure, version), rule in verify.RULES.items():
        told = MEASURES[measure]
        assert (rule.chinese, rule.english) == (told.chinese, told.english)
        assert (rule.unit, rule.kind) == (str(told.unit), told.kind.value)
        assert version == told.version
        own = {topic for count in rule.counts for topic in count.topics}
        assert own <= topics_of(measure)

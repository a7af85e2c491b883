"""One figure: its rule, its parts, what naive counting would have said, and everything it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from api.pages.asking import Asked, Asking, moment_notice
from api.pages.cases.deadlines import KIND_OF
from api.pages.cases.facts import Known
from api.pages.cases.story import who_of
from api.pages.figures.attributes import attribute_tables
from api.pages.figures.coverage import lines_of
from api.pages.figures.in_words import (
    Naive,
    PartLine,
    month_lines,
    naive_of,
    part_lines,
    text_of,
    trend_of,
)
from api.pages.figures.proving import proof_of
from api.pages.places import Places
from api.pages.rendering import Calling, moment, page
from api.pages.words.zh import WORDS
from api.routers.drill_downs import cursor_after, cursor_of
from api.routers.figures import Known as Measured
from api.routers.figures import demand_of_campaigns
from projections.figures.fact import NOBODY, Kind

if TYPE_CHECKING:
    from uuid import UUID

    from api.readings import Opened
    from projections.figures.fact import Measure
    from projections.figures.figure import Counted, Figure
    from projections.lists.reader import CaseRow

router = APIRouter(include_in_schema=False)

PAGE: Final = 50
SOURCES_SHOWN_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A figure by town, association or month."""

    title: str
    head: str
    lines: tuple[PartLine, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """An entry behind what is counted: words and address."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One thing counted: who or what, when, where, and by which entries."""

    what: str
    link: str | None
    on: date
    where: str
    sources: tuple[Source, ...]
    sources_more: int
    corrections: tuple[Source, ...]


@router.get("/figures/{measure}", response_class=HTMLResponse)
def figure(
    measure: Measured,
    calling: Calling,
    asked: Asking,
    after: Annotated[str | None, Query(max_length=400)] = None,
) -> HTMLResponse:
    """Show one figure, and open it into what it counts."""
    demand_of_campaigns(measure, asked.campaign)
    question = asked.question(measure.id)
    with asked.reads.open() as opened:
        places = Places(opened.lists.places())
        by_month = opened.figures.figure(question, by="month")
        counted = opened.figures.drill_down(question, after=cursor_of(after), limit=PAGE)
        return page(
            "figures/one_figure.html",
            calling,
            places=places,
            asked=asked,
            areas=places,
            measure=measure,
            kinds=Kind,
            figure=by_month,
            text=text_of(measure, by_month.value, by_month.of),
            reading=opened.reading,
            notice=moment_notice(asked.known_at, opened.reading),
            naive=_naive(measure, opened, asked),
            trend=trend_of(by_month, asked) if by_month.parts else None,
            breakdowns=_breakdowns(by_month, opened, asked, places),
            attributes=attribute_tables(by_month, opened, asked),
            lines_of=lines_of(by_month, opened, asked),
            lines=_lines(counted, opened, asked, places),
            next=_next(counted, measure, asked),
            proof=proof_of(measure.id, asked),
            first_page=after is None,
        )


def _naive(measure: Measure, opened: Opened, asked: Asked) -> Naive | None:
    if measure.kind.is_derived:
        return None
    return naive_of(measure, opened.figures.explain(asked.question(measure.id)))


def _breakdowns(by_month: Figure, opened: Opened, asked: Asked, places: Places) -> list[Breakdown]:
    by_town, by_association = (
        opened.figures.figure(by_month.question, by=by) for by in ("town", "association")
    )
    is_stock = by_month.measure.kind is Kind.STOCK
    months = WORDS["stock_by_month"] if is_stock else _not_additive(by_month)
    return [
        Breakdown(
            WORDS["by_town"],
            WORDS["part_town"],
            _by_area(by_town, asked, places),
            _not_additive(by_town),
        ),
        Breakdown(WORDS["by_month"], WORDS["month"], month_lines(by_month, asked), months),
        Breakdown(
            WORDS["by_association"],
            WORDS["part_association"],
            _by_area(by_association, asked, places),
            _not_additive(by_association),
        ),
    ]


def _by_area(figure: Figure, asked: Asked, places: Places) -> tuple[PartLine, ...]:
    path = f"/figures/{figure.measure.id}"
    return tuple(
        PartLine(places.full_name(part.key), line.text, line.share, asked.link(path, area=part.key))
        for part, line in zip(figure.parts, part_lines(figure), strict=True)
    )


def _not_additive(figure: Figure) -> str | None:
    """Say so when the parts add up to more than the whole: somebody is in two of them."""
    if not figure.is_more_in_parts:
        return None
    total = sum(part.value for part in figure.parts)
    return WORDS["not_additive"] + WORDS["sum_of_parts"].format(total=f"{total:,}")


def _lines(
    counted: list[Counted], opened: Opened, asked: Asked, places: Places
) -> list[CountedLine]:
    streams = {stream for each in counted for stream, _ in each.sources[:SOURCES_SHOWN_MAX]}
    people = {each.person for each in counted}
    names = asked.reads.names(opened, list(people))
    cases = opened.lists.cases_of(list(streams | people))
    corrections = _corrections(counted, opened, asked, places)
    return [
        CountedLine(
            what=_what(each, names, cases, asked, places),
            link=case_link(each.person, asked) if each.person in cases else None,
            on=each.occurred_on,
            where=places.full_name(each.code),
            sources=tuple(
                Source(
                    _source_text(cases.get(stream), version),
                    case_link(stream, asked) + f"#v{version}",
                )
                for stream, version in each.sources[:SOURCES_SHOWN_MAX]
            ),
            sources_more=len(each.sources) - SOURCES_SHOWN_MAX,
            corrections=tuple(
                told for stream in dict(each.sources) for told in corrections.get(stream, ())
            ),
        )
        for each in counted
    ]


def _corrections(
    counted: list[Counted], opened: Opened, asked: Asked, places: Places
) -> dict[UUID, list[Source]]:
    """Tell of the records behind what is counted who corrected them, when and why."""
    behind = {stream for each in counted for stream, _ in each.sources}
    found = asked.reads.corrections(opened, behind)
    actors = [entry.envelope.actor for entries in found.values() for entry in entries]
    known = Known(asked.reads.names(opened, actors), {}, places)
    return {
        stream: [
            Source(
                WORDS["mark_by"].format(
                    who=who_of(entry, known),
                    moment=moment(entry.recorded_at),
                    reason=entry.event.reason,
                ),
                case_link(stream, asked) + f"#v{entry.version}",
            )
            for entry in entries
        ]
        for stream, entries in found.items()
    }


def _what(
    counted: Counted,
    names: dict[UUID, str],
    cases: dict[UUID, CaseRow],
    asked: Asked,
    places: Places,
) -> str:
    """Name what is counted: a person, a case, an association, a town, or an area by its entry."""
    if counted.person in names:
        return names[counted.person]
    if counted.person == NOBODY:
        return places.name(counted.rest)
    association = places.of_association(counted.person)
    if association is not None:
        return association.name
    if counted.person in cases:
        row = cases[counted.person]
        return f"{KIND_OF[row.kind].chinese} {row.number or WORDS['number_missing']}"
    return _named_by_entry(counted, asked) or WORDS["unknown"]


def _named_by_entry(counted: Counted, asked: Asked) -> str | None:
    """Find the name in an entry of the record behind it, as that of an area without a code."""
    stream, _ = counted.sources[0]
    for entry in asked.reads.history(stream):
        if counted.person in entry.facts.values() and entry.facts.get("name"):
            return str(entry.facts["name"])
    return None


def _source_text(row: CaseRow | None, version: int) -> str:
    entry = WORDS["source_entry"].format(version=version)
    if row is None:
        return entry
    return f"{KIND_OF[row.kind].chinese} {row.number or ''} {entry}"


def case_link(case: UUID, asked: Asked) -> str:
    """Give the address of a case, as known at the same moment."""
    return f"/cases/{case}" + (f"?known_at={asked.known_at}" if asked.known_at else "")


def _next(counted: list[Counted], measure: Measure, asked: Asked) -> str | None:
    """Give the address of the next page."""
    if len(counted) < PAGE:
        return None
    return asked.link(f"/figures/{measure.id}", after=cursor_after(counted[-1]))

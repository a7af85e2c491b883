"""The dashboard: the headline figures as tiles, their trend, and the towns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from api.pages.asking import Asked, Asking, moment_notice
from api.pages.figures import charts
from api.pages.figures.in_words import Naive, naive_of, text_of, trend_of
from api.pages.places import Places
from api.pages.rendering import Calling, page
from projections.measures import MEASURES

if TYPE_CHECKING:
    from api.pages.figures.in_words import Trend
    from projections.figures.fact import Measure
    from projections.figures.figure import Figure, Question
    from projections.figures.reader import FigureReader

router = APIRouter(include_in_schema=False)

CASEWORK: Final = ("M04", "M06", "M07", "M08")
PAIRING: Final = ("M17", "M17b", "M05", "M05b")
QUALITY: Final = ("M13", "M14", "M15", "M18c", "M20")
ORGANISATION: Final = ("M01", "M02", "M03", "M09", "M09b")
NAIVELY_COUNTED: Final = (*CASEWORK, "M09")
TRENDS: Final = ("M04", "M05")
BY_TOWN: Final = ("M04", "M06", "M07", "M08")


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline figure: the number as written, and how naive counting would have gone wrong."""

    measure: Measure
    figure: Figure
    text: str
    naive: Naive | None
    link: str


@dataclass(frozen=True, slots=True)
class TownLine:
    """One town: its figures, and the length of its bar by the first of them."""

    code: str
    name: str
    values: tuple[int, ...]
    share: float
    link: str


@router.get("/", response_class=HTMLResponse)
def dashboard(calling: Calling, asked: Asking) -> HTMLResponse:
    """Show the headline figures of a period, as known now or at a past moment."""
    with asked.reads.open() as opened:
        places = Places(opened.lists.places())
        return page(
            "figures/dashboard.html",
            calling,
            places=places,
            asked=asked,
            areas=places,
            reading=opened.reading,
            notice=moment_notice(asked.known_at, opened.reading),
            casework=[_tile(each, opened.figures, asked) for each in CASEWORK],
            pairing=[_tile(each, opened.figures, asked) for each in PAIRING],
            quality=[_tile(each, opened.figures, asked) for each in QUALITY],
            organisation=[_tile(each, opened.figures, asked) for each in ORGANISATION],
            villages=len(places.within(asked.area)),
            trends=[trend for each in TRENDS if (trend := _trend(each, opened.figures, asked))],
            town_measures=[MEASURES[each] for each in BY_TOWN],
            towns=_towns(opened.figures, asked, places),
        )


def _tile(measure_id: str, figures: FigureReader, asked: Asked) -> Tile:
    question = asked.question(measure_id)
    figure = figures.figure(question)
    return Tile(
        measure=figure.measure,
        figure=figure,
        text=text_of(figure.measure, figure.value, figure.of),
        naive=_naive(figure.measure, figures, question),
        link=asked.link(f"/figures/{measure_id}"),
    )


def _naive(measure: Measure, figures: FigureReader, question: Question) -> Naive | None:
    """Tell how counting lines would have gone wrong, where somebody would count them."""
    if measure.id not in NAIVELY_COUNTED:
        return None
    return naive_of(measure, figures.explain(question))


def _trend(measure_id: str, figures: FigureReader, asked: Asked) -> Trend | None:
    figure = figures.figure(asked.question(measure_id), by="month")
    return trend_of(figure, asked) if figure.parts else None


def _towns(figures: FigureReader, asked: Asked, places: Places) -> list[TownLine]:
    found = {
        each: {
            part.key: part.value for part in figures.figure(asked.question(each), by="town").parts
        }
        for each in BY_TOWN
    }
    codes = sorted({code for parts in found.values() for code in parts})
    largest = max(found[BY_TOWN[0]].values(), default=0)
    return [
        TownLine(
            code=code,
            name=places.name(code),
            values=tuple(found[each].get(code, 0) for each in BY_TOWN),
            share=charts.share(found[BY_TOWN[0]].get(code, 0), largest),
            link=asked.link("/", area=code),
        )
        for code in codes
    ]

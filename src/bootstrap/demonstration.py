"""The demonstration: the story played into a log of its own, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from application.moments import position_of
from bootstrap.reported_month import report_june
from domain.words import LogMode
from eventstore.attended import Attended
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from story.numbers import STORY_BEGINS_AT
from story.plan import plan
from story.play import is_told, opening, play

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from bootstrap.house import House

SEED: Final = 2022
SHIPPED_DIVISIONS: Final = Path(str(files("story.data") / "xuzhou-edz-divisions.csv"))
FIRST: Final = date(2022, 3, 1)
LAST: Final = date(2022, 7, 31)
HEADLINES: Final = ("M01", "M02", "M03", "M04", "M06", "M07", "M08", "M09", "M09b")


class NotADemonstration(Exception):
    """这是正式账本, 不能演示; 请另设 LIANXIN_VAR。 | This is a production log; set another LIANXIN_VAR."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the story comes to: the figures now and as known on its last day, and a case to open."""

    figures: dict[str, int]
    known_then: int
    case: UUID | None

    @property
    def sentence(self) -> str:
        """The article's own last sentence, with the figures read from the projections."""
        figures = self.figures
        return (
            f"据统计, 3月份以来, 全区{figures['M01']}个村(社区)残协深度践行“一线工作法”,"
            f" 共计排查困难残疾人{figures['M04']}人次 (截至7月31日所知为{self.known_then}人次),"
            f" 组织开展上门评残{figures['M06']}人, 协调解决各类残疾人诉求{figures['M07']}件,"
            f" 及时化解处置基层矛盾{figures['M08']}件。"
        )


def tell(house: House, progress: Callable[[str, int, int], None]) -> Told:
    """Play what is not played yet, fold it, and read the figures. Killed and repeated, it goes on.

    Raises `NotADemonstration` where the log was opened as production.
    """
    if house.clock.mode is None:
        house.open_log(opening(begun_at=datetime.now(UTC)), at=STORY_BEGINS_AT)
    if house.clock.mode is not LogMode.DEMONSTRATION:
        raise NotADemonstration
    if not is_told(house.office):
        play(house.office, plan(SEED), lambda done, of: progress("演示故事 story", done, of))
        # What the story told is looked after in the story itself.
        Attended(house.log).move_to(house.log.last_position())
    house.projector.catch_up(lambda done, of: progress("统计视图 read models", done, of))
    report_june(house)
    return _read(house)


def _read(house: House) -> Told:
    then = position_of(house.office, LAST.isoformat())
    with house.read_models.connection() as connection:
        now = FigureReader(connection, house.read_models.reading(connection))
        known = FigureReader(connection, house.read_models.reading(connection, position=then))
        survey = Question("M04", FIRST, LAST)
        resolved = now.drill_down(Question("M07", FIRST, LAST), limit=1)
        return Told(
            figures={
                measure: now.figure(Question(measure, FIRST, LAST)).value for measure in HEADLINES
            },
            known_then=known.figure(survey).value,
            case=resolved[0].sources[0][0] if resolved else None,
        )

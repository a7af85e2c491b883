"""Facts of an event as people read them: labels, words for codes, names and numbers for ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from api.pages.cases.deadlines import KIND_OF, clock_in_words
from api.pages.rendering import long_day, moment, number
from api.pages.words.labels_zh import label_of
from api.pages.words.zh import WORDS
from application.opening import ERASED
from domain.words import DisabilityCategory, DisabilityGrade, HomeGround, Sex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from api.pages.places import Places
    from projections.lists.reader import CaseRow


@dataclass(frozen=True, slots=True)
class Shown:
    """A value to be read: text, perhaps a link, perhaps erased, or lines of labelled values."""

    text: str = ""
    link: str | None = None
    is_erased: bool = False
    is_code: bool = False
    items: tuple[Shown, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled value."""

    label: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Known:
    """What ids mean: names of people, cases, places; and the moment links keep to."""

    names: Mapping[UUID, str]
    cases: Mapping[UUID, CaseRow]
    places: Places
    known_at: str | None = None
    parties: dict[UUID, str] = field(default_factory=dict)

    def name(self, who: UUID) -> str | None:
        """Name a person."""
        return self.names.get(who) or self.parties.get(who)

    def shown(self, what: UUID) -> Shown:
        """Show an id: as a name, a case, an association, or the end of the id itself."""
        if what in self.cases:
            row = self.cases[what]
            name = self.name(what)
            kind = KIND_OF[row.kind].chinese
            number_or_name = name or row.number or self._place(what) or WORDS["number_missing"]
            known = f"?known_at={self.known_at}" if self.known_at else ""
            return Shown(f"{kind} {number_or_name}", link=f"/cases/{what}{known}")
        named = self.name(what) or self._place(what)
        return Shown(named) if named else Shown(what.hex[-4:], is_code=True)

    def _place(self, what: UUID) -> str | None:
        place = self.places.of_association(what)
        return place.name if place else None


def ids_in(value: Any) -> Iterator[UUID]:  # noqa: ANN401  (facts are of any type)
    """Give every id in the facts of an entry."""
    match value:
        case UUID():
            yield value
        case dict():
            for part in value.values():
                yield from ids_in(part)
        case list():
            for part in value:
                yield from ids_in(part)


def lines_of(topic: str, facts: dict[str, Any], known: Known) -> tuple[Line, ...]:
    """Give the facts of an entry as labelled lines; what was left open is left out."""
    return tuple(
        Line(label_of(topic, name), shown(name, value, topic, known))
        for name, value in facts.items()
        if not _is_empty(value)
    )


def shown(name: str, value: Any, topic: str, known: Known) -> Shown:  # noqa: ANN401, PLR0911
    """Show one value."""
    match value:
        case bool():
            return Shown(WORDS["yes" if value else "no"])
        case Enum():
            return Shown(str(getattr(value, "chinese", value.value)))
        case int():
            return Shown(number(value))
        case datetime():
            return Shown(moment(value))
        case date():
            return Shown(long_day(value))
        case UUID():
            return known.shown(value)
        case dict():
            return _object(value, topic, known)
        case list():
            return Shown(items=tuple(shown(name, part, topic, known) for part in value))
        case _:
            return _text(name, str(value), known)


def _object(value: dict[str, Any], topic: str, known: Known) -> Shown:
    if "due_on" in value and "clock" in value:
        return Shown(_deadline(value))
    return Shown(lines=lines_of(topic, value, known))


def _deadline(value: dict[str, Any]) -> str:
    clock = clock_in_words(value["clock"]["kind"], value["clock"]["n"])
    said = WORDS["deadline_in_words"].format(day=long_day(value["due_on"]), clock=clock)
    return f"{said} {WORDS['provisional']}" if value["provisional"] else said


def _text(name: str, text: str, known: Known) -> Shown:
    if text == ERASED:
        return Shown(WORDS["erased"], is_erased=True)
    if name in {"code", "town"}:
        return Shown(known.places.full_name(text))
    if name in _CODES:
        return Shown(text, is_code=True)
    coded = _CODED.get(name)
    return Shown(coded(text) if coded else text)


def _words(kind: type[Enum]) -> Callable[[str], str]:
    """Read codes that were sealed as text, one or several; anything else is left as it is."""

    def read(text: str) -> str:
        by_code = {str(each.value): str(getattr(each, "chinese", each.value)) for each in kind}
        parts = text.replace("、", ",").replace(" ", ",").split(",")
        return "、".join(by_code.get(part.strip(), part.strip()) for part in parts if part.strip())

    return read


def _clock(name: str) -> str:
    """Name a clock by the field that keeps it; that of a risk goes by the risk's id."""
    label = label_of("", name)
    return label_of("", "follow_up") if label == name else label


_CODES: Final = frozenset({"digest", "checkpoint_root", "note_digest", "keys_digest", "rest"})
"""Fields that nobody reads, but compares."""

_CODED: Final[Mapping[str, Callable[[str], str]]] = {
    "sex": _words(Sex),
    "category": _words(DisabilityCategory),
    "suspected_categories": _words(DisabilityCategory),
    "grade": _words(DisabilityGrade),
    "ground": _words(HomeGround),
    "clock": _clock,
    "by": lambda name: label_of("", name),
}


def _is_empty(value: object) -> bool:
    return value is None or value in ([], {}, ())

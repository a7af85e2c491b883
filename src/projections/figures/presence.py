"""A rate over presences: of those for whom a stock was held on enough days of a month, who was met?

The denominator counts person-months: a person in a month in which the stock was held on at least so
many days. The numerator is looked for among these, in what happened to the person in that month,
whoever did it and wherever. Of a month that the period cuts, only the days within it count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, LiteralString

from projections.figures.figure import Part
from projections.figures.queries import IN_AREA, IN_PERIOD, KNOWN, ON_PAGE, months
from projections.figures.rate import Rate

if TYPE_CHECKING:
    from projections.figures.fact import Measure
    from projections.figures.figure import Counted, Question
    from projections.figures.queries import FactsReader, Page


class Counts(Enum):
    """Which person-months a numerator takes, by the contacts made in them.

    ANY: one of them is counted, whoever made it. OWN: one that the person's own helper made, on a
    day on which the pairing was active. BEST: the best of them is counted. NONE: there is none.
    """

    ANY = "bool_or(contact = any(%(counted)s))"
    OWN = "bool_or(contact = any(%(counted)s) and by_helper)"
    BEST = (
        "coalesce((%(best)s::text[])[min(array_position(%(best)s::text[], contact))]"
        " = any(%(counted)s), false)"
    )
    NONE = "min(array_position(%(best)s::text[], contact)) is null"


_MONTHS: Final = """
with months as (
  select * from unnest(%(months)s::text[], %(firsts)s::date[], %(afters)s::date[])
    m(month, first, after)
),
"""

# On how many days of each month it was held. Several pairings of one person on one day, as files
# merged into one may have, are one day. Levels change where anything begins or ends; what began
# before the period begins with it.
_ON_DUTY: Final = f"""
changes as (
  select {{part}} as part, person, greatest(occurred_on, %(first)s) as since,
    sum(amount::int) as change
  from {{schema}}.facts
  where measure = %(stock)s and {KNOWN} and occurred_on <= %(last)s and {IN_AREA}
  group by 1, 2, 3 having sum(amount::int) <> 0
),
levels as (
  select part, person, since, sum(change) over held as level,
    coalesce(lead(since) over held, %(day_after)s) as until
  from changes window held as (partition by part, person order by since)
),
on_duty as materialized (
  select {{part_or_month}} as part, month, person, min(greatest(since, first)) as since
  from levels join months on since < after and until > first
  where level > 0
  group by 1, 2, 3
  having {{held}}
),
"""

# Who was paired from when to when: each rise of the stock with the fall that ended it, the two
# naming one source and version, as does what the same event says of the helper.
_SPANS: Final = f"""
spans as (
  select person, source, source_version, min(code) as code, min(town) as town,
    min(occurred_on) filter (where net > 0) as since,
    coalesce(min(occurred_on) filter (where net < 0), %(day_after)s) as until
  from (
    select person, source, source_version, code, town, occurred_on, sum(amount) as net
    from {{schema}}.facts
    where measure = %(stock)s and {KNOWN} and occurred_on <= %(last)s {{only}}
    group by 1, 2, 3, 4, 5, 6 having sum(amount) <> 0
  ) n group by 1, 2, 3
),
"""
_LINES: Final = f"""
lines as (
  select person, rest, occurred_on as day, source, source_version
  from {{schema}}.facts where measure = %(contacts)s and {KNOWN} and {IN_PERIOD} {{only}}
  group by person, rest, occurred_on, source, source_version having sum(amount::int) > 0
),
"""
_CONTACTS: Final = """
contacts as (
  select person, to_char(day, 'YYYY-MM') as month, day, split_part(rest, '|', 3) as contact,
    source, source_version, false as by_helper
  from lines
),
"""
_CONTACTS_BY_HELPER: Final = f"""
helpers as (
  select source, source_version, subject::text as helper from {{schema}}.facts
  where measure = %(helpers)s and {KNOWN}
  group by source, source_version, subject, occurred_on having sum(amount) > 0
),
helped as (
  select person, helper, since, until from spans join helpers using (source, source_version)
),
contacts as (
  select l.person, to_char(day, 'YYYY-MM') as month, day, split_part(rest, '|', 3) as contact,
    l.source, l.source_version, h.person is not null as by_helper
  from lines l left join helped h
    on h.person = l.person and h.helper = split_part(rest, '|', 2) and day >= since and day < until
),
"""
_MET: Final = """
met as materialized (
  select person, month, {met} as met, {excluded} as excluded,
    min(day) filter (where {counted}) as day
  from contacts group by person, month
)
"""
_COUNT: Final = """
select part, count(*) filter (where coalesce(met, {unmet})),
  count(*) filter (where not coalesce(excluded, false))
from on_duty left join met using (person, month)
group by part order by part
"""
_KEYS: Final = """
select person, month as rest, coalesce(day, since) as day
from on_duty left join met using (person, month)
where coalesce(met, {unmet})
"""

# Behind a person-month stand the pairings of that month and the contacts that count in it.
_SOURCES: Final = f"""
behind as (
  select person, month, null as code, source, source_version from contacts where {{counted}}
  union all
  select person, month, code, source, source_version
  from spans join months on since < after and until > first where {IN_AREA}
)
select person, month as rest, min(code),
  array_agg(distinct source::text || ' ' || source_version)
from behind
where (person, month) in (select * from unnest(%(persons)s::uuid[], %(rests)s::text[]))
group by person, month
"""

_ON_DAYS: Final = "sum(least(until, after) - greatest(since, first)) >= %(days_min)s"
_ON_LAST_DAY: Final = "bool_or(until >= after)"
_EXCLUDED: Final = (
    "coalesce((%(best)s::text[])[min(array_position(%(best)s::text[], contact))]"
    " = any(%(excluded)s), false)"
)

_PARTS: Final[dict[str | None, LiteralString]] = {
    None: "''",
    "town": "town",
    "association": "code",
    "month": "''",
}


@dataclass(frozen=True, slots=True)
class Presences:
    """Whose presence is asked, and what may have happened to them.

    `stock` is held on at least `days_min` days of a month or, without such a number, on its last
    day; `helpers` tells, rise by rise, who helps; `contacts` tells in its rest the date, the
    visitor and the contact; `best` ranks the contacts.
    """

    stock: Measure
    contacts: Measure
    best: tuple[str, ...]
    days_min: int | None = None
    helpers: Measure | None = None


class PresenceRate(Rate):
    """Those who were met in one way, of those present."""

    def __init__(
        self,
        measure: Measure,
        presences: Presences,
        counts: Counts,
        counted: tuple[str, ...] = (),
        *,
        excluded: tuple[str, ...] = (),
    ) -> None:
        """Take into the numerator whom `counts` says, by the contacts `counted`.

        Of whom the best contact is one of `excluded`, the denominator is less.
        """
        self.measure = measure
        read = (presences.stock, presences.helpers, presences.contacts)
        self.reads = tuple(each.id for each in read if each is not None)
        self._excluded = excluded
        self._presences = presences
        self._counts = counts
        self._counted = counted

    @property
    def is_by_helper(self) -> bool:
        """Whether it asks who the helper was; otherwise it reads nothing of helpers."""
        return self._counts is Counts.OWN

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Count both."""
        query = self._filled(self._met(), by) + self._filled(_COUNT)
        rows = facts.rows(query, self.measure, question, **self._more(question))
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the person-months of the numerator, with the pairings and visits behind them."""
        keys = self._filled(self._met()) + self._filled(_KEYS)
        spans = "" if self._counts is Counts.OWN else _SPANS
        behind = _MONTHS + spans + self._contacts() + _SOURCES
        return facts.page(
            keys,
            self._filled(behind, only=ON_PAGE),
            self.measure,
            question,
            after=after,
            limit=limit,
            **self._more(question),
        )

    def _met(self) -> LiteralString:
        """Give the query up to `met`: who was on duty, and whether the numerator takes them."""
        return _MONTHS + _ON_DUTY + self._contacts() + _MET

    def _contacts(self) -> LiteralString:
        if self._counts is Counts.OWN:
            return _SPANS + _LINES + _CONTACTS_BY_HELPER
        return _LINES + _CONTACTS

    def _filled(
        self, query: LiteralString, by: str | None = None, *, only: LiteralString = ""
    ) -> LiteralString:
        """Write a query out for this rate, in parts, for everybody or for those of one page."""
        own = self._counts is Counts.OWN
        pieces = {
            "{part}": _PARTS[by],
            "{part_or_month}": "month" if by == "month" else "part",
            "{only}": only,
            "{met}": self._counts.value,
            "{held}": _ON_LAST_DAY if self._presences.days_min is None else _ON_DAYS,
            "{excluded}": _EXCLUDED if self._excluded else "false",
            "{unmet}": "true" if self._counts is Counts.NONE else "false",
            "{counted}": "contact = any(%(counted)s)" + (" and by_helper" if own else ""),
        }
        for name, piece in pieces.items():
            query = query.replace(name, piece)
        return query

    def _more(self, question: Question) -> dict[str, Any]:
        cut = list(months(question.first, question.last))
        return {
            "stock": self._presences.stock.id,
            "helpers": self._presences.helpers.id if self._presences.helpers else None,
            "contacts": self._presences.contacts.id,
            "days_min": self._presences.days_min,
            "best": list(self._presences.best),
            "counted": list(self._counted),
            "excluded": list(self._excluded),
            "months": [f"{first:%Y-%m}" for first, _ in cut],
            "firsts": [first for first, _ in cut],
            "afters": [last + timedelta(days=1) for _, last in cut],
            "day_after": question.last + timedelta(days=1),
        }

"""How a campaign's targets are told apart: each is in exactly one line, as known on the last day.

Facts of a campaign begin their rest with the campaign's id, what happened after it. A target is who
was ever on the list. Whoever was met in person is met, though taken off the list later; of the
others, who is not on the list any more is in the line of the reason, and never merely unmet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from projections.figures.figure import Part
from projections.figures.queries import IN_AREA, KNOWN, OF_CAMPAIGN, ON_PAGE, months
from projections.figures.rate import Rate

if TYPE_CHECKING:
    from typing import Any, LiteralString

    from projections.figures.fact import Measure
    from projections.figures.figure import Counted, Question
    from projections.figures.queries import FactsReader, Page

CAMPAIGN_CHARACTERS: Final = 36

# What stands of each event on the last day, whenever it happened; a list lies where it was made.
_LINES: Final = f"""
with lines as (
  select measure, person, left(rest, {CAMPAIGN_CHARACTERS}) as campaign,
    substr(rest, {CAMPAIGN_CHARACTERS + 2}) as what, source, source_version,
    min(code) filter (where net > 0) as code, min(occurred_on) filter (where net > 0) as day
  from (
    select measure, person, rest, source, source_version, code, occurred_on, sum(amount) as net
    from {{schema}}.facts
    where measure = any(%(coverage)s) and {KNOWN} and occurred_on <= %(last)s and {OF_CAMPAIGN}
      and (measure <> %(target)s or ({IN_AREA})) {{only}}
    group by 1, 2, 3, 4, 5, 6, 7
  ) n
  group by measure, person, rest, source, source_version having sum(net) > 0
),
"""
_TARGETS: Final = """
targets as (
  select person, campaign, min(day) filter (where measure = %(target)s) as day,
    case
      when bool_or(what = any(%(home)s)) then 'home'
      when bool_or(what = any(%(elsewhere)s)) then 'elsewhere'
      when not bool_or(measure = %(listed)s)
        then min(what) filter (where measure = %(removed)s)
      when bool_or(what = any(%(family)s)) then 'family'
      when bool_or(what = any(%(spoken)s)) then 'spoken'
      else 'not_met'
    end as line
  from lines group by person, campaign having bool_or(measure = %(target)s)
)
"""
_COUNT: Final = """
, places as (
  select distinct person, campaign, {part} as part from lines where measure = %(target)s
)
select part, count(*) filter (where line = any(%(counted)s)),
  count(*) filter (where not line = any(%(without)s))
from targets join places using (person, campaign) group by part order by part
"""
_KEYS: Final = """
select t.person, t.campaign as rest,
  coalesce(min(l.day) filter (where l.what = any(%(whats)s)), t.day) as day
from targets t join lines l using (person, campaign)
where t.line = any(%(counted)s)
group by t.person, t.campaign, t.day
"""

# Behind a target stand the listing, and what put it into its line.
_SOURCES: Final = """
behind as (
  select * from lines where measure = %(target)s or what = any(%(whats)s)
)
select person, campaign as rest, max(code),
  array_agg(distinct source::text || ' ' || source_version)
from behind
where (person, campaign) in (select * from unnest(%(persons)s::uuid[], %(rests)s::text[]))
group by person, campaign
"""

# A list lies where it was made; a person listed at two places is in both parts.
_PARTS: Final[dict[str | None, LiteralString]] = {
    None: "''",
    "town": "left(code, 9)",
    "association": "code",
    "month": "''",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The facts of campaigns, and which contacts are of which kind.

    `target` tells who was ever listed, `listed` who still is, `removed` who is not, and why;
    `contacts` tells how a visit of the campaign met or reached somebody.
    """

    target: Measure
    listed: Measure
    removed: Measure
    contacts: Measure
    home: tuple[str, ...]
    elsewhere: tuple[str, ...]
    family: tuple[str, ...]
    spoken: tuple[str, ...]

    def whats(self, line: str) -> tuple[str, ...]:
        """Give what puts a target into a line."""
        contacts = {
            "home": self.home,
            "elsewhere": self.elsewhere,
            "family": self.family,
            "spoken": self.spoken,
        }
        return contacts.get(line, (line,))


class CoverageRate(Rate):
    """The targets in some lines, of all targets but those in the lines left out."""

    def __init__(
        self,
        measure: Measure,
        coverage: Coverage,
        counted: tuple[str, ...],
        *,
        without: tuple[str, ...] = (),
    ) -> None:
        """Count the lines `counted`; the denominator is less those in `without`."""
        self.measure = measure
        every = (coverage.target, coverage.listed, coverage.removed, coverage.contacts)
        self.reads = tuple(each.id for each in every)
        self._coverage = coverage
        self._counted = counted
        self._without = without

    def parts(self, facts: FactsReader, question: Question, by: str | None) -> list[Part]:
        """Count both; by month, as they stand on the last day of each."""
        if by == "month":
            return [
                replace(part, key=f"{first:%Y-%m}")
                for first, last in months(question.first, question.last)
                for part in self.parts(facts, replace(question, first=first, last=last), None)
            ]
        query = (_LINES + _TARGETS + _COUNT).replace("{part}", _PARTS[by]).replace("{only}", "")
        rows = facts.rows(query, self.measure, question, **self._more())
        return [Part(key, value, of) for key, value, of in rows]

    def drill_down(
        self, facts: FactsReader, question: Question, *, after: Page, limit: int
    ) -> list[Counted]:
        """Give the targets of the numerator, with their listing and what was done."""
        return facts.page(
            (_LINES + _TARGETS + _KEYS).replace("{only}", ""),
            (_LINES + _SOURCES).replace("{only}", ON_PAGE),
            self.measure,
            question,
            after=after,
            limit=limit,
            **self._more(),
        )

    def _more(self) -> dict[str, Any]:
        coverage = self._coverage
        return {
            "coverage": list(self.reads),
            "target": coverage.target.id,
            "listed": coverage.listed.id,
            "removed": coverage.removed.id,
            "home": list(coverage.home),
            "elsewhere": list(coverage.elsewhere),
            "family": list(coverage.family),
            "spoken": list(coverage.spoken),
            "counted": list(self._counted),
            "without": list(self._without),
            "whats": [what for line in self._counted for what in coverage.whats(line)],
        }

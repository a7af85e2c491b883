"""Every measure, family by family. The lists are explicit; a test walks the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.measures.appeals import APPEALS
from projections.measures.campaigns.coverage import (
    CAMPAIGN_CONTACTS,
    CAMPAIGN_COVERAGE,
    CAMPAIGN_TARGETS,
)
from projections.measures.disputes import DISPUTES
from projections.measures.duty import CONTACT_LINES, DUTY_RATES
from projections.measures.hazards import HAZARDS
from projections.measures.home_assessments import (
    CERTIFICATES,
    HOME_ASSESSMENTS,
    REFERRALS,
    ZERO_TRIPS,
)
from projections.measures.needs import ANSWERED, NEEDS
from projections.measures.organisation import ORGANISATION, UNCOVERED
from projections.measures.pairings import PAIRINGS
from projections.measures.register import NOBODY_LEFT_OUT, REGISTER
from projections.measures.satisfaction import RATED_OF_REPLIED, REVISITS, SATISFACTION
from projections.measures.survey import SURVEY
from projections.measures.team import TEAM
from projections.measures.timeliness import HANDLING_DAYS, TIMELINESS, TIMELY

if TYPE_CHECKING:
    from projections.figures.fact import Family, Measure
    from projections.figures.rate import Rate

FAMILIES: tuple[Family, ...] = (
    ORGANISATION,
    SURVEY,
    CONTACT_LINES,
    HOME_ASSESSMENTS,
    CERTIFICATES,
    REFERRALS,
    APPEALS,
    DISPUTES,
    TEAM,
    PAIRINGS,
    REVISITS,
    TIMELINESS,
    HAZARDS,
    REGISTER,
    NEEDS,
    CAMPAIGN_TARGETS,
    CAMPAIGN_CONTACTS,
)

RATES: dict[str, Rate] = {
    rate.measure.id: rate
    for rate in (
        UNCOVERED,
        *DUTY_RATES,
        ZERO_TRIPS,
        SATISFACTION,
        RATED_OF_REPLIED,
        TIMELY,
        HANDLING_DAYS,
        *NOBODY_LEFT_OUT,
        ANSWERED,
        *CAMPAIGN_COVERAGE,
    )
}

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        *(measure for family in FAMILIES for measure in family.measures),
        *(rate.measure for rate in RATES.values()),
    )
}


def topics_of(measure_id: str) -> frozenset[str]:
    """Give the topics a measure can depend on."""
    if measure_id in RATES:
        return frozenset().union(*map(topics_of, RATES[measure_id].reads))
    for family in FAMILIES:
        if any(measure.id == measure_id for measure in family.measures):
            return family.topics
    raise KeyError(measure_id)

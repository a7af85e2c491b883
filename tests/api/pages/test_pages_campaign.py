"""A campaign's page says how far it has come, and the API gives the same (`domain.md` 11.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.words import AdditionReason, Met, RemovalReason, VisitMode, VisitPurpose
from projections.measures.campaigns.coverage import COVERAGE_LINES
from support.reading import Page
from support.site import DISTRICT, VISITOR, seen
from support.site_story import START

if TYPE_CHECKING:
    from uuid import UUID

    from fastapi.testclient import TestClient

    from support.site import Site
    from support.site_story import Told

ACTING: Final = {"X-Lianxin-Acting": f"{VISITOR.id} DST {DISTRICT}"}


@pytest.fixture(scope="module")
def campaign(writable: tuple[Site, Told]) -> UUID:
    """A campaign over four: one met at home, one only by telephone, one gone, one not met."""
    site, told = writable
    opened = site.open(
        "campaigns",
        title="大提升",
        target_definition="困难残疾人",
        start_on=START,
        planned_last_day=START,
        form_version="2022-03",
        officers=(),
    )
    met, called, gone, unmet, *_ = told.residents
    site.give("campaigns/start-round", opened, number=1, title="第一轮")
    site.give(
        "campaigns/add-targets",
        opened,
        residents=(met, called, gone, unmet),
        reason=AdditionReason.LISTED,
    )
    site.give("campaigns/remove-target", opened, resident=gone, reason=RemovalReason.MOVED)
    went = ((met, VisitMode.HOME, Met.YES), (called, VisitMode.PHONE, Met.FAMILY))
    for resident, mode, whom in went:
        site.open(
            "visits",
            actor=VISITOR,
            visitor=VISITOR.id,
            purpose=VisitPurpose.SURVEY,
            mode=mode,
            residents=[seen(resident, whom)],
            campaign=opened,
        )
    site.project()
    return opened


def test_the_page_prints_every_line_and_both_denominators(
    officer: TestClient, campaign: UUID
) -> None:
    page = Page(officer.get(f"/cases/{campaign}"))

    assert {each: page.figures[each] for each in COVERAGE_LINES} == {
        "M21a": "4",
        "M21h1": "0",
        "M21h2": "1",
        "M21h3": "0",
        "M21h4": "0",
        "M21h5": "0",
        "M21h6": "0",
        "M21d": "1",
        "M21e": "0",
        "M21f": "0",
        "M21g": "1",
        "M21i": "1",
        "M21": "25.0% (1/4)",
        "M21j": "33.3% (1/3)",
    }


@pytest.mark.parametrize("measure", COVERAGE_LINES)
def test_each_number_opens_into_whom_it_counts(
    officer: TestClient, campaign: UUID, measure: str
) -> None:
    (link,) = (
        link
        for link in Page(officer.get(f"/cases/{campaign}")).links
        if urlsplit(link).path == f"/figures/{measure}"
    )
    asked = parse_qs(urlsplit(link).query)
    assert asked["campaign"] == [str(campaign)]

    answer = officer.get(link)
    figure = officer.get(f"/api/v1{link}", headers=ACTING).json()
    facts = f"/api/v1/figures/{measure}/facts?{urlsplit(link).query}"
    drilled = officer.get(facts, headers=ACTING).json()

    assert answer.status_code == 200
    assert figure["campaign"] == str(campaign)
    assert [item["rest"] for item in drilled["items"]] == [str(campaign)] * figure["value"]


def test_another_figure_is_not_asked_of_a_campaign(officer: TestClient, campaign: UUID) -> None:
    asked = {"campaign": str(campaign)}

    page = officer.get("/figures/M04", params=asked)
    answers = [
        officer.get(f"/api/v1/figures/M04{path}", params=asked, headers=ACTING)
        for path in ("", "/facts", "/explanation")
    ]

    assert page.status_code == 422
    assert "该指标不按排查专项统计" in Page(page).text
    assert [answer.status_code for answer in answers] == [422, 422, 422]


def test_a_past_moment_knows_the_list_as_it_was(
    officer: TestClient, campaign: UUID, writable: tuple[Site, Told]
) -> None:
    log = writable[0].house.log
    listed = next(
        each.position
        for each in log.history(campaign)
        if each.event.topic == "campaign.target_added"
    )
    page = Page(officer.get(f"/cases/{campaign}", params={"known_at": str(listed)}))

    assert (page.figures["M21a"], page.figures["M21h2"]) == ("4", "0")
    assert page.figures["M21"] == "0.0% (0/4)"
    assert all(f"known_at={listed}" in link for link in page.links if "/figures/M21" in link)


def test_a_case_of_another_kind_has_no_coverage(
    officer: TestClient, writable: tuple[Site, Told]
) -> None:
    assert "专项覆盖" not in Page(officer.get(f"/cases/{writable[1].visit}")).text

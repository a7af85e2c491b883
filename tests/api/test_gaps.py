"""The report of coverage names the areas that have no association (Appendix B, 20)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from support.reading import Page
from support.site import DISTRICT, OFFICER, OTHER_VILLAGE, VILLAGE, Site, a_house
from support.site_story import START, an_association

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from support.database import Database

REMOVED_ON = date(2022, 5, 9)


@pytest.fixture
def site(database: Database, tmp_path: Path) -> Iterator[Site]:
    """A district with its read models."""
    with a_house(database, tmp_path / "keys") as house:
        yield Site(house)


@pytest.fixture
def area(site: Site) -> UUID:
    """An area that was removed from its association, of three that were assigned."""
    association = an_association(site, VILLAGE, "晓山社区残协")
    an_association(site, OTHER_VILLAGE, "翠湖社区残协")
    area = uuid4()
    site.give("associations/assign-area", association, area=area, name="二组")
    site.go_on_to(REMOVED_ON)
    site.give("associations/remove-area", association, area=area, reason="整组拆迁")
    site.project()
    return area


def asked(site: Site, path: str, **query: str) -> Any:
    acting = {"X-Lianxin-Acting": f"{OFFICER.id} DST {DISTRICT}"}
    return TestClient(site.app).get(f"/api/v1{path}", params=query, headers=acting).json()


def test_scenario_20_the_coverage_report_says_one_less_and_names_the_gap(
    site: Site, area: UUID
) -> None:
    """Appendix B 20, with 3 areas for 282: one is removed, and the report says 2 and its name."""
    report = asked(site, "/places/gaps", on="2022-05-31")

    assert (report["known"], report["covered"]) == (3, 2)
    assert asked(site, "/figures/M02", to="2022-05-31")["value"] == report["covered"]
    (gap,) = report["gaps"]
    assert (gap["area"], gap["name"], gap["code"]) == (str(area), "二组", VILLAGE)
    assert (gap["since"], gap["reason"]) == ("2022-05-09", "整组拆迁")


def test_before_it_was_removed_or_known_to_be_there_is_no_gap(site: Site, area: UUID) -> None:
    before = str(site.house.log.last_position() - 1)

    assert asked(site, "/places/gaps", on=START.isoformat())["gaps"] == []
    assert asked(site, "/places/gaps", on="2022-05-31", known_at=before)["gaps"] == []
    assert asked(site, "/places/gaps", on="2022-05-31", area=OTHER_VILLAGE)["gaps"] == []


def test_leaders_see_the_gap_by_name_from_the_figure_of_covered_areas(
    site: Site, area: UUID
) -> None:
    reader = TestClient(site.app, cookies={"lianxin_persona": f"LDR-{DISTRICT}"})
    covered = Page(reader.get("/figures/M02", params={"to": "2022-05-31"}))
    (link,) = (each for each in covered.links if "/figures/M02b?" in each and "area" in each)
    page = Page(reader.get(link))

    assert "未覆盖自然村(小区)" in covered.text
    assert "二组" in page.text
    assert "晓山社区残协" in page.text

"""A figure by category, grade, age and sex: exact for who handles it, small cells hidden otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from api.breakdowns import BY
from support.reading import Page
from support.site import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

WHO = "0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f"
SPAN = {"from": "2022-03-01", "to": "2022-06-15"}


def acting(role: str, area: str) -> dict[str, str]:
    return {"X-Lianxin-Acting": f"{WHO} {role} {area}"}


def asked(
    reader: TestClient, measure: str, by: str, role: str, place: str, area: str | None = None
) -> dict[str, Any]:
    """Ask for a figure by an attribute, and see that it is answered."""
    params = SPAN | {"by": by} | ({} if area is None else {"area": area})
    answer = reader.get(f"/api/v1/figures/{measure}", params=params, headers=acting(role, place))
    assert answer.status_code == 200, answer.text
    figure: dict[str, Any] = answer.json()
    return figure


def cells(figure: dict[str, Any]) -> dict[str, Any]:
    return {part["key"]: part["hidden"] or part["value"] for part in figure["parts"]}


@pytest.mark.parametrize(
    ("by", "group"),
    [("category", "肢体残疾"), ("grade", "二级"), ("age", "45–59岁")],
)
def test_people_are_grouped_by_what_is_opened_for_the_question(
    reader: TestClient, by: str, group: str
) -> None:
    figure = asked(reader, "M19", by, "DST", DISTRICT)

    assert cells(figure) == {group: figure["value"]}
    assert figure["value"] == 6


def test_the_groups_add_up_to_the_figure(reader: TestClient) -> None:
    for measure in ("M04", "M04b", "M07b", "M17", "M19"):
        for by in BY:
            figure = asked(reader, measure, by, "DST", DISTRICT)
            assert sum(cells(figure).values()) == figure["value"], (measure, by)


@pytest.mark.parametrize(
    ("role", "place", "area"),
    [
        ("DST", DISTRICT, None),
        ("TWN", TOWN, TOWN),
        ("TWN", TOWN, VILLAGE),
        ("COM", VILLAGE, VILLAGE),
    ],
)
def test_who_handles_the_area_sees_small_numbers(
    reader: TestClient, role: str, place: str, area: str | None
) -> None:
    """11.4: internal sheets for handling officers may show exact."""
    assert cells(asked(reader, "M04b", "category", role, place, area)) == {"肢体残疾": 4}


@pytest.mark.parametrize(
    ("role", "place", "area"),
    [
        ("LDR", DISTRICT, None),
        ("AUD", DISTRICT, None),
        ("ASC", VILLAGE, VILLAGE),
        ("COM", VILLAGE, None),
        ("COM", OTHER_VILLAGE, VILLAGE),
    ],
)
def test_nobody_else_does(reader: TestClient, role: str, place: str, area: str | None) -> None:
    """8.3, 11.4: aggregates of five people at least."""
    figure = asked(reader, "M04b", "category", role, place, area)

    assert figure["value"] == 4
    assert cells(figure) == {}
    assert cells(asked(reader, "M19", "category", role, place, area)) == {"肢体残疾": 6}


@pytest.mark.parametrize("role", ["RES", "DOC", "FIN", "MED"])
def test_who_has_no_business_with_it_is_refused(reader: TestClient, role: str) -> None:
    params = SPAN | {"by": "category"}

    answer = reader.get("/api/v1/figures/M04b", params=params, headers=acting(role, DISTRICT))

    assert answer.status_code == 403
    assert answer.json()["rule"] == "NotYours"


@pytest.mark.parametrize("measure", ["M01", "M05", "M08", "M09", "M13", "M15", "M17b"])
def test_what_does_not_count_residents_is_refused_by_name(reader: TestClient, measure: str) -> None:
    params = SPAN | {"by": "sex"}

    answer = reader.get(
        f"/api/v1/figures/{measure}", params=params, headers=acting("DST", DISTRICT)
    )

    assert answer.status_code == 422
    assert answer.json()["rule"] == "NotBrokenDownByPerson"
    assert answer.json()["details"] == {"measure": measure}


def test_the_page_shows_the_tables_and_says_what_it_hides(reader: TestClient) -> None:
    reader.cookies.set("lianxin_persona", f"LDR-{DISTRICT}")
    page = Page(reader.get("/figures/M19"))

    assert "按残疾类别" in page.text
    assert "肢体残疾" in page.text
    assert "不足 5 人的格不显示" in page.text
    assert "人数过少, 不分列" in Page(reader.get("/figures/M04b")).text


def test_a_page_of_what_is_not_about_residents_has_no_such_table(reader: TestClient) -> None:
    assert "按残疾类别" not in Page(reader.get("/figures/M01")).text


def test_a_rate_is_printed_with_its_exclusions_and_both_denominators(reader: TestClient) -> None:
    """11.3: target, excluded by reason, met at home, elsewhere, phone, not met, both rates."""
    text = Page(reader.get("/figures/M05")).text

    for line in ("死亡", "人户分离", "查无此人", "拒访", "入户见到本人", "只有电话", "未见"):
        assert f"在责: {line}" in text, line
    assert "走访覆盖率(剔除后)" in text

"""The pages in a real browser: they fit, they move, they can be used without a mouse or script."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page

from support.site import DISTRICT, VILLAGE, Site
from support.site_story import Told

pytestmark = pytest.mark.browser

COMMISSIONER = f"COM-{VILLAGE}"
WIDTHS = (1280, 390, 360)
SCHEMES: dict[Literal["light", "dark"], str] = {
    "light": "",
    "dark": "runOnly: ['color-contrast'],",
}
"""The colours a page may be read in, and to which rules of axe they matter."""

Served = tuple[Site, Told, str]
Opened = Callable[..., BrowserContext]


def every_page(told: Told) -> dict[str, str]:
    """Name one page of each sort."""
    return {
        "dashboard": "/",
        "dashboard-then": "/?known_at=2022-05-01",
        "figure": "/figures/M04",
        "rate": "/figures/M05",
        "gaps": "/figures/M02b",
        "campaign": f"/cases/{told.campaign}",
        "worklist": "/worklist",
        "cases": "/cases?kind=appeals",
        "filters": "/cases?open=true",
        "appeal": f"/cases/{told.resolved}#v3",
        "corrected": f"/cases/{told.corrected}",
        "resident": f"/cases/{told.residents[0]}",
        "new-appeal": "/appeals/new",
        "new-visit": "/visits/new",
        "receipt": f"/receipts/{told.fresh}?position=1",
        "months": "/months?month=2022-05",
        "persona": "/persona",
        "problem": "/nothing",
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_its_screen_and_asks_nobody_else(
    opened: Opened, served: Served, pictures: Path, width: int
) -> None:
    _, told, address = served
    page = opened(persona=COMMISSIONER, width=width).new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    for name, path in every_page(told).items():
        page.goto(path)
        page.screenshot(path=str(pictures / f"{name}-{width}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name

    assert all(url.startswith(address) for url in asked)
    assert [said for said in complaints if "404" not in said] == []


def test_a_tile_moves_while_one_looks_and_without_loading_the_page_again(
    opened: Opened, served: Served
) -> None:
    _, told, _ = served
    looking = opened(persona=f"LDR-{DISTRICT}").new_page()
    looking.goto("/")
    tile = looking.locator("[data-figure=M04]")
    before = int(tile.inner_text())
    looking.evaluate("window.stillTheSamePage = true")
    looking.locator("#table-M04 summary").click()

    writing = opened(persona=COMMISSIONER, width=390).new_page()
    record_a_visit(writing, told.residents[4])

    looking.wait_for_function(
        "before => Number(document.querySelector('[data-figure=M04]').textContent) > before",
        arg=before,
    )
    assert int(tile.inner_text()) == before + 1
    assert looking.evaluate("window.stillTheSamePage") is True
    assert looking.locator("#table-M04").get_attribute("open") is not None
    assert "数字已更新" in looking.locator("#updated").inner_text()


def record_a_visit(page: Page, resident: object) -> None:
    """Fill in the form and send it."""
    page.goto("/visits/new")
    page.select_option("#resident", str(resident))
    page.check("#state_checked")
    page.fill("#occurred_on", "2022-05-30")
    page.click("#visit button.primary")
    page.wait_for_url(re.compile("/receipts/"))


def test_a_past_moment_does_not_move(opened: Opened, served: Served) -> None:
    page = opened().new_page()
    page.goto("/?known_at=2022-05-01")

    assert page.locator("#live").get_attribute("data-live") is None


def test_the_form_is_filled_in_without_a_mouse(opened: Opened, served: Served) -> None:
    page = opened(persona=COMMISSIONER).new_page()
    page.goto("/visits/new")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    go_to(page, "resident")
    page.keyboard.press("ArrowDown")
    go_to(page, "state_checked")
    page.keyboard.press("Space")
    go_to(page, "heard")
    page.keyboard.type("还好。")
    page.keyboard.press("Tab")
    go_to_button(page)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("/receipts/"))
    assert "已登记" in page.locator("h1").inner_text()


def go_to(page: Page, field: str) -> None:
    """Press Tab until a field has the focus, which can be seen."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == field:
            style = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(style) == "solid"
            return
        page.keyboard.press("Tab")
    raise AssertionError(field)


def go_to_button(page: Page) -> None:
    """Press Tab until the form's button has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.matches('#visit button.primary')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the button cannot be reached")


def test_a_fault_is_told_first_and_leads_to_its_field(opened: Opened, served: Served) -> None:
    _, told, _ = served
    page = opened(persona=COMMISSIONER, width=390).new_page()
    page.goto("/visits/new")
    page.select_option("#resident", str(told.residents[0]))
    page.fill("#heard", "想换轮椅。")
    page.click("#visit button.primary")

    faults = page.locator("#faults")
    faults.wait_for()
    assert page.evaluate("document.activeElement.id") == "faults"
    faults.locator("a").first.click()
    assert page.locator("#state_checked").get_attribute("aria-invalid") == "true"
    assert page.input_value("#heard") == "想换轮椅。"


def test_fields_that_do_not_apply_are_out_of_the_way(opened: Opened, served: Served) -> None:
    page = opened(persona=COMMISSIONER).new_page()
    page.goto("/visits/new")

    assert page.locator("#state_checked").is_visible()
    assert not page.locator("#not_met_reason").is_visible()
    page.check("input[name=met][value=no]")
    assert page.locator("#not_met_reason").is_visible()
    assert not page.locator("#state_checked").is_visible()


def test_everything_works_without_script(opened: Opened, served: Served) -> None:
    _, told, _ = served
    page = opened(persona=COMMISSIONER, java_script_enabled=False).new_page()
    page.goto("/")
    before = int(page.locator("[data-figure=M04]").inner_text())

    record_a_visit(page, told.residents[2])
    page.locator("a.button.primary").click()

    assert int(page.locator("[data-figure=M04]").inner_text()) == before + 1


def test_nothing_moves_for_those_who_do_not_want_it(opened: Opened, served: Served) -> None:
    page = opened(reduced_motion="reduce").new_page()
    page.goto("/")

    moved = "document.querySelector('[data-figure]').classList.add('moved')"
    page.evaluate(moved)
    name = "getComputedStyle(document.querySelector('[data-figure]')).animationName"
    assert page.evaluate(name) == "none"


def test_the_entry_a_figure_leads_to_stands_out(opened: Opened, served: Served) -> None:
    _, told, _ = served
    page = opened().new_page()
    page.goto(f"/cases/{told.resolved}#v3")

    border = "id => getComputedStyle(document.getElementById(id)).borderColor"
    assert page.evaluate(border, "v3") != page.evaluate(border, "v2")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(opened: Opened, served: Served, width: int) -> None:
    """Every page is read by axe: all rules in light colours, those about colours in dark ones."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    _, told, _ = served
    page = opened(persona=COMMISSIONER, width=width, bypass_csp=True).new_page()

    violations = {}
    for name, path in every_page(told).items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.evaluate(axe)
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate(f"axe.run(document, {{{rules} resultTypes: ['violations']}})")
            violations[name, scheme] = [
                (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
                for each in result["violations"]
            ]
    assert {name: each for name, each in violations.items() if each} == {}

"""A served district and a real browser. Without Chromium these tests say so and are skipped."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from support.database import fresh_database
from support.serving import serving
from support.site import Site, a_house
from support.site_story import Told, a_little_story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def served(
    server_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Told, str]]:
    """A district with its little story, projecting by itself, and its address."""
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            site = Site(house)
            told = a_little_story(site)
            house.start_projecting()
            with serving(site.app) as address:
                yield site, told, address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed with its file: its event loop is the thread's until then."""
    if CHROMIUM is None:
        pytest.skip("Chromium is missing: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        needs_no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=needs_no_sandbox)
        yield browser
        browser.close()


@pytest.fixture
def opened(
    browser: Browser, served: tuple[Site, Told, str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens browsers, each with its own size and cookies, in which everything is on record."""
    contexts: list[BrowserContext] = []

    def open_one(*, persona: str = "", width: int = 1280, **more: object) -> BrowserContext:
        address = served[2]
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(60_000)
        if persona:
            cookie = {"name": "lianxin_persona", "value": persona, "url": address}
            context.add_cookies([cookie])  # type: ignore[list-item]
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go, for whoever wants to look at them."""
    return tmp_path_factory.mktemp("pictures")

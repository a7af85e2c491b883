"""The whole story of a record: each step's effect, nothing unsealed, printable as one file."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from api.pages.auditing.case_story import field_word
from auditing.closed import SEALED
from bootstrap import audit_case
from domain.catalogue import AGGREGATES
from support.site import DISTRICT
from support.site_story import NAMES

if TYPE_CHECKING:
    from uuid import UUID

    from fastapi.testclient import TestClient

    from support.site import Site
    from support.site_story import Told

AUDITOR = {"X-Lianxin-Acting": f"0190b1f0-7a5e-7c3a-9d2b-4f6e8a1c3d5f AUD {DISTRICT}"}
PERSONAL = (*NAMES, "王示例", "郑示例", "示例村一组3号", "轮椅坏了", "990000")


def story(reader: TestClient, case: UUID, **asked: int) -> dict[str, Any]:
    answer = reader.get(f"/api/v1/cases/{case}/story", params=asked, headers=AUDITOR)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def every_record(told: Told) -> tuple[UUID, ...]:
    return (*told.every_kind, told.corrected, told.voided, told.overdue, told.resolved)


def test_each_step_tells_who_when_where_and_what_it_changed(reader: TestClient, told: Told) -> None:
    registered, *others = story(reader, told.resolved)["entries"]

    assert registered["recorded_at"].endswith("+08:00")
    assert registered["role_chinese"] == "专委"
    assert registered["channel"] == "web"
    status = [
        (change["before"], change["after"])
        for step in (registered, *others)
        for change in step["changes"]
        if change["field"] == "status"
    ]
    assert all(after == before for (_, after), (before, _) in pairwise(status))
    assert status[-1][1] == "replied"


def test_a_void_says_at_its_own_entry_what_it_took_away(reader: TestClient, told: Told) -> None:
    first, last = story(reader, told.voided)["entries"]

    assert [(mark["entry"], mark["void"]) for mark in first["marks"]] == [(2, True)]
    assert last["reason"]
    assert ("is_void", False, True) in [
        (change["field"], change["before"], change["after"]) for change in last["changes"]
    ]


def test_a_correction_marks_the_entry_it_is_about(reader: TestClient, told: Told) -> None:
    entries = story(reader, told.corrected)["entries"]
    marks = [mark for entry in entries for mark in entry["marks"]]

    assert [(mark["entry"], mark["void"]) for mark in marks] == [(2, False)]
    assert marks[0]["reason"] == entries[1]["reason"]


def test_the_story_is_told_as_known_at_a_past_moment(reader: TestClient, told: Told) -> None:
    now = story(reader, told.corrected)["entries"]
    before = story(reader, told.corrected, known_at=now[-1]["position"] - 1)

    assert [entry["version"] for entry in before["entries"]] == [1]
    assert before["entries"][0]["marks"] == []


def test_no_personal_text_is_ever_opened(
    reader: TestClient, read_only: tuple[Site, Told], told: Told
) -> None:
    sealed = 0
    for case in every_record(told):
        audited = audit_case(read_only[0].house, case)
        page = reader.get(f"/cases/{case}/story").text
        for text in (audited.text, audited.json, audited.html, page):
            assert not [each for each in PERSONAL if each in text], case
        sealed += audited.text.count(SEALED)
    assert sealed > 0


def test_the_page_needs_nothing_but_itself_and_has_no_english(
    reader: TestClient, told: Told
) -> None:
    for case in every_record(told):
        page = reader.get(f"/cases/{case}/story").text
        assert not re.search(r"<(script|link|img)|\b(src|href)=|url\(", page)
        shown = re.sub(r"<style>.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
        shown = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[A-Z]{2}(-\d+)+", " ", shown)
        shown = re.sub(r"\b[0-9a-f]{4,}\b|[A-Za-z0-9+/]{43}=", " ", shown)
        assert re.findall(r"[A-Za-z]{3,}", shown) == [], case


def test_the_page_of_a_case_leads_there(reader: TestClient, told: Told) -> None:
    page = reader.get(f"/cases/{told.resolved}").text
    assert f'href="/cases/{told.resolved}/story"' in page


@pytest.mark.parametrize("kind", AGGREGATES, ids=lambda kind: kind.__name__)
def test_every_field_of_every_record_has_a_word(kind: type[Any]) -> None:
    fields = {each.name for each in dataclasses.fields(kind)} - {"id", "version"}
    assert {name for name in fields if field_word(name) == name} == set()


def test_a_record_that_is_not_there_has_no_story(reader: TestClient) -> None:
    nobody = "0190b1f0-7a5e-7c3a-9d2b-000000000000"
    answer = reader.get(f"/api/v1/cases/{nobody}/story", headers=AUDITOR)
    assert answer.status_code == 404

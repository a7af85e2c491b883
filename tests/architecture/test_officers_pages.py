"""The pages for officers: one for every kind of record, with the numbers that the code has."""

from __future__ import annotations

from typing import Final

import pytest

from domain import limits
from domain.appeal import promises
from domain.assessment import assessing, batch
from domain.calendar import clock
from domain.campaign import TARGETS_IN_AN_EVENT_MAX
from domain.catalogue import AGGREGATES
from domain.dispute import agreeing, calming
from domain.pairing import pairing
from domain.resident import certificate
from support.catalogue_pages import DOCS

PAGES: Final = {
    "System": "import.md",
    "Association": "association.md",
    "CommissionerAppointment": "commissioner.md",
    "Resident": "resident.md",
    "Appeal": "appeal.md",
    "AssessmentRequest": "assessment.md",
    "AssessmentBatch": "batch.md",
    "Roster": "batch.md",
    "Pairing": "pairing.md",
    "Visit": "visit.md",
    "SurveyCampaign": "campaign.md",
    "Dispute": "dispute.md",
    "Document": "document.md",
    "ReportMonth": "report.md",
    "AuditSample": "sample.md",
}

# On which page, after which words of the table or the text, the number of the code stands.
NUMBERS: Final = (
    ("README.md", f"还有{clock.APPROACHING_WD}个工作日时"),
    ("appeal.md", f"首次联系 | {promises.FIRST_CONTACT.n}个工作日"),
    ("appeal.md", f"信访书面告知 | {limits.PETITION_NOTIFY_CD}日"),
    ("appeal.md", f"及时办办结 | {limits.ORDINARY_PROMPT_WD}个工作日"),
    ("appeal.md", f"协调办、公开办办结 | {limits.ORDINARY_COORDINATED_WD}个工作日"),
    ("appeal.md", f"信访办结 | {limits.PETITION_CLOSE_CD}日"),
    ("appeal.md", f"可延长一次, 不超过{limits.PETITION_EXTEND_MAX_CD}日"),
    ("appeal.md", f"及时办延期 | 不超过{promises.PROMPT_EXTENSION_WD}个工作日"),
    ("appeal.md", f"协调办、公开办延期 | 不超过{promises.COORDINATED_EXTENSION_WD}个工作日"),
    ("appeal.md", f"退单 | {limits.PETITION_TRANSFER_OBJECT_WD}个工作日"),
    ("appeal.md", f"每{limits.PROGRESS_NOTE_CD}日至少一次"),
    ("appeal.md", f"答复后{limits.REVISIT_WD}个工作日"),
    ("appeal.md", f"答复后{limits.REOPEN_CD}日内"),
    ("appeal.md", f"答复后{limits.GOV_INFO_PROACTIVE_WD}个工作日"),
    ("appeal.md", f"收到意见后{limits.PETITION_REVIEW_ASK_CD}日内"),
    ("appeal.md", f"复查、复核答复 | {limits.PETITION_REVIEW_ANSWER_CD}日"),
    ("appeal.md", f"代表超过{limits.PETITION_REPRESENTATIVES_MAX}人"),
    ("assessment.md", f"核实 | {limits.SCREEN_WD}个工作日"),
    ("assessment.md", f"受理 | {limits.ACCEPT_WD}个工作日"),
    ("assessment.md", f"受理后评定 | {limits.HOME_BATCH_WITHIN_CD}日"),
    ("assessment.md", f"评定后开始公示 | {assessing.PUBLICISE_WD}个工作日"),
    ("assessment.md", f"公示 | {limits.CERT_PUBLICITY_WD}个工作日"),
    ("assessment.md", f"审核 | {limits.CERT_REVIEW_WD}个工作日"),
    ("assessment.md", f"送达 | {limits.DELIVER_WD}个工作日"),
    ("assessment.md", f"告知后{limits.CERT_OBJECTION_WD}个工作日"),
    ("assessment.md", f"注销后再申请 | 满{limits.CERT_REAPPLY_BAR_YEARS}年"),
    ("assessment.md", f"言语残疾{limits.AGE_DISABLED_SPEECH_MIN}岁以下"),
    ("batch.md", f"一天不超过{batch.STOPS_A_DAY_MAX}站"),
    ("pairing.md", f"结对后{pairing.FIRST_VISIT_WD}个工作日"),
    ("pairing.md", f"次月{limits.VISIT_LATE_GRACE_WD}个工作日内"),
    ("visit.md", f"次月{limits.VISIT_LATE_GRACE_WD}个工作日内"),
    ("campaign.md", f"每{TARGETS_IN_AN_EVENT_MAX}人"),
    ("dispute.md", f"首次联系 | {calming.FIRST_CONTACT.n}个工作日"),
    ("dispute.md", f"受理后{limits.MEDIATION_NORM_MONTHS}个月"),
    ("dispute.md", f"协议生效后{limits.MEDIATION_CONFIRM_CD}日内"),
    ("dispute.md", f"疏导结案后回访 | {calming.CALM_FOLLOW_UP.n}日"),
    ("dispute.md", f"协议回访 | {agreeing.FOLLOW_UP.n}日"),
    ("association.md", "应为{}至{}名".format(*limits.ASSOCIATION_MEMBERS)),
    ("association.md", f"约每{limits.COMMISSIONER_PER_POPULATION}人一名"),
    ("commissioner.md", f"不低于{limits.COMMISSIONER_FLOOR_FEN_PER_MONTH // 100}元"),
    ("resident.md", f"有效期 | {limits.CERT_VALID_YEARS}年"),
    ("resident.md", "到期前{1}个月和{0}个月".format(*certificate.CERT_REMIND_MONTHS)),
    ("resident.md", f"到期前{certificate.CERT_RENEW_LAST_MONTHS}个月内"),
    ("resident.md", f"冻结 | 满{limits.CERT_MOVE_FREEZE_MONTHS}个月"),
    ("resident.md", f"注销 | 满{limits.CERT_MOVE_CANCEL_MONTHS}个月"),
)


def test_every_kind_of_record_has_its_page_and_the_index_names_it() -> None:
    index = (DOCS / "officers" / "README.md").read_text(encoding="utf-8")

    assert PAGES.keys() == {kind.__name__ for kind in AGGREGATES}
    assert all((DOCS / "officers" / page).is_file() for page in PAGES.values())
    assert all(f"({page})" in index for page in PAGES.values())


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_every_page_says_how_a_mistake_is_put_right(page: str) -> None:
    text = (DOCS / "officers" / page).read_text(encoding="utf-8")

    assert all(word in text for word in ("更正", "作废", "退回"))


@pytest.mark.parametrize(("page", "words"), NUMBERS)
def test_a_number_on_a_page_is_the_number_of_the_code(page: str, words: str) -> None:
    assert words in (DOCS / "officers" / page).read_text(encoding="utf-8")

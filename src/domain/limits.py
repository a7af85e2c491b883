"""Every fixed number of the field, in one place, with the law it comes from (`domain.md` 14).

Units come last in a name: WD workdays 工作日, CD calendar days 日, MONTHS, YEARS, FEN (1/100 yuan).
Numbers of a law change when the law does; numbers we chose are below the line and may be changed
freely. Nothing here is recalculated for the past: an event keeps the deadline it was given.
"""

from typing import Final

# Disability certificate 残疾人证: 残疾人证管理办法 and GB/T 26341-2010.
AGE_DISABLED_SPEECH_MIN: Final = 3  # 言语3岁以下不定残: speech is not graded under this age
CERT_VALID_YEARS: Final = 10
CERT_PUBLICITY_WD: Final = 5  # 公示; never for a minor
CERT_REVIEW_WD: Final = 10  # 审核
CERT_OBJECTION_WD: Final = 10  # 异议
CERT_REAPPLY_BAR_YEARS: Final = 1
CERT_MOVE_FREEZE_MONTHS: Final = 6  # moved away and not transferred: frozen 冻结
CERT_MOVE_CANCEL_MONTHS: Final = 12  # and then cancelled 注销

# Petitions 信访: 信访工作条例 (in force 2022-05-01). It tells 日 from 工作日 in one article.
PETITION_NOTIFY_CD: Final = 15  # arts 22, 23: tell the petitioner in writing
PETITION_TRANSFER_OBJECT_WD: Final = 5  # art 23: forwarded to us but not ours
PETITION_CLOSE_CD: Final = 60  # art 34
PETITION_EXTEND_MAX_CD: Final = 30  # art 34: once, from the last day before it was rolled
PETITION_REVIEW_ASK_CD: Final = 30  # arts 35, 36: 复查 and 复核 alike
PETITION_REVIEW_ANSWER_CD: Final = 30  # arts 35, 36
PETITION_REPRESENTATIVES_MAX: Final = 5  # art 20

# Mediation 人民调解: 人民调解工作若干规定 art 33, 人民调解法 art 33, and the Supreme Court on
# judicial confirmation 司法确认程序, arts 4 and 5.
MEDIATION_NORM_MONTHS: Final = 1
MEDIATION_CONFIRM_CD: Final = 30  # both sides ask the court together
COURT_CONFIRM_ACCEPT_DAYS: Final = 3
COURT_CONFIRM_DECIDE_DAYS: Final = 15
COURT_CONFIRM_EXTEND_DAYS: Final = 10

# The two subsidies 两项补贴: application across provinces 跨省通办.
SUBSIDY_CROSS_UPLOAD_WD: Final = 3
SUBSIDY_CROSS_DECIDE_WD: Final = 10
SUBSIDY_CROSS_NOTIFY_WD: Final = 3

# Publication: 政府信息公开条例 art 26, by analogy.
GOV_INFO_PROACTIVE_WD: Final = 20

# Associations and commissioners: 徐残发[2022]5号, as the client's account quotes it (5.1).
COMMISSIONER_FLOOR_FEN_PER_MONTH: Final = 20_000  # 每月不低于200元
COMMISSIONER_PER_POPULATION: Final = 3_000  # one commissioner 专委 for so many inhabitants
ASSOCIATION_MEMBERS: Final = (5, 7)  # 委员, at least and at most

# Records, at least so long.
NETWORK_LOG_MONTHS: Final = 6  # 网络安全法 art 21
PROVISION_RECORD_YEARS: Final = 3  # 网络数据安全管理条例 art 12: personal data given to others
PIA_RECORD_YEARS: Final = 3  # 个人信息保护法 art 56: impact assessments

# Disclosure: a published cell below this is merged or shown as "<5".
SMALL_CELL: Final = 5

# ---- Our own promises [design]: change freely. ----

ORDINARY_PROMPT_WD: Final = 5  # 及时办
ORDINARY_COORDINATED_WD: Final = 15  # 协调办, 公开办
REVISIT_WD: Final = 3  # 回访 after the reply, by somebody who is not the handler
REOPEN_CD: Final = 30  # 重办
HOME_BATCH_WITHIN_CD: Final = 30  # 上门评残 after acceptance
SCREEN_WD: Final = 3  # 初筛
ACCEPT_WD: Final = 5  # 受理
DELIVER_WD: Final = 10  # 送达
PROGRESS_NOTE_CD: Final = 15  # 进展记录, at least every so often in 协调办
VISIT_LATE_GRACE_WD: Final = 3  # 补录 of last month's visits

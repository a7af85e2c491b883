"""Every number the story has to come to, with its source, and the arithmetic that ties them.

The client's article of 2022 gives what is known: 89 associations, 282 areas, 3335, 77, 58, 4 and a
team of "over 600". The rest is invented so that all of it holds at once (`domain.md` 11.2 says how
each is counted). The tests recount every one from the acts, and again from the log as played.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from application.office import SHANGHAI
from domain.words import AppealChannel

FIRST_DAY: Final = date(2022, 3, 1)
LAST_BUSINESS_DAY: Final = date(2022, 7, 31)
LAST_DAY: Final = date(2022, 8, 5)  # of recording; nothing is written on it but the very end
STORY_BEGINS_AT: Final = datetime(2022, 3, 1, 8, 0, tzinfo=SHANGHAI)
STORY_ENDS_AT: Final = datetime(2022, 8, 5, 18, 0, tzinfo=SHANGHAI)
MONTHS: Final = (3, 4, 5, 6, 7)

# ---- Places and people in post (M01, M02, M03, M09, M09b) ----

TOWNS: Final = 6  # the article, and the list of divisions
ASSOCIATIONS: Final = 89  # the same
AREAS: Final = 282  # the article: 自然村(小区)
POPULATION_SMALL: Final = (1_300, 4_479)  # below 4,500 one commissioner is due
POPULATIONS_LARGE: Final = (5_100, 5_600, 6_200)  # one in each of three towns: two are due
POPULATION: Final = 274_600
SEATS: Final = ((5, 12), (6, 30), (7, 47))  # members of an association, in how many of them
MEMBERS: Final = sum(seats * how_many for seats, how_many in SEATS)
POSTS: Final = 92  # 221,000 yuan a year pays 92 (`domain.md` 0.2)
POSTS_CHANGED: Final = 3  # the commissioner left and a successor began
COMMISSIONERS_STARTED: Final = POSTS + POSTS_CHANGED
COMMISSIONERS_WITH_SEAT: Final = 40  # member as well: counted once in M09
TEAM: Final = MEMBERS + POSTS - COMMISSIONERS_WITH_SEAT
CAMPAIGN_OFFICERS: Final = 12  # two a town; the campaign is closed before the last day

# ---- Files ----

FILES: Final = 5_354
FILES_MERGED: Final = 14
PEOPLE: Final = FILES - FILES_MERGED
SUSPECTED: Final = 160
HARDSHIP: Final = 1_335  # a quarter; the campaign's list comes out of it
HOUSEHOLDS: Final = 120  # of two or three residents

# ---- The campaign 大排查, 大整治, 大提升: (title, first day, last day, removed, added) ----

ROUNDS: Final = (
    ("大排查", date(2022, 3, 3), date(2022, 4, 29), 0, 1_298),
    ("大整治", date(2022, 5, 5), date(2022, 6, 10), 6, 14),
    ("大提升", date(2022, 6, 13), date(2022, 7, 29), 10, 5),
)
EVER_LISTED: Final = sum(added for *_, added in ROUNDS)
NEVER_MET: Final = 12
MET_ONCE: Final = EVER_LISTED - NEVER_MET  # M04b

# ---- M04: person-times of the survey, March to July; April low for the epidemic ----

SURVEYED: Final = (648, 402, 812, 784, 689)
SECOND_VISITOR: Final = (5, 3, 7, 6, 5)  # of these: another visitor on the same day
JUNE_BEFORE_ROUND_THREE: Final = 290  # of June's 778 first visitors, before 06-13
RESIDENTS_A_DAY_MAX: Final = 5  # for one visitor
SAME_VISITOR_TWICE: Final = 41
NOT_MET: Final = 588
BY_TELEPHONE_OR_PROXY: Final = 164
VOIDED_LINES: Final = 37
MERGED_LINES: Final = 5  # two files of one person, visited by one visitor on one day
LINES: Final = (
    sum(SURVEYED)
    + SAME_VISITOR_TWICE
    + NOT_MET
    + BY_TELEPHONE_OR_PROXY
    + VOIDED_LINES
    + MERGED_LINES
)

# As known on 2022-07-31: late entries are missing, one void and one merge were still to come.
LATE_LINES: Final = 6
VOIDED_LATE: Final = 1
MERGED_LATE: Final = 1
SURVEYED_AS_KNOWN: Final = sum(SURVEYED) - LATE_LINES + VOIDED_LATE + MERGED_LATE

# ---- Pairings (M17) and the monthly duty (M05) ----

PAIRED: Final = 638
PAIRINGS_VOIDED: Final = 3
PAIRINGS_TRANSFERRED: Final = 9
PAIRINGS_SUSPENDED: Final = 38
SUSPENDED_FROM: Final = date(2022, 4, 4)
SUSPENDED_THROUGH: Final = date(2022, 4, 27)

# (last day on which 15 days of the month are left, how many have started by then)
STARTED_BY: Final = (
    (date(2022, 3, 17), 218),
    (date(2022, 4, 16), 593),
    (date(2022, 5, 17), 619),
    (date(2022, 6, 16), 635),
)
# (first and last day of the end, how many): too early for 15 days of May, June, July; the rest.
ENDED_WITHIN: Final = (
    (date(2022, 5, 5), date(2022, 5, 15), 2),
    (date(2022, 5, 16), date(2022, 6, 15), 7),
    (date(2022, 6, 16), date(2022, 7, 15), 9),
    (date(2022, 7, 16), date(2022, 7, 29), 4),
)
PAIRINGS_ENDED: Final = sum(how_many for *_, how_many in ENDED_WITHIN)
PAIRED_AT_END: Final = PAIRED - PAIRINGS_VOIDED - PAIRINGS_ENDED
HELPERS: Final = 520
HELPERS_WITH_TWO: Final = 105
HELPERS_WITH_THREE: Final = 11

ON_DUTY: Final = (218, 555, 617, 626, 617)
ON_DUTY_MET: Final = (171, 346, 578, 597, 583)
PAIRING_VISITS: Final = (95, 202, 360, 417, 369)  # the rest was met in the campaign

# ---- Home assessments (M06) ----

HOME_REQUESTS: Final = 104
INSTITUTION_REQUESTS: Final = 34
STOPS_BY_BATCH: Final = (9, 10, 10, 11, 10, 11, 11, 10, 10, 9)  # at most 12 a day
STOPS_ASSESSED: Final = 84
STOPS_HOSPITAL: Final = 5
STOPS_NOT_AT_HOME: Final = 6
STOPS_REFUSED: Final = 3
STOPS_UNSUITABLE: Final = 2
STOPS_DIED: Final = 1
ASSESSED_TWICE: Final = 3
ASSESSED_VOIDED: Final = 2
ASSESSED_MERGED: Final = 2
ASSESSED_AT_HOME: Final = STOPS_ASSESSED - ASSESSED_TWICE - ASSESSED_VOIDED - ASSESSED_MERGED
ASSESSED_MENTAL_OR_INTELLECTUAL: Final = 49
ASSESSED_BED_BOUND: Final = 24
ASSESSED_MULTIPLE: Final = 4
ASSESSED_OLD_MIN: Final = 45  # 70 or older on the last day
OLD_YEARS: Final = 70
QUALIFIED: Final = 61
CERTIFICATES: Final = 52

# ---- Appeals (M07) ----

APPEALS: Final = 101
APPEALS_BY_CHANNEL: Final = (
    (AppealChannel.VISIT, 58),
    (AppealChannel.PHONE, 21),
    (AppealChannel.WALK_IN, 12),
    (AppealChannel.HOTLINE_DISABLED, 4),
    (AppealChannel.HOTLINE, 3),
    (AppealChannel.LETTER, 3),
)
APPEALS_VOIDED: Final = 2
APPEALS_MERGED: Final = 6
APPEALS_WITHDRAWN: Final = 4
APPEALS_NOT_ACCEPTED: Final = 3
APPEALS_REDIRECTED: Final = 5
APPEALS_RESOLVED: Final = 58
APPEALS_UNSUPPORTED: Final = 4
APPEALS_REFERRED: Final = 2
APPEALS_REOPENED: Final = 5
APPEALS_CLOSED_AGAIN: Final = 3
APPEALS_OPEN: Final = 19

# ---- Disputes (M08): agreed twice, calmed twice; one agreement was broken ----

DISPUTES: Final = 11
DISPUTES_RESOLVED: Final = 4

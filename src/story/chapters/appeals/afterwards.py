"""What happens to a closed appeal: a petitioner asks for a review, and what was open is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from domain.words import ReviewFinding
from story.chapters.appeals.handling import answer_to
from story.outline.appeals import Turn

if TYPE_CHECKING:
    from story.cast.cast import Cast
    from story.chapters.case import Case
    from story.outline.appeals import Appeal

WORKDAYS_TO_ASK: Final = 5
WORKDAYS_TO_REVIEW: Final = 8
WORKDAYS_TO_WRITE: Final = 2
SUPERIOR: Final = "演示市级残联"


def afterwards(case: Case, cast: Cast, appeal: Appeal) -> None:
    """Tell what follows the closing, where anything does."""
    match appeal.turn:
        case Turn.REVIEWED:
            _review(case, cast, appeal)
        case Turn.PUBLISHED:
            _publish(case, cast, appeal)
        case Turn.DECLINED:
            said = {"reason": "公开后容易认出当事人, 结果已当面告知, 不再公开"}
            case.then(WORKDAYS_TO_WRITE, cast.team.clerk(3), "decline-publication", said)
        case _:
            pass


def _review(case: Case, cast: Cast, appeal: Appeal) -> None:
    """Tell how the superior body looks at the opinion again, and upholds it."""
    clerk = cast.team.clerk(3)
    wish = {"grounds": "本人认为情况特殊, 请求上级复查"}
    case.then(WORKDAYS_TO_ASK, clerk, "request-review", wish)
    case.wait(WORKDAYS_TO_REVIEW)
    found = {
        "finding": ReviewFinding.UPHELD,
        "body": SUPERIOR,
        "opinion_number": f"演示复查〔2022〕{appeal.number + 1}号",
        "opinion": "原处理意见事实清楚, 依据正确, 予以维持",
        "received_on": case.day,
    }
    issued = case.then(0, clerk, "issue-review", found)
    assert issued, appeal.number


def _publish(case: Case, cast: Cast, appeal: Appeal) -> None:
    """Tell how one clerk writes the summary without names and places, and another publishes it."""
    written = {
        "public_summary": f"群众反映: {appeal.matter.asked}。办理结果: {answer_to(appeal)}。",
        "author": cast.team.clerk(1).id,
    }
    case.then(WORKDAYS_TO_WRITE, cast.team.clerk(3), "publish", written)

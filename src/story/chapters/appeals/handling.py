"""How an appeal is worked on: assigned, begun, noted, answered, asked about, closed, opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.words import (
    Appellant,
    Outcome,
    ReopenGround,
    ReplyMeans,
    Satisfaction,
    Track,
)
from story.cast.villagers import drawn
from story.outline.appeals import Fate, Turn

if TYPE_CHECKING:
    from random import Random

    from application.actor import Actor
    from story.cast.cast import Cast
    from story.chapters.case import Case
    from story.outline.appeals import Appeal

SATISFACTIONS: Final = (
    (Satisfaction.VERY, 48),
    (Satisfaction.SATISFIED, 32),
    (Satisfaction.BASIC, 12),
    (Satisfaction.UNRATED, 5),
    (Satisfaction.UNSATISFIED, 3),
)
MEETING_IN_100: Final = 35
EXTENDED_IN_100: Final = 22
PAPERS_IN_100: Final = 10
DELIVERED_IN_100: Final = 50
NOT_REACHED_IN_100: Final = 9
EXTENDED_DAYS: Final = 3
PETITION_EXTENDED_DAYS: Final = 30
NOTES_BEFORE: Final = 4  # of a petition that takes long: before it is extended, and after
NOTES_AFTER: Final = 2
WORKDAYS_A_NOTE: Final = 8
PROGRESS: Final = (
    "已到现场看过, 拍照留存",
    "已与有关单位联系, 约定时间",
    "材料已递交, 等待回复",
    "正在施工, 预计一周内完成",
)
REPLIES: Final = {
    Outcome.UNSUPPORTED: "经核实不符合现行政策条件, 已当面说明依据",
    Outcome.REFERRED: "该事项由法院管辖, 已转介法律援助并陪同前往",
    Outcome.EXPLAINED: "已讲明政策和办理渠道, 本人表示理解",
    Outcome.PARTLY: "先解决急需部分, 其余列入下一批",
}
GROUNDS: Final = (
    ReopenGround.NOT_CARRIED_OUT,
    ReopenGround.NEW_FACTS,
    ReopenGround.QUALITY_CHECK,
)
# Twists, by the number of the appeal: who gives it back, what changes track, which reply was wrong.
GIVEN_BACK: Final = frozenset({7, 23})
REPLIED_WRONGLY: Final = frozenset({11})
CHANGED_TRACK: Final = frozenset({5, 31})


def answer_to(appeal: Appeal) -> str:
    """Give what is answered in the end."""
    return REPLIES.get(appeal.outcome, appeal.matter.done)


class Handling:
    """Tells the work on one appeal."""

    def __init__(self, cast: Cast, appeal: Appeal, case: Case, random: Random) -> None:
        """Begin when it is accepted. On the open track the district handles, else nearer by."""
        self._appeal = appeal
        self._case = case
        self._random = random
        place = appeal.resident.place
        self._place = place
        self._officer = cast.team.officer(place)
        self._other_officer = cast.team.officer(place, 1)
        self._clerk = cast.team.clerk(3)
        self._leader = cast.team.leader
        self._unsatisfied = False
        self._coordinated = appeal.matter.track is Track.COORDINATED
        match appeal.matter.track:
            case Track.PROMPT:
                self._handler: Actor = cast.team.member(place, appeal.number)
            case Track.COORDINATED:
                self._handler = self._officer
            case Track.OPEN:
                self._handler = cast.team.clerk(0)

    def assign(self) -> None:
        """Tell the assignment; now and then it is given back at first."""
        values: dict[str, Any] = {
            "lead": self._lead(),
            "handler": self._handler.id,
            "related": False,
            "assisting": self._appeal.matter.assisting,
        }
        if self._appeal.number in GIVEN_BACK:
            wrong = values | {"handler": self._clerk.id}
            self._case.then(0, self._officer, "assign", wrong)
            back = {"reason": "不属本单位职责, 建议就近办理", "confirmed_by": self._officer.id}
            self._case.then(1, self._clerk, "return-assignment", back)
        self._case.then(1, self._officer, "assign", values)

    def work(self) -> None:
        """Tell the work itself: notes, a meeting, missing papers, more time."""
        case, number = self._case, self._appeal.number
        case.then(0, self._handler, "start-work")
        if number in CHANGED_TRACK and self._appeal.matter.track is Track.PROMPT:
            harder = {"track": Track.COORDINATED, "reason": "需多部门配合"}
            case.then(1, self._officer, "change-track", harder)
        if self._appeal.turn is Turn.CONVERTED:
            case.then(1, self._officer, "convert-to-petition", {"person_informed": True})
        if self._appeal.turn is Turn.EXTENDED:
            self._take_long()
            return
        if self._appeal.matter.track is not Track.PROMPT:
            self._note()
            if self._coordinated and self._now_and_then(MEETING_IN_100):
                met = {
                    "attendees": "镇街残联、村(社区)、协办单位",
                    "decisions": "明确分工和完成时间",
                    "minutes": "会议纪要一份",
                }
                case.then(1, self._officer, "hold-coordination", met)
            if self._now_and_then(EXTENDED_IN_100):
                case.then(1, self._leader, "extend", self._more_time(EXTENDED_DAYS))
        if self._appeal.fate is Fate.SUSPENDED or self._now_and_then(PAPERS_IN_100):
            papers = {"items": "身份证和户口簿复印件、病历"}
            case.then(1, self._handler, "request-material", papers)
            if self._appeal.fate is not Fate.SUSPENDED:
                case.then(2, self._handler, "receive-material")

    def answer(self) -> None:
        """Tell the reply; a petition's is a numbered opinion, and one reply was a wrong one."""
        self._reply(self._random.randint(1, 2))
        if self._appeal.number in REPLIED_WRONGLY:
            wrong = {"reason": "答复发错对象"}
            self._case.then(1, self._other_officer, "withdraw-reply", wrong)
            self._reply(0)
        if self._now_and_then(DELIVERED_IN_100) or self._appeal.is_petition:
            received = {"received_on": self._case.day}
            self._case.then(0, self._handler, "confirm-delivery", received)

    def ask_whether_it_helped(self) -> None:
        """Tell how somebody else asks, and sometimes reaches nobody at first."""
        if self._appeal.appellant is Appellant.OTHER:
            return
        if self._now_and_then(NOT_REACHED_IN_100):
            self._case.then(1, self._other_officer, "revisit", {"reached": False})
        said = drawn(SATISFACTIONS, self._random)
        if self._appeal.turn is Turn.REVIEWED:
            said = Satisfaction.UNSATISFIED
        heard = {"reached": True, "satisfaction": said}
        self._unsatisfied = said is Satisfaction.UNSATISFIED
        self._case.then(1, self._other_officer, "revisit", heard)

    def close(self) -> None:
        """Tell the closing; what is prompt the association may close itself."""
        values = {}
        if self._appeal.appellant is Appellant.OTHER:
            values["reason"] = "来信未署名, 无法回访"
        elif self._unsatisfied:
            values["reason"] = "诉求超出政策范围, 已反复说明"
        closed = self._case.then(1, self._officer, "close", values)
        assert closed, self._appeal.number

    def open_again(self) -> None:
        """Tell how it is opened again, and closed once more, or not yet."""
        number = self._appeal.number
        why = {"ground": GROUNDS[number % len(GROUNDS)], "explanation": "回访后发现仍有未落实之处"}
        opened = self._case.then(4, self._officer, "reopen", why)
        assert opened, number
        self.assign()
        self._case.then(0, self._handler, "start-work")
        if self._appeal.fate is Fate.REOPENED:
            return
        self._reply(2)
        self.ask_whether_it_helped()
        self.close()

    def _now_and_then(self, in_100: int) -> bool:
        return self._random.randrange(100) < in_100

    def _lead(self) -> str:
        match self._appeal.matter.track:
            case Track.PROMPT:
                return self._place.title
            case Track.COORDINATED:
                return f"{self._place.town.name}残联"
            case _:
                return "区残联"

    def _note(self) -> None:
        for _ in range(self._random.randint(1, 3)):
            note = {"note": self._random.choice(PROGRESS)}
            self._case.then(self._random.randint(1, 3), self._handler, "note-progress", note)

    def _take_long(self) -> None:
        """Tell of a petition that needs more than its sixty days, and how it is extended in time."""
        note = {"note": PROGRESS[1]}
        for _ in range(NOTES_BEFORE):
            self._case.then(WORKDAYS_A_NOTE, self._handler, "note-progress", note)
        self._case.then(1, self._leader, "extend", self._more_time(PETITION_EXTENDED_DAYS))
        for _ in range(NOTES_AFTER):
            self._case.then(WORKDAYS_A_NOTE, self._handler, "note-progress", note)

    def _more_time(self, days: int) -> dict[str, Any]:
        return {"days": days, "reason": "施工和会商需要时间", "person_told": True}

    def _reply(self, workdays: int) -> None:
        values: dict[str, Any] = {
            "outcome": self._appeal.outcome,
            "reply": answer_to(self._appeal),
            "means": self._random.choice((ReplyMeans.IN_PERSON, ReplyMeans.PHONE)),
        }
        if self._appeal.is_petition:
            values |= {
                "opinion_number": f"演示信复〔2022〕{self._appeal.number + 1}号",
                "basis": "残疾人保障法及本区救助办法",
                "means": ReplyMeans.LETTER,
            }
        self._case.then(workdays, self._handler, "reply", values)

"""诉求: registered, sorted to a track, handled, answered, asked about by somebody else, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    NotAcceptedGround,
    Regime,
    Track,
    Urgency,
    UrgentGround,
)
from story.chapters.appeals.afterwards import afterwards
from story.chapters.appeals.handling import Handling
from story.chapters.case import Case
from story.outline.appeals import Appeal, Fate

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random
    from uuid import UUID

    from application.actor import Actor
    from story.cast.cast import Cast
    from story.diary import Diary

SPOKEN: Final = frozenset({AppealChannel.VISIT, AppealChannel.PHONE, AppealChannel.WALK_IN})
SPOKEN_FOR_IN_100: Final = 10


def listen(diary: Diary, cast: Cast, appeals: tuple[Appeal, ...]) -> None:
    """Tell every appeal."""
    random = cast.chance.of("telling appeals")
    for appeal in appeals:
        _Telling(diary, cast, appeal, random).tell()


def stream_of(cast: Cast, appeal: Appeal) -> UUID:
    """Give the id of an appeal."""
    return cast.chance.id("appeal", appeal.number)


class _Telling:
    """Tells one appeal."""

    def __init__(self, diary: Diary, cast: Cast, appeal: Appeal, random: Random) -> None:
        self._cast = cast
        self._appeal = appeal
        self._random = random
        self._officer = cast.team.officer(appeal.resident.place)
        self._case = Case(diary, "appeals", stream_of(cast, appeal), appeal.day)

    def tell(self) -> None:
        """Tell it until it ends, or as far as it comes."""
        self._register()
        fate, case = self._appeal.fate, self._case
        match fate:
            case Fate.REGISTERED:
                return
            case Fate.VOIDED:
                case.then(1, self._officer, "void", {"reason": "录入错误, 并无此诉求"})
            case Fate.MERGED:
                assert self._appeal.target is not None
                same = {"target": stream_of(self._cast, self._appeal.target), "same_matter": True}
                case.then(1, self._officer, "merge-into", same)
            case Fate.NOT_ACCEPTED:
                self._triage()
                court = {"ground": NotAcceptedGround.IN_COURT, "notice": "该事项已由法院受理"}
                case.then(1, self._officer, "not-accept", court)
            case Fate.REDIRECTED:
                self._triage()
                where = {"destination": "户籍地派出所", "accompaniment_offered": True}
                case.then(1, self._officer, "redirect", where)
            case _:
                self._triage()
                self._handle()

    def _register(self) -> None:
        appeal = self._appeal
        values: dict[str, Any] = {
            "appellant": appeal.appellant,
            "channel": appeal.channel,
            "summary": appeal.matter.asked,
            "regime": appeal.regime,
            "read_back": appeal.channel in SPOKEN,
            "category": appeal.matter.category,
        }
        if appeal.appellant is Appellant.RESIDENT:
            values["resident"] = appeal.resident.id
            if self._random.randrange(100) < SPOKEN_FOR_IN_100:
                relative = self._cast.villagers.relative_of(appeal.resident)
                values |= {"lacks_capacity": True, "representative": relative}
        else:
            values["association"] = appeal.resident.place.association
            if appeal.appellant is Appellant.INSTITUTION:
                values["name"] = "演示残疾人之家"
            else:
                values["reason"] = "来信未署名"
        if appeal.channel in {AppealChannel.HOTLINE, AppealChannel.HOTLINE_DISABLED}:
            values["order_number"] = f"{appeal.day:%Y%m%d}{appeal.number:04d}"
        urgent = appeal.matter.category is AppealCategory.EMERGENCY
        if urgent:
            values["urgency"] = Urgency.URGENT
        by: Actor = appeal.visitor or self._officer
        self._case.then(0, by, "", values)
        if urgent and appeal.fate is Fate.CLOSED:
            report = {"ground": UrgentGround.LIFE, "report": "生活无着, 请求当日救助"}
            self._case.then(0, by, "escalate-urgent", report)

    def _triage(self) -> None:
        """Sort it; on the prompt track the commissioner who heard it may do so."""
        appeal = self._appeal
        prompt = appeal.matter.track is Track.PROMPT
        by = appeal.visitor if prompt and appeal.visitor else self._officer
        sorted_to = {
            "track": appeal.matter.track,
            "category": appeal.matter.category,
            "regime": appeal.regime,
        }
        self._case.then(1, by, "triage", sorted_to)

    def _handle(self) -> None:
        """Accept it, let somebody work on it, and stop where the appeal stands when July is over."""
        handling = Handling(self._cast, self._appeal, self._case, self._random)
        steps: tuple[tuple[Callable[[], None], frozenset[Fate]], ...] = (
            (lambda: None, frozenset({Fate.TRIAGED})),
            (self._accept, frozenset({Fate.ACCEPTED})),
            (handling.assign, frozenset({Fate.ASSIGNED, Fate.WITHDRAWN})),
            (handling.work, frozenset({Fate.IN_PROGRESS, Fate.SUSPENDED})),
            (handling.answer, frozenset({Fate.REPLIED})),
            (handling.ask_whether_it_helped, frozenset({Fate.REVISITED})),
            (handling.close, frozenset({Fate.CLOSED})),
            (handling.open_again, frozenset({Fate.CLOSED_AGAIN, Fate.REOPENED})),
        )
        for step, stands in steps:
            step()
            if self._appeal.fate in stands:
                break
        if self._appeal.fate in {Fate.CLOSED, Fate.CLOSED_AGAIN}:
            afterwards(self._case, self._cast, self._appeal)
        if self._appeal.fate is Fate.WITHDRAWN:
            wish = {"wish": "事情已自行解决, 不再需要办理", "signed": True, "read_back": True}
            self._case.then(1, self._officer, "withdraw", wish)

    def _accept(self) -> None:
        """Accept it: on the same day, but for petitions and hotline orders."""
        days = 0 if self._appeal.regime is Regime.ORDINARY else 2
        self._case.then(days, self._officer, "accept", {"related": False})

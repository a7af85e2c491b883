"""The state diagrams in `docs/states.md`, from the steps that the commands really decide."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from domain.appeal import Appeal, ReplyDelivered
from domain.appointment import CommissionerAppointment
from domain.assessment import AssessmentBatch, AssessmentRequest
from domain.association import AreaRemoved, Association
from domain.campaign import SurveyCampaign
from domain.dispute import Dispute
from domain.pairing import Pairing
from domain.resident import Resident
from domain.visit import Visit
from domain.words import Appellant
from support import appeals, assessments, associations, disputes, visits
from support.exploring import DAYS, TRIES, explore, moves_of
from support.resident_commands import COMMANDS as RESIDENT_COMMANDS
from support.resident_commands import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from domain.history import Aggregate, Event
    from domain.words import CertificateState, Word
    from support.exploring import Decided, Drawing, Lens, Move, Step

RESIDENT_DAYS: Final = (
    *DAYS[::4],
    *(day.replace(year=day.year + n) for day in DAYS[::4] for n in (1, 10, 11)),
)


class Diagram(NamedTuple):
    """One diagram: its title, of which kind of record, and what of it is looked at."""

    title: str
    kind: type[Aggregate[Any]]
    lens: Lens = lambda record: record.status
    lives: tuple[Sequence[Event], ...] = ()
    tries: int = TRIES


def _certificate(resident: Any) -> CertificateState:
    state: CertificateState = resident.certificate.state
    return state


_DELIVERED: Final = ReplyDelivered(received_on=appeals.REPLIED_ON)
_OF_SOMEBODY: Final = replace(appeals.REGISTERED, appellant=Appellant.OTHER, resident=None)
_APPEALS: Final = (
    (*appeals.IN_PROGRESS, appeals.REPLIED, appeals.REVISITED, appeals.CLOSED),
    (*appeals.IN_PROGRESS_OPEN, appeals.REPLIED_OPEN, appeals.REVISITED, appeals.CLOSED),
    (_OF_SOMEBODY, *appeals.IN_PROGRESS[1:], appeals.REPLIED),
    (
        *(*appeals.IN_PROGRESS_PETITION, appeals.REPLIED, _DELIVERED),
        *(appeals.REVISITED, appeals.CLOSED),
    ),
    (
        *(*appeals.IN_PROGRESS_PETITION, appeals.REPLIED, appeals.REVIEW_REQUESTED),
        *(appeals.REVIEW_ISSUED, appeals.RECHECK_REQUESTED),
    ),
)
_DIAGRAMS: Final = (
    Diagram("诉求 Appeal", Appeal, lives=_APPEALS),
    Diagram(
        "评残申请 Assessment request",
        AssessmentRequest,
        lives=(
            (*assessments.APPROVED_STORY, assessments.DELIVERED),
            (*assessments.PROVINCE_STORY,),
        ),
    ),
    Diagram("评残批次 Assessment batch", AssessmentBatch, tries=200),
    Diagram("一对一结对 Pairing", Pairing),
    Diagram("走访 Visit", Visit, lives=((visits.PLANNED, visits.RECORDED),), tries=300),
    Diagram("排查专项 Survey campaign", SurveyCampaign, tries=100),
    Diagram(
        "矛盾纠纷 Dispute",
        Dispute,
        lives=((disputes.REGISTERED, disputes.CALMED, disputes.CALM_CLOSED), disputes.AGREED),
    ),
    Diagram(
        "村(社区)残协 Association",
        Association,
        lives=((*associations.ACTIVE, AreaRemoved(area=associations.AREA, reason="调整")),),
        tries=120,
    ),
    Diagram("专委聘任 Commissioner appointment", CommissionerAppointment),
    Diagram("残疾人档案 Resident", Resident, tries=40),
    Diagram("残疾人证 Certificate", Resident, lens=_certificate, tries=40),
)
TITLES: Final = tuple(each.title for each in _DIAGRAMS)
KINDS: Final = tuple(dict.fromkeys(each.kind for each in _DIAGRAMS))


@cache
def steps() -> dict[str, frozenset[Step]]:
    """Give the steps of every diagram by its title."""
    return {
        each.title: explore(each.kind, _moves(each.kind), each.lens, each.lives, each.tries)
        for each in _DIAGRAMS
    }


def lines(word: Callable[[Any], str]) -> Iterator[str]:
    """Give the lines of the page; `word` says what an event is called in Chinese."""
    yield "每一步都由办理命令真正作出过, 是逐个试出来的, 极少见的一步可能没有试到。"
    yield "不改变状态的事项列在图下。任何记录都可以作废, 图中不画。"
    yield "Found by trying the commands: each step was decided; one of rare conditions may be missing."
    for title, found in steps().items():
        yield from ("", f"## {title}", "", "```mermaid", "stateDiagram-v2")
        yield from _drawn(found, word)
        yield from ("```", "", "| 状态 | 代码 | 不改变状态的事项 |", "| --- | --- | --- |")
        for state in _states(found):
            stays = ", ".join(
                f"{word(event)} `{event.topic}`"
                for event in _ordered(step.event for step in found if step[::2] == (state, state))
            )
            yield f"| {state.chinese} | `{state.value}` | {stays} |"
        yield from ("", "| 从 | 事项 | 到 | 代码 |", "| --- | --- | --- | --- |")
        for before, after, events in _changes(found):
            for event in events:
                yield (
                    f"| {before.chinese if before else '(无)'} | {word(event)} |"
                    f" {after.chinese if after else '(无)'} | `{event.topic}` |"
                )


def _drawn(found: frozenset[Step], word: Callable[[Any], str]) -> Iterator[str]:
    for state in _states(found):
        yield f'    state "{state.chinese}" as {state.value}'
    for before, after, events in _changes(found):
        says = "、".join(dict.fromkeys(word(event) for event in events))
        yield f"    {_node(before)} --> {_node(after)}: {says}"


def _node(state: Word | None) -> str:
    return state.value if state else "[*]"


def _states(found: frozenset[Step]) -> list[Word]:
    met = {state for step in found for state in (step.before, step.after) if state is not None}
    return [state for state in type(next(iter(met))) if state in met]


def _changes(
    found: frozenset[Step],
) -> Iterator[tuple[Word | None, Word | None, list[type[Event]]]]:
    places: list[Word | None] = [None, *_states(found)]
    for before in places:
        for after in places:
            events = _ordered(step.event for step in found if step[::2] == (before, after))
            if before is not after and events:
                yield before, after, events


def _ordered(events: Iterable[type[Event]]) -> list[type[Event]]:
    return sorted(set(events), key=lambda event: event.topic)


def _moves(kind: type[Aggregate[Any]]) -> tuple[Move, ...]:
    if kind is not Resident:
        return moves_of(kind)
    return tuple(_resident_move(each) for each in RESIDENT_COMMANDS)


def _resident_move(command: Callable[[Walk], Decided]) -> Move:
    def move(resident: Resident, drawing: Drawing) -> Decided:
        return command(
            Walk(resident, drawing.random.choice(RESIDENT_DAYS), drawing.random.randrange(10))
        )

    return move

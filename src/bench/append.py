"""P1: durable single commands through the application layer, beside the library's application."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from application.catalogue import COMMANDS
from application.desk import Desk
from application.idempotency import command_id
from application.work import Work
from bench import library, place
from bench.measured import Load, Measured, under_load
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Outcome,
    Regime,
    ReplyMeans,
    Track,
)
from eventstore.append import Append

if TYPE_CHECKING:
    from bootstrap import House

THREADS = (16, 64)
"""As `bars.md` asks."""


def measure(*, each: int = 600) -> Measured:
    """Measure register and reply with 16 and 64 threads, `each` commands a thread."""
    measured = Measured("P1", "durable single commands, register and reply")
    for threads in THREADS:
        per_thread = max(50, each * THREADS[0] // threads)
        with place.house() as house, library.application(house) as stock:
            theirs = under_load(
                lambda number: _ignore(stock.register(number)),
                threads=threads,
                each=per_thread // 4,
            )
            ids = [stock.register(number) for number in range(threads * per_thread // 8)]
            their_replies = under_load(
                partial(_reply, stock, ids),
                threads=threads,
                each=per_thread // 8,
            )
            casework = Casework(house)
            ours = under_load(casework.register, threads=threads, each=per_thread)
            casework.prepare(threads * per_thread // 2)
            our_replies = under_load(casework.reply, threads=threads, each=per_thread // 2)
            alone = under_load(partial(_append_alone, house), threads=threads, each=per_thread)
        _note(measured, threads, "register", ours, theirs, bar={16: 8, 64: 15}[threads])
        _note(measured, threads, "reply", our_replies, their_replies, bar=None)
        measured.add(f"our log alone, {threads} threads", str(alone))
    return measured


class Casework:
    """Registers and replies to appeals of an association, as the desk does for anybody."""

    def __init__(self, house: House) -> None:
        """Make an association to work for."""
        self._house = house
        self._commands = {(each.resource, each.name): each for each in COMMANDS}
        self.association = uuid4()
        self._give("associations", "", self.association, {"name": "示例社区", **_CODES})
        self._ready: list[UUID] = []

    def register(self, number: int) -> None:
        """Register an appeal; every third also claims a name."""
        desk = self._desk()
        stream = desk.new_id()
        values = self._appeal(number)

        def decide(work: Work) -> None:
            self._commands["appeals", ""].within(work, stream, dict(values))
            if number % 3 == 0:
                work.reserve(f"bench:{stream}", stream)

        desk.do(decide)

    def prepare(self, count: int) -> None:
        """Bring `count` appeals to where they can be replied to."""
        self._ready = [uuid4() for _ in range(count)]
        handler = place.OFFICER.id
        under_load(
            lambda number: self._prepare(self._ready[number], handler), threads=16, each=count // 16
        )

    def reply(self, number: int) -> None:
        """Reply to an appeal that is in progress."""
        self._give(
            "appeals",
            "reply",
            self._ready[number],
            {
                "outcome": Outcome.RESOLVED,
                "reply": "已为其联系家政服务, 每周两次, 本人同意。",
                "means": ReplyMeans.PHONE,
            },
        )

    def _prepare(self, stream: UUID, handler: UUID) -> None:
        triaged = {
            "track": Track.PROMPT,
            "category": AppealCategory.CARE,
            "regime": Regime.ORDINARY,
        }
        assigned = {"lead": "示例社区残协", "handler": handler, "related": False}
        self._give("appeals", "", stream, self._appeal(0))
        self._give("appeals", "triage", stream, triaged)
        self._give("appeals", "accept", stream, {"related": False})
        self._give("appeals", "assign", stream, assigned)
        self._give("appeals", "start-work", stream, {})

    def _appeal(self, number: int) -> dict[str, object]:
        return {
            "appellant": Appellant.OTHER,
            "channel": AppealChannel.PHONE,
            "summary": f"来电反映照料困难, 希望协助联系服务。第 {number} 件。",
            "reason": "邻居代为反映",
            "read_back": True,
            "association": self.association,
        }

    def _give(self, resource: str, name: str, stream: UUID, values: dict[str, Any]) -> None:
        self._commands[resource, name].give(self._desk(), stream, values)

    def _desk(self) -> Desk:
        actor = place.OFFICER
        return Desk(
            self._house.office,
            actor,
            command=command_id(actor, uuid4(), route="bench", content=""),
        )


def _note(  # noqa: PLR0917
    measured: Measured, threads: int, what: str, ours: Load, theirs: Load, bar: int | None
) -> None:
    ratio = ours.per_second / theirs.per_second
    measured.add(f"{what}, {threads} threads: ours", str(ours), "p99 ≤ 20 ms, max ≤ 100 ms")
    measured.add(f"{what}, {threads} threads: library", str(theirs))
    measured.add(f"{what}, {threads} threads: ratio", f"{ratio:.1f}×", f"≥ {bar}×" if bar else "")


def _reply(stock: library.LibraryApplication, ids: list[UUID], number: int) -> None:
    stock.reply(ids[number])


def _append_alone(house: House, number: int) -> None:
    """Encode and append as a register does at the end, without desk, rules and sealing."""
    stream = uuid4()
    house.log.append(
        Append(
            [place.a_note(house, stream, 1)],
            command=command_id(place.OFFICER, uuid4(), route="bench", content=""),
            reserve=[(f"bench:{stream}", stream)] if number % 3 == 0 else [],
        )
    )


def _ignore(value: object) -> None:
    del value


_CODES = {"code": "320371005099", "town": "320371005"}

"""One file as an import: every row judged, and, when it is confirmed, given as one command.

`Bulk` does not fit here: one refused claim refuses its whole append, and it knows no command ids.
Rows go through the desk from several threads instead, and the log's writer groups them.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from application.catalogue import command
from application.desk import Desk
from application.idempotency import command_id
from application.rehearsal import Rehearsal
from domain.history import Rejected
from domain.system import LogNotOpened
from domain.words import Channel
from importing.finding import Finder
from importing.kinds import kind_of
from importing.kinds.kind import Said
from importing.reading import Cells, Fault
from importing.refusals import AlreadyOnFile, TwiceInThisFile
from sheets.files import open_sheet
from sheets.header import recognise
from sheets.refusals import ColumnsMissing
from sheets.writing import ErrorSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from application.actor import Actor
    from application.office import Office
    from domain.words import ImportKind
    from eventstore.append import CommandId
    from importing.finding import Place
    from importing.kinds.kind import Line
    from sheets.cells import Row

ROWS_AT_ONCE: Final = 512
THREADS: Final = 16


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that was looked at: a line to be given, or why not.

    `duplicate` says that it repeats something; `is_ours` that this very file wrote it before.
    """

    row: Row
    line: Line | None = None
    faults: tuple[Fault, ...] = ()
    duplicate: bool = False
    is_ours: bool = False

    @property
    def why(self) -> str:
        """Every reason, in words."""
        return " ".join(fault.chinese for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to, and the sheet of the rows that were refused, if there are any."""

    rows: int
    accepted: int
    rejected: int
    duplicates: int
    position: int
    error_sheet: bytes | None


class Batch:
    """One file of one kind, by one actor. Nothing of it is kept anywhere but in here."""

    def __init__(
        self,
        office: Office,
        actor: Actor,
        places: Iterable[Place],
        *,
        kind: ImportKind,
        content: bytes,
        said: Said | None = None,
    ) -> None:
        """Open the file. Raises `NotYours`, `SheetRefused`, or `ColumnsMissing`."""
        self.kind = kind_of(kind)
        self.kind.demand(actor)
        self.office = office
        self.actor = replace(actor, channel=Channel.IMPORT)
        self.digest = hashlib.sha256(content).hexdigest()
        self.sheet = open_sheet(content)
        self.layout = recognise(self.sheet, self.kind.columns)
        missing = self.kind.missing(self.layout.places.keys())
        if missing:
            raise ColumnsMissing(columns="、".join(missing))
        self._said = said or Said()
        self._finder = Finder(office, actor, places)
        self._columns = {column.field: column for column in self.kind.columns}
        self._id = uuid5(UUID(self.digest[:32]), str(kind))

    def judged(self, *, with_log: bool) -> Iterator[list[Judged]]:
        """Look at every row, some at a time; `with_log` also at what would become of it.

        Then a row is decided as it would be when it is given, after those before it, and not written.
        """
        rehearsal = Rehearsal(self.office)
        said_before: set[str] = set()
        rows = self.layout.body(self.sheet)
        while some := list(islice(rows, ROWS_AT_ONCE)):
            looked_at = [self._judge(row, said_before) for row in some]
            if with_log:
                beside = self._beside_the_log(looked_at)
                yield [self._rehearsed(each, rehearsal) for each in beside]
            else:
                yield looked_at

    def confirm(
        self,
        *,
        at: Callable[[], datetime | None] = lambda: None,
        progress: Callable[[int], None] = lambda _: None,
    ) -> Outcome:
        """Give every row that is in order as a command, then say in the log what came of it.

        Given again, after a crash or by mistake, it writes nothing twice: a row's command has an id
        of the file and the row. `at` is the story's time. Raises `LogUnavailable`.
        """
        errors = ErrorSheet(self.layout)
        rows = accepted = duplicates = 0
        with ThreadPoolExecutor(THREADS, thread_name_prefix="import") as pool:
            for some in self.judged(with_log=False):
                for each in self._given(some, pool, at):
                    rows += 1
                    accepted += not each.faults
                    duplicates += each.duplicate
                    if each.faults and not self._is_on_record(each):
                        errors.add(each.row, each.why)
                progress(rows)
        counts = {
            "rows": rows,
            "accepted": accepted,
            "rejected": rows - accepted - duplicates,
            "duplicates": duplicates,
        }
        said = {"kind": self.kind.word, "digest": self.digest, **counts}
        desk = self._desk(uuid5(self._id, json.dumps(counts)), json.dumps(counts), at())
        receipt = command("system", "accept-import").give(desk, log_record(self.office), said)
        sheet = errors.content() if errors.refused else None
        return Outcome(**counts, position=receipt.position, error_sheet=sheet)

    def _judge(self, row: Row, said_before: set[str]) -> Judged:
        cells = Cells(
            row,
            self.layout,
            self._columns,
            from_1904=self.sheet.counts_from_1904,
            today=self.office.today(),
        )
        line = self.kind.read(cells, self._finder, self._said)
        if line is None:
            return Judged(row, faults=tuple(cells.faults))
        if line.key is not None:
            if line.key in said_before:
                return Judged(row, faults=(Fault(None, TwiceInThisFile()),), duplicate=True)
            said_before.add(line.key)
        return Judged(row, line)

    def _beside_the_log(self, some: list[Judged]) -> list[Judged]:
        """Mark what the log has already: as a duplicate, or as written by this very file."""
        claims = [each.line.claim for each in some if each.line and each.line.claim]
        holders = self._finder.holders(claims)
        return [self._marked(each, holders) for each in some]

    def _marked(self, each: Judged, holders: dict[str, UUID]) -> Judged:
        holder = holders.get(each.line.claim or "") if each.line else None
        if holder is None:
            return each
        if holder == self._stream_of(each):
            return replace(each, is_ours=True)
        return replace(each, faults=(Fault(None, AlreadyOnFile()),), duplicate=True)

    def _rehearsed(self, each: Judged, rehearsal: Rehearsal) -> Judged:
        """Mark a row that would be refused; one that this very file wrote before is in order."""
        line = each.line
        if line is None or each.faults or each.is_ours:
            return each
        desk = self._desk_of(each, line, at=None)
        free = () if line.claim is None else (line.claim,)
        try:
            rehearsal.give(
                desk, self.kind.command, self._stream_of(each), dict(line.values), free=free
            )
        except Rejected as refusal:
            if desk.was_given:
                return replace(each, is_ours=True)
            return self._refused(each, refusal)
        return each

    def _refused(self, each: Judged, refusal: Rejected) -> Judged:
        is_known = refusal.rule in self.kind.duplicates
        return replace(each, faults=(Fault(None, refusal),), duplicate=is_known)

    def _given(
        self, some: list[Judged], pool: ThreadPoolExecutor, at: Callable[[], datetime | None]
    ) -> list[Judged]:
        """Give the rows that are in order; those of one record one after another."""
        by_stream: dict[UUID, list[int]] = {}
        for index, each in enumerate(some):
            if each.line is not None:
                by_stream.setdefault(self._stream_of(each), []).append(index)

        def give(indexes: list[int]) -> list[tuple[int, Rejected | None]]:
            return [(index, self._give(some[index], at())) for index in indexes]

        given = list(some)
        for answers in pool.map(give, by_stream.values()):
            for index, refusal in answers:
                if refusal is not None:
                    given[index] = self._refused(some[index], refusal)
        return given

    def _give(self, each: Judged, at: datetime | None) -> Rejected | None:
        assert each.line is not None
        desk = self._desk_of(each, each.line, at=at)
        try:
            self.kind.command.give(desk, self._stream_of(each), dict(each.line.values))
        except Rejected as refusal:
            return refusal
        return None

    def _desk_of(self, each: Judged, line: Line, *, at: datetime | None) -> Desk:
        """Sit down for one row."""
        content = json.dumps([line.values, line.occurred_on], default=str, ensure_ascii=False)
        return self._desk(self._row_id(each.row), content, at, line)

    def _desk(self, key: UUID, content: str, at: datetime | None, line: Line | None = None) -> Desk:
        return Desk(
            self.office,
            self.actor,
            command=self._command(key, content),
            occurred_on=None if line is None else line.occurred_on,
            at=at,
        )

    def _command(self, key: UUID, content: str) -> CommandId:
        return command_id(self.actor, key, route=f"imports/{self.kind.word}", content=content)

    def _row_id(self, row: Row) -> UUID:
        return uuid5(self._id, str(row.number))

    def _stream_of(self, each: Judged) -> UUID:
        """Give the record a row is about; a new one has an id of the file and the row."""
        named = each.line.stream if each.line else None
        return named or uuid5(self._row_id(each.row), "stream")

    def _is_on_record(self, each: Judged) -> bool:
        """Tell whether a row needs no correction, since the log has it."""
        return each.duplicate and not isinstance(each.faults[0].refusal, TwiceInThisFile)


def turn_down(
    office: Office, actor: Actor, *, kind: ImportKind, digest: str, reason: str, at: datetime | None
) -> int:
    """Say in the log that an officer turned a file down 退回; give the position."""
    kind_of(kind).demand(actor)
    desk = Desk(office, replace(actor, channel=Channel.IMPORT), at=at)
    said = {"digest": digest, "reason": reason}
    return command("system", "reject-import").give(desk, log_record(office), said).position


def log_record(office: Office) -> UUID:
    """Give the log's own record. Raises `LogNotOpened`."""
    first = office.log.event_at(1)
    if first is None:
        raise LogNotOpened
    return first.stream

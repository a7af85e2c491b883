"""A house with a district in it, to be attacked, looked at, and put back as it was."""

from __future__ import annotations

import itertools
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import psycopg
from psycopg import sql

from bootstrap.upkeep.verifying import ALWAYS, verify_read_models
from eventstore.append import Append
from support.database import SCHEMA
from support.ledgers import GUARDED
from support.logs import PLAIN, new
from support.site import ENDS, Site, a_house
from support.site_story import a_little_story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from random import Random

    from bootstrap import House
    from support.database import Database
    from support.site_story import Told

    Connection = psycopg.Connection[tuple[Any, ...]]
    Named = Callable[[Sequence[str]], bool]
    Attack = Callable[["World", Connection, Random], Named]

MORE_ROWS: Final = 400
PUBLISHED_TIMES: Final = 4

_AT: Final = re.compile(r"^(?:@|row )(\d+)")
_RANGE: Final = re.compile(r"rows (\d+) to (\d+) are not")
_SIGNED: Final = re.compile(r"^checkpoint (\d+)")


@dataclass
class World:
    """The house, its database and the folder of its files."""

    house: House
    database: Database
    folder: Path
    site: Site
    told: Told
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(100))

    @property
    def size(self) -> int:
        """How many rows the log has, all of them published."""
        return self.house.log.last_position()

    @property
    def files(self) -> list[Path]:
        """What the ledger keeps outside the database."""
        return sorted(each for each in self.folder.rglob("*") if self._is_of_the_ledger(each))

    def master(self) -> Connection:
        """Connect as whoever may do everything."""
        return psycopg.connect(self.database.administrator_url, autocommit=True)

    def faults(self) -> list[str]:
        """Give what the checks say that always run."""
        return [fault for check in ALWAYS for fault in check(self.house, _quietly).faults]

    def faults_of_read_models(self) -> list[str]:
        """Give what a refold says."""
        return list(verify_read_models(self.house, _quietly).faults)

    def publish(self) -> None:
        """Sign what is new."""
        self.house.publisher.step()

    @contextmanager
    def unguarded(self, tables: Sequence[str]) -> Iterator[Connection]:
        """Lend a connection that no trigger hinders, and put the tables and the files back after."""
        files = {path: path.read_bytes() for path in self.files}
        with self.master() as master:
            master.execute("set session_replication_role = replica")
            master.execute(f"set search_path = {SCHEMA}".encode())
            _guard(master, tables, "disable")
            for table in tables:
                master.execute(f"create temp table kept_{table} as table {SCHEMA}.{table}".encode())
            try:
                yield master
            finally:
                for table in tables:
                    master.execute(f"delete from {SCHEMA}.{table}".encode())
                    master.execute(
                        f"insert into {SCHEMA}.{table} overriding system value"
                        f" table kept_{table}".encode()
                    )
                _guard(master, tables, "enable")
        for path in set(self.files) - files.keys():
            path.unlink()
        for path, content in files.items():
            path.write_bytes(content)

    def _is_of_the_ledger(self, path: Path) -> bool:
        return path.is_file() and "ledger" in path.parts[len(self.folder.parts) :]


def a_world(database: Database, folder: Path) -> World:
    """Build a house over a database, with a story in it, more rows than a tile takes, all published."""
    house = a_house(database, folder)
    site = Site(house)
    world = World(house, database, folder, site, a_little_story(site))
    site.at = ENDS + timedelta(hours=1)  # ahead of the story's clock, by which epochs are opened
    for part in range(PUBLISHED_TIMES):
        rows = [
            new(f"row {part} {nth}", event=PLAIN) for nth in range(MORE_ROWS // PUBLISHED_TIMES)
        ]
        house.log.append(Append(rows, at=world.site.at))
        world.publish()
    house.projector.catch_up()
    return world


def names(faults: Sequence[str], position: int) -> bool:
    """Tell whether one of the faults names a row, or the rows between two checkpoints it is among."""
    for fault in faults:
        at, among = _AT.match(fault), _RANGE.search(fault)
        if at and int(at[1]) in {position, position + 1}:
            return True
        if among and int(among[1]) <= position <= int(among[2]):
            return True
    return False


def says(*words: str) -> Named:
    """Tell whether a fault begins with one of some words."""
    return lambda faults: any(fault.startswith(words) for fault in faults)


def names_checkpoint(faults: Sequence[str], size: int) -> bool:
    """Tell whether one of the faults names a checkpoint."""
    found = (_SIGNED.match(fault) for fault in faults)
    return any(each is not None and int(each[1]) == size for each in found)


def _guard(master: Connection, tables: Sequence[str], word: str) -> None:
    for table in {*GUARDED, *tables}:
        master.execute(
            sql.SQL("alter table {} {} trigger user").format(
                sql.Identifier(SCHEMA, table), sql.SQL(word)
            )
        )


def _quietly(_: int, __: int) -> None:
    pass

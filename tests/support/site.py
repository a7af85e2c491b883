"""A small district with pages: a demonstration log, its read models, and the web application."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from pydantic import SecretStr

from api.acting import persona
from application.catalogue import command
from application.desk import Desk
from bootstrap import Settings, application, build
from domain.identity import check_digit
from domain.system import LogOpened
from domain.words import LogMode, Met, NotMetReason, Role, VisitMode, VisitPurpose
from support.database import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from application.actor import Actor
    from application.desk import Receipt
    from bootstrap import House
    from support.database import Database

DISTRICT, TOWN, VILLAGE, OTHER_VILLAGE = "320371", "320371005", "320371005001", "320371005002"

BEGINS = datetime(2022, 3, 1, 1, tzinfo=UTC)
ENDS = datetime(2022, 6, 15, 2, tzinfo=UTC)  # 10 o'clock in Shanghai
TODAY = date(2022, 6, 15)

SYSTEM = persona(Role.SYSTEM, "")
VISITOR = persona(Role.COMMISSIONER, VILLAGE)
CHAIR = persona(Role.ASSOCIATION, VILLAGE)
OFFICER = persona(Role.DISTRICT, DISTRICT)


class Site:
    """Gives commands at the story's time, lets the read models catch up, and has pages."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.at = BEGINS
        opened = LogOpened(
            mode=LogMode.DEMONSTRATION, story_ends_at=ENDS, begun_at=datetime.now(UTC)
        )
        house.open_log(opened, at=BEGINS)

    @cached_property
    def app(self) -> FastAPI:
        """The web application; making it takes a second or two."""
        return application(self.house)

    def go_on_to(self, day: date) -> None:
        """Go on to the morning of a later day."""
        self.at = max(self.at, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))

    def give(
        self,
        path: str,
        stream: UUID,
        *,
        actor: Actor = SYSTEM,
        on: date | None = None,
        **values: object,
    ) -> Receipt:
        """Give the command at `path`, a minute after the last one."""
        self.at += timedelta(minutes=1)
        resource, _, name = path.partition("/")
        desk = Desk(self.house.office, actor, occurred_on=on, at=self.at)
        return command(resource, name).give(desk, stream, dict(values))

    def open(
        self, path: str, *, actor: Actor = SYSTEM, on: date | None = None, **values: object
    ) -> UUID:
        """Give a command that makes a record; give the record's id."""
        return self.give(path, uuid4(), actor=actor, on=on, **values).id

    def visit(self, *residents: UUID, met: Met = Met.YES, on: date | None = None) -> UUID:
        """Record a survey visit of the village's commissioner."""
        said: dict[str, object] = {
            "visitor": VISITOR.id,
            "mode": VisitMode.HOME,
            "purpose": VisitPurpose.SURVEY,
            "residents": [seen(resident, met) for resident in residents],
        }
        return self.open("visits", actor=VISITOR, on=on, **said)

    def project(self) -> None:
        """Let the read models catch up."""
        self.house.projector.catch_up()


def seen(resident: UUID, met: Met = Met.YES) -> dict[str, object]:
    """Say how a visit went for one resident."""
    if met is Met.NO:
        away = NotMetReason.AWAY
        return {"resident": resident, "met": met, "state_checked": False, "not_met_reason": away}
    return {"resident": resident, "met": met, "state_checked": True}


def a_house(database: Database, keys: Path, *, host: str = "127.0.0.1") -> House:
    """Join a house over a database of the tests."""
    return build(
        Settings(
            database_url=SecretStr(database.service_url),
            owner_url=SecretStr(database.owner_url),
            log_schema=SCHEMA,
            var=keys,
            keys=keys,
            host=host,
        )
    )


def invented_number(sequence: int, born: date = date(1970, 5, 1)) -> str:
    """Give an ID number that nobody has: 990000 is no division."""
    first17 = f"990000{born:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)

"""A small district with pages: a demonstration log, its read models, and the web application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from api.acting import persona
from application.catalogue import command
from application.desk import Desk
from bootstrap import Settings, application, build
from domain.system import LogOpened
from domain.words import LogMode, Met, NotMetReason, Role, VisitMode, VisitPurpose
from support.casework import a_resident, an_active_association, an_appeal, triage
from support.database import SCHEMA
from support.histories import TOWN, VILLAGE, id_of
from support.office import DISTRICT_CODE, OFFICER, Front, ToldLookups, identity_number

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from fastapi import FastAPI

    from application.actor import Actor
    from application.desk import Receipt
    from bootstrap import House
    from eventstore.append import CommandId
    from support.database import Database

BEGINS = datetime(2022, 3, 1, 1, tzinfo=UTC)
ENDS = datetime(2022, 6, 15, 2, tzinfo=UTC)  # 10 o'clock in Shanghai

VISITOR = persona(Role.COMMISSIONER, VILLAGE)
NAMES = ("赵示例", "钱示例", "孙示例", "李示例", "周示例", "吴示例")


class Site(Front):
    """A front office whose clock is the story's, with the read models and the pages behind it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.log = house.log
        self.vault = house.vault
        self.office = house.office
        self.lookups = ToldLookups()
        self.at = BEGINS
        self.typed: set[str] = set()
        self.given: set[str] = set()
        house.open_log(
            LogOpened(mode=LogMode.DEMONSTRATION, story_ends_at=ENDS, begun_at=datetime.now(UTC)),
            at=BEGINS,
        )

    @property
    def app(self) -> FastAPI:
        """The web application, made anew."""
        return application(self.house)

    def on(self, day: date) -> None:
        """Go on to a later day of the story."""
        self.at = max(self.at, datetime(day.year, day.month, day.day, 1, tzinfo=UTC))

    def give(
        self,
        path: str,
        stream: UUID,
        *,
        by: Actor = OFFICER,
        on: date | None = None,
        key: CommandId | None = None,
        seen: int | None = None,
        **values: Any,
    ) -> Receipt:
        """Give a command at the story's time, a minute after the last one."""
        self.at += timedelta(minutes=1)
        resource, _, name = path.partition("/")
        desk = Desk(self.office, by, command=key, expected_version=seen, occurred_on=on, at=self.at)
        return command(resource, name).give(desk, stream, values)

    def project(self) -> None:
        """Let the read models catch up."""
        self.house.projector.catch_up()

    def visit(self, *residents: UUID, met: Met = Met.YES, **values: Any) -> UUID:
        """Record a survey visit of the village's commissioner."""
        seen = [_seen(resident, met) for resident in residents]
        said: dict[str, Any] = {
            "visitor": VISITOR.id,
            "mode": VisitMode.HOME,
            "purpose": VisitPurpose.SURVEY,
            "residents": seen,
        }
        return self.open("visits", by=VISITOR, **(said | values))


@dataclass(frozen=True)
class Told:
    """What the little story of the fixture left behind."""

    association: UUID
    residents: tuple[UUID, ...]
    visit: UUID
    corrected: UUID
    voided: UUID
    appeal: UUID
    in_progress: UUID


def a_house(database: Database, keys: Path, *, host: str = "127.0.0.1") -> House:
    """Join a house over a database of the tests."""
    return build(
        Settings(
            database_url=database.service_url,
            owner_url=database.owner_url,
            log_schema=SCHEMA,
            keys=keys,
            host=host,
        )
    )


def a_little_story(site: Site) -> Told:
    """Tell of one village: residents, visits with their mistakes, two appeals."""
    association = an_active_association(site)
    residents = tuple(
        a_resident(site, association, number=identity_number(sequence=10 + nth), name=name)
        for nth, name in enumerate(NAMES)
    )
    site.on(ENDS.date() - timedelta(days=60))
    visit = site.visit(residents[0], residents[1])
    site.visit(residents[0])  # the same visitor on the same day
    site.visit(residents[2], met=Met.NO)
    corrected = site.visit(residents[3])
    voided = site.visit(residents[4])
    site.give("visits/void", voided, by=VISITOR, reason="重复录入")
    appeal = an_appeal(site, residents[0])
    site.on(ENDS.date() - timedelta(days=1))
    in_progress = an_appeal(site, residents[1], summary="想办残疾人证。")
    triage(site, in_progress)
    site.project()
    return Told(association, residents, visit, corrected, voided, appeal, in_progress)


def _seen(resident: UUID, met: Met) -> dict[str, Any]:
    if met is Met.NO:
        reason = NotMetReason.AWAY
        return {"resident": resident, "met": met, "state_checked": False, "not_met_reason": reason}
    return {"resident": resident, "met": met, "state_checked": True}

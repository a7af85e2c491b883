"""A bigger world of the same kind, through the bulk path: real places, invented people, fixed seed."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from application.actor import Actor
from application.bulk import Bulk
from domain.appeal import Appeal, AppealRegistered, AppealReplied
from domain.association import Association
from domain.history import Organisation
from domain.identity import IdentityNumber
from domain.pairing import Pairing
from domain.resident import Notice, Resident, ResidentRegistered
from domain.visit import ResidentSeen, Visit, VisitRecorded
from domain.words import (
    AppealCategory,
    AppealChannel,
    Appellant,
    Channel,
    ConsentBy,
    HelperKind,
    Met,
    Need,
    NoticeForm,
    NotMetReason,
    Outcome,
    Regime,
    ReplyMeans,
    Role,
    Satisfaction,
    Track,
    VisitMode,
    VisitPurpose,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from application.office import Office
    from domain.history import Sealed

FIRST_DAY: Final = date(2018, 1, 1)
YEARS: Final = 5
ASSOCIATIONS_MAX: Final = 89
RESIDENTS_PER_EVENT_OF_FIVE_YEARS: Final = 12_000 / 1_000_000

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"


@dataclass(frozen=True, slots=True)
class Village:
    """An association of this world, with its people."""

    organisation: Organisation
    visitors: tuple[UUID, ...]
    residents: list[UUID]


class World:
    """Writes a district's years into a log: register, visit, pair, appeal."""

    def __init__(
        self, office: Office, *, divisions: Path, events: int, seed: int, years: int = YEARS
    ) -> None:
        """Plan a world of about `events` events in `years` years, over the villages of `divisions`."""
        self._office = office
        self._events = events
        self._years = years
        self._chance = random.Random(seed)  # noqa: S311  (invents people, guards nothing)
        self._bulk = Bulk(office, _importer())
        self._numbers = 0
        self._ids = 0x0190B1F0_0000_7000
        self.villages = list(self._village_rows(divisions))

    def write(self, progress: Callable[[int, int], None] = lambda *_: None) -> int:
        """Write it; give how many events there are."""
        of_five_years = self._events * YEARS / self._years
        residents = max(len(self.villages), int(of_five_years * RESIDENTS_PER_EVENT_OF_FIVE_YEARS))
        for village in self.villages:
            self._found(village)
        for number in range(residents):
            self._register(self.villages[number % len(self.villages)])
        for village in self.villages:
            for resident in village.residents[::8]:
                self._pair(village, resident)
        days = (FIRST_DAY.replace(year=FIRST_DAY.year + self._years) - FIRST_DAY).days
        while self._bulk.written < self._events:
            done = self._bulk.written / self._events
            day = FIRST_DAY + timedelta(days=min(days - 30, int(done * days)))
            self._some_acts(day)
            progress(self._bulk.written, self._events)
        self._bulk.flush()
        progress(self._bulk.written, self._events)
        return self._bulk.written

    def register_residents(self, count: int) -> None:
        """Register residents and nothing else, as an import does."""
        for village in self.villages:
            self._found(village)
        for number in range(count):
            self._register(self.villages[number % len(self.villages)])
        self._bulk.flush()

    @property
    def written(self) -> int:
        """How many events are durable."""
        return self._bulk.written

    def _some_acts(self, day: date) -> None:
        """A few hundred acts of one day: most are visits."""
        for _ in range(300):
            village = self._chance.choice(self.villages)
            resident = self._chance.choice(village.residents)
            if self._chance.random() < 0.03:  # noqa: PLR2004
                self._appeal(village, resident, day)
            else:
                self._visit(village, resident, day)

    def _village_rows(self, divisions: Path) -> Iterator[Village]:
        with divisions.open(encoding="utf-8", newline="") as file:
            villages = [row for row in csv.DictReader(file) if row["level"] == "village"]
        for row in villages[:ASSOCIATIONS_MAX]:
            code = row["code"]
            organisation = Organisation(self._id(), code, code[:9])
            visitors = tuple(self._id() for _ in range(2))
            yield Village(organisation, visitors, [])

    def _found(self, village: Village) -> None:
        code = village.organisation.code
        self._bulk.open(
            Association,
            village.organisation.association,
            village.organisation,
            FIRST_DAY,
            Association.propose,
            name=f"示例{code[-3:]}社区",
            code=code,
            town=code[:9],
        )
        self._bulk.claim(f"village:{code}", village.organisation.association)

    def _register(self, village: Village) -> None:
        stream = self._id()
        number = IdentityNumber.parse(self._identity(), on=FIRST_DAY)
        bulk = self._bulk
        bulk.minted(stream)

        def seal(field: str, text: str) -> Sealed:
            return bulk.seal(stream, ResidentRegistered, field, text)

        bulk.claim(bulk.findable("identity", number.text, stream), stream)
        bulk.open(
            Resident,
            stream,
            village.organisation,
            FIRST_DAY,
            Resident.register,
            association=village.organisation.association,
            household=None,
            name=seal("name", f"示例{self._numbers}"),
            identity_number=seal("identity_number", number.text),
            birth_date=seal("birth_date", number.birth_date.isoformat()),
            sex=seal("sex", str(number.sex)),
            address=seal("address", f"{village.organisation.code} 示例路 {self._numbers} 号"),
            category=seal("category", str(self._chance.randint(1, 6))),
            grade=seal("grade", str(self._chance.randint(1, 4))),
            notice=Notice(text_version="2022-03", form=NoticeForm.PAPER, signed=True),
        )
        village.residents.append(stream)

    def _pair(self, village: Village, resident: UUID) -> None:
        on = FIRST_DAY + timedelta(days=self._chance.randrange(60))
        pairing = self._bulk.open(
            Pairing,
            self._id(),
            village.organisation,
            on,
            Pairing.propose,
            resident=resident,
            resident_lives_here=True,
            helper=self._chance.choice(village.visitors),
            helper_as=HelperKind.MEMBER,
            helper_is_guardian=False,
            association=village.organisation.association,
        )
        self._bulk.change(
            pairing,
            on,
            Pairing.confirm,
            consent_by=ConsentBy.RESIDENT,
            consent_form=NoticeForm.VOICE,
            start_on=on,
            on=on,
            calendar=self._office.calendar,
        )
        self._bulk.claim(f"pairing-slot:{resident}", pairing.id)

    def _visit(self, village: Village, resident: UUID, day: date) -> None:
        met = self._chance.random() < 0.85  # noqa: PLR2004
        seen = ResidentSeen(
            resident=resident,
            met=Met.YES if met else Met.NO,
            state_checked=met,
            needs=(Need.CARE,) if self._chance.random() < 0.1 else (),  # noqa: PLR2004
            not_met_reason=None if met else NotMetReason.AWAY,
            heard=self._bulk.seal(
                resident, VisitRecorded, "residents.heard", "身体尚可, 希望多来看看。"
            )
            if met
            else None,
        )
        self._bulk.open(
            Visit,
            self._id(),
            village.organisation,
            day,
            Visit.record,
            visitor=self._chance.choice(village.visitors),
            mode=VisitMode.HOME,
            purpose=VisitPurpose.SURVEY,
            residents=(seen,),
        )

    def _appeal(self, village: Village, resident: UUID, day: date) -> None:
        calendar = self._office.calendar
        handler, other = village.visitors
        bulk = self._bulk
        appeal = bulk.open(
            Appeal,
            self._id(),
            village.organisation,
            day,
            Appeal.register,
            appellant=Appellant.RESIDENT,
            channel=AppealChannel.VISIT,
            summary=bulk.seal(resident, AppealRegistered, "summary", "希望协助申请辅助器具。"),
            on=day,
            calendar=calendar,
            resident=resident,
            read_back=True,
        )
        steps: tuple[tuple[Callable[..., Any], dict[str, Any]], ...] = (
            (
                Appeal.triage,
                {
                    "track": Track.PROMPT,
                    "category": self._chance.choice(list(AppealCategory)),
                    "regime": Regime.ORDINARY,
                    "role": Role.TOWN,
                    "calendar": calendar,
                },
            ),
            (Appeal.accept, {"related": False, "on": day, "calendar": calendar}),
            (
                Appeal.assign,
                {
                    "lead": "示例社区残协",
                    "handler": handler,
                    "related": False,
                    "on": day,
                    "calendar": calendar,
                },
            ),
            (Appeal.start_work, {"actor": handler, "on": day, "calendar": calendar}),
            (
                Appeal.reply,
                {
                    "actor": handler,
                    "outcome": Outcome.RESOLVED,
                    "reply": bulk.seal(resident, AppealReplied, "reply", "已协助申请, 下周送达。"),
                    "means": ReplyMeans.IN_PERSON,
                    "on": day,
                    "calendar": calendar,
                },
            ),
            (
                Appeal.revisit,
                {"actor": other, "reached": True, "on": day, "satisfaction": Satisfaction.VERY},
            ),
            (Appeal.close, {"role": Role.TOWN}),
        )
        for decide, values in steps[: self._chance.choice((3, 5, 7, 7, 7))]:
            bulk.change(appeal, day, decide, **values)
        bulk.forget(appeal)

    def _identity(self) -> str:
        """Give the next ID number of the synthetic range 990000, which belongs to no place."""
        number = self._numbers
        self._numbers += 1
        born = date(1930, 1, 1) + timedelta(days=number % 25_000)
        first17 = f"990000{born:%Y%m%d}{number // 25_000:03d}"
        total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
        return first17 + _CHECKS[total % 11]

    def _id(self) -> UUID:
        """Give the next id: counted up, as ids made in order of time are, and random behind."""
        self._ids += 1
        return UUID(int=self._ids << 64 | self._chance.getrandbits(62) | 1 << 63)


def _importer() -> Actor:
    return Actor(UUID("0190b1f0-0000-7000-8000-00000000b002"), Role.DISTRICT, "", Channel.IMPORT)

"""The ledger of a house: opened at its start, published by one process of all, epochs, and proofs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from application.refusals import CaseUnknown
from domain.history import Envelope, Rejected, fold
from domain.system import LogOpened, NothingWasLost, System
from domain.words import Channel
from eventstore.append import NewEvent, StaleVersion
from eventstore.ledger.instance import KeyFile, PublishedFile
from eventstore.ledger.ledger import Ledger
from eventstore.ledger.notes import VerifierKey
from eventstore.ledger.upkeep.epochs import open_epoch as write_epoch
from eventstore.ledger.upkeep.publishing import Publisher
from eventstore.ledger.upkeep.standing import open_ledger
from eventstore.ledger.upkeep.verifying import verify
from proofs.prover import Prover

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from application.actor import Actor
    from bootstrap.house import House
    from bootstrap.settings import Settings
    from domain.system import EpochOpened
    from eventstore.checking.faults import Fault
    from eventstore.log import Log
    from projections.figures.figure import Question
    from proofs.bundle import Kind
    from proofs.prover import Bundle


class NothingToGoOnWith(Rejected):
    """账本是空的, 没有可以继续的内容: 请先从备份恢复; 若确要新建账本, 请另设 LIANXIN_VAR。
    | The log is empty and there is nothing to go on with: restore a backup first, or set another
    LIANXIN_VAR for a log that is to be new.
    """


def ledger_of(settings: Settings, log: Log) -> Ledger:
    """Open the ledger of `log`, and hold the log against what was published of it.

    Raises `PublishedByAnotherLog`, `LedgerIsFixed`, `KeyMalformed` for a witness's key.
    """
    witnesses = [VerifierKey.parse(text) for text in settings.ledger_witnesses.split()]
    ledger = Ledger(log, witnesses=witnesses)
    open_ledger(
        ledger,
        _published(settings),
        origin=settings.ledger_origin,
        hash_name=settings.ledger_hash,
    )
    return ledger


def publisher_of(settings: Settings, ledger: Ledger) -> Publisher:
    """Give what signs and publishes for this instance."""
    return Publisher(ledger, _keys(settings), _published(settings))


def faults_of_ledger(
    house: House, *, progress: Callable[[int, int], None] = lambda *_: None
) -> list[Fault]:
    """Make the ledger again from the log; name what differs within the database, and outside it."""
    return verify(
        house.ledger,
        file=_published(house.settings),
        keys=_keys(house.settings),
        progress=progress,
    )


def open_epoch(house: House, actor: Actor, *, reason: str) -> tuple[int, EpochOpened]:
    """Go on with a log that is not what was published of it; give the position that says so.

    Raises `NothingWasLost`, `NothingToGoOnWith`, `EpochReasonMissing`.
    """
    loss = house.ledger.loss()
    if loss is None:
        raise NothingWasLost
    first = house.log.event_at(1)
    if first is None or not isinstance(first.event, LogOpened):
        raise NothingToGoOnWith
    system = fold(System, first.stream, house.log.history(first.stream))
    event = system.open_epoch(
        epoch=loss.epoch + 1,
        published_size=loss.published_size,
        published_root=loss.published_root.hex(),
        found_size=loss.found_size,
        found_root=None if loss.found_root is None else loss.found_root.hex(),
        reason=reason,
    )
    envelope = Envelope(
        occurred_on=house.office.today(),
        actor=actor.id,
        role=actor.role,
        area=actor.area,
        channel=Channel.SYSTEM,
    )
    new = NewEvent(
        system.id, system.version + 1, event.topic, house.log.form.encode(envelope, event)
    )
    try:
        position = write_epoch(
            house.log,
            new,
            ended=loss.epoch,
            at=house.clock.recording_time,
            service_clock=datetime.now(UTC),
        )
    except StaleVersion as error:
        raise NothingWasLost from error
    return position, event


def prover_of(house: House) -> Prover:
    """Give who proves the figures of a house."""
    return Prover(house.read_models, house.ledger)


def prove(
    house: House, question: Question, *, kind: Kind, known_at: str | None, position: int | None
) -> Bundle:
    """Prove a figure as known at a position, or at the last checkpoint, publishing what is new.

    Raises `FigureIncomplete`, `NothingPublished`.
    """
    wanted = house.read_models.position() if position is None else position
    if house.ledger.published_size() < wanted:
        house.publisher.step()
    if position is None:
        wanted = min(wanted, house.ledger.published().checkpoint.size)
    return prover_of(house).prove(question, kind=kind, known_at=known_at, position=wanted)


def prove_case(house: House, case: UUID, *, known_at: str | None, position: int | None) -> Bundle:
    """Prove a record as known at a position, or now, publishing what is new. Raises `CaseUnknown`."""
    history = house.log.history(case, through=position)
    if not history:
        raise CaseUnknown
    if house.ledger.published_size() < history[-1].position:
        house.publisher.step()
    return prover_of(house).prove_case(history, known_at=known_at)


def _keys(settings: Settings) -> KeyFile:
    return KeyFile(settings.ledger_key_file or settings.ledger_folder / "signing.key")


def _published(settings: Settings) -> PublishedFile:
    return PublishedFile(settings.ledger_folder / "published" / "checkpoint")

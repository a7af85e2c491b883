"""An appeal that is somebody else's, or another association's: sealed again, and kept elsewhere.

The texts of a case are closed under the key of its person for this case. When the person was the
wrong one, each text that stands is opened and closed again under the right person's key, in a
correction of its entry, and the wrong person's key for the case is destroyed in the same append:
whatever it closed reads `<已删除>` from then on (`domain.md` 8.4 and 10.1).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from application.casework.places import organisation_of, resident_and_organisation
from application.command import Command
from application.command.closing import subject_of
from application.permissions import DST, TWN, of
from application.work import place
from domain.appeal import Appeal, AppealRegistered
from domain.association import Association, AssociationStatus
from domain.history import Sealed, as_corrected
from domain.words import Appellant
from eventstore.vault import ERASED

if TYPE_CHECKING:
    from uuid import UUID

    from application.work import Work
    from domain.history import Event

SUBJECT: Final = "resident"
"""The field that the corrections of a changed subject name; no other correction may name it."""

_REASON: Final = "诉求人已更正"


def _change_subject(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Let the case be another resident's, with every text under the right key.

    The case stays where it is kept; its entries are dated and placed as before.
    """
    resident = values["resident"]
    resident_and_organisation(work, resident)
    wrong = subject_of(work.load(Appeal, stream))
    history = work.history_of(stream)
    entries = list(as_corrected(history))
    command.change(work, stream, values)
    for now in entries:
        original = history[now.version - 1]
        whole = _of_the_right_person(work, stream, now.event, resident)
        if whole == now.event:
            continue
        work.change(
            Appeal,
            stream,
            Appeal.correct,
            original=original,
            whole=whole,
            field=SUBJECT,
            old=None,
            new=None,
            reason=_REASON,
            occurred_on=_if_other(now.envelope.occurred_on, original.envelope.occurred_on),
            organisation=_if_other(now.envelope.organisation, original.envelope.organisation),
        )
    work.destroy_keys(wrong, stream)


def _transfer(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Keep an open case at another association, from now on; permission and lists follow."""
    before = work.organisation_of(stream)
    target = values["to_association"]
    organisation = organisation_of(work, target)
    is_active = work.load(Association, target).status is AssociationStatus.ACTIVE
    work.keep_at(stream, organisation)
    command.change(
        work,
        stream,
        values,
        from_association=None if before is None else before.association,
        to_is_active=is_active,
    )


def _of_the_right_person(work: Work, stream: UUID, event: Event, resident: UUID) -> Event:
    """Give an entry as it is for the right person: their case, and each text under their key."""
    vault = work.desk.office.vault
    changes: dict[str, Any] = {}
    for each in dataclasses.fields(event):  # type: ignore[arg-type]
        sealed = getattr(event, each.name)
        if not isinstance(sealed, Sealed):
            continue
        text = vault.open(sealed, place=place(type(event), each.name))
        if text != ERASED:
            changes[each.name] = work.seal(resident, type(event), each.name, text, matter=stream)
    if isinstance(event, AppealRegistered):
        changes |= {SUBJECT: resident, "appellant": Appellant.RESIDENT}
    return dataclasses.replace(event, **changes)  # type: ignore[type-var]


def _if_other(now: Any, before: Any) -> Any:  # noqa: ANN401  (a day, or an organisation)
    return now if now != before else None


COMMANDS: Final = (
    Command(
        "appeals",
        "change-subject",
        Appeal,
        Appeal.change_subject,
        of(TWN, DST),
        by=_change_subject,
    ),
    Command(
        "appeals",
        "transfer",
        Appeal,
        Appeal.transfer,
        of(TWN, DST),
        by=_transfer,
        computed=frozenset({"from_association", "to_is_active"}),
    ),
)

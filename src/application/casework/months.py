"""Reports of months: the figures are read, never typed; one stream for each month of each area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from application.casework.claims import reported
from application.command import Command
from application.permissions import ASC, DST, LDR, TWN, of
from domain.history import Organisation
from domain.report_month import ReportMonth, ReportNotSubmitted

if TYPE_CHECKING:
    from datetime import date

    from application.work import Work

TOWN_DIGITS: Final = 9

_IDS: Final = UUID("0190b1f0-0000-7000-8000-0000000000ac")
"""The name space of the ids of reports. It is for ever."""


def report_of(area: str, month: date) -> UUID:
    """Give the stream of an area's report of the month of a day."""
    return uuid5(_IDS, f"{area}:{month:%Y%m}")


def _submit(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:  # noqa: ARG001
    """Submit what the facts say, with the areas below that have not reported."""
    area, month = values["area"], values["month"].replace(day=1)
    office = work.desk.office
    read = office.lookups.figures_to_report(area, month)
    below = office.lookups.areas_below(area, month)
    held = office.log.held([reported(each, month) for each in below])
    report = report_of(area, month)
    work.minted(report)
    work.open(
        ReportMonth,
        report,
        _organisation(work, area, report),
        ReportMonth.submit,
        **values,
        position=read.position,
        figures=read.figures,
        groups=read.groups,
        complete=read.complete,
        anything_happened=read.anything_happened,
        missing=tuple(each for each in below if reported(each, month) not in held),
        role=work.desk.actor.role,
        on=work.desk.occurred_on,
    )


def _restate(work: Work, command: Command, stream: UUID, values: dict[str, Any]) -> None:
    """Restate by what the facts say now."""
    report = work.load(ReportMonth, stream)
    if report.month is None:
        raise ReportNotSubmitted
    read = work.desk.office.lookups.figures_to_report(report.area, report.month)
    command.change(
        work,
        stream,
        values,
        position=read.position,
        figures=read.figures,
        groups=read.groups,
        complete=read.complete,
    )


def _organisation(work: Work, area: str, report: UUID) -> Organisation:
    """Give the organisation a report belongs to: its association's, or the office's own."""
    village = work.desk.office.log.holder(f"village:{area}")
    return Organisation(village or report, area, area[:TOWN_DIGITS])


_M: Final = ReportMonth
_READ: Final = frozenset(
    {"position", "figures", "groups", "complete", "anything_happened", "missing"}
)

COMMANDS: Final = (
    Command(
        "months",
        "",
        _M,
        _M.submit,
        of(ASC, TWN, DST, LDR),
        opens=True,
        by=_submit,
        computed=_READ,
    ),
    Command("months", "lock", _M, _M.lock, of(DST, LDR)),
    Command(
        "months",
        "restate",
        _M,
        _M.restate,
        of(DST, LDR),
        by=_restate,
        computed=frozenset({"position", "figures", "groups", "complete"}),
    ),
)

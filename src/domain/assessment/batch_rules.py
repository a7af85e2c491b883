"""Why a day's round of home assessments says no (`domain.md` 10.3)."""

from __future__ import annotations

from domain.history import Rejected


class BatchAlreadyPlanned(Rejected):
    """该批次已有计划, 请打开原批次。 | This batch is planned already; open it and go on there."""


class BatchHasNoDoctor(Rejected):
    """批次至少要有一名评残医生。 | A batch has at least one assessing doctor."""


class BatchNotPlanned(Rejected):
    """批次不在计划中, 不能调整点位; 未到户的点可以减点。
    | The batch is no longer being planned; a stop that was not visited can still be removed.
    """


class BatchNotConfirmed(Rejected):
    """批次未确认或已出发, 不能出发。 | The batch is not confirmed, or has set out already."""


class BatchNotRunning(Rejected):
    """批次不在进行中, 请先出发。 | The batch is not under way; start it first."""


class BatchHasSetOut(Rejected):
    """批次已出发或已结束, 不能取消; 未到户的点可以减点。
    | The batch has set out and cannot be cancelled; a stop not yet visited can be removed.
    """


class BatchHasEnded(Rejected):
    """批次已完成或取消, 不能减点。 | The batch is finished or cancelled; its stops stay."""


class BatchFull(Rejected):
    """当日点位已满, 请排入另一批次。 | The day is full; use another batch."""


class BatchHasNoStops(Rejected):
    """批次没有点位, 不能确认。 | The batch has no stops and cannot be confirmed."""


class StopAlreadyListed(Rejected):
    """该申请或该残疾人已在本批次中。 | The request or the person is on this route already."""


class StopUnknown(Rejected):
    """本批次没有这个点。 | This batch has no such stop."""


class StopAlreadyVisited(Rejected):
    """该点已登记结果; 记错的请更正。
    | The outcome of this stop is recorded; if it was typed wrong, correct it.
    """


class OrderIsNotTheStops(Rejected):
    """新次序须包含全部点位, 每点一次。 | The new order names every stop, each once."""


class StopNotReady(Rejected):
    """有点位的申请不是已受理或已排期, 请减点或先受理。
    | A stop's request is neither accepted nor scheduled; remove the stop or accept it first.
    """


class StopNotAtHome(Rejected):
    """有点位的申请不是上门评残, 请减点。
    | A stop's request is not for a home assessment; remove the stop.
    """


class StopOutsideDistrict(Rejected):
    """有点位不在本区, 请减点。 | A stop lies outside this district; remove it."""


class DoctorsDoNotCoverStops(Rejected):
    """随行医生不能评定全部点位的残疾类别, 请增派医生或减点。
    | The doctors may not assess every stop's category; add a doctor or remove the stop.
    """


class StopsWithoutOutcome(Rejected):
    """还有点位没有结果; 登记结果, 未到的先减点再完成。
    | Some stops have no outcome; record it, or remove those not reached, then finish.
    """

"""How an appeal says no: each class is a state of the world, its docstring the sentence shown."""

from __future__ import annotations

from domain.history import Rejected


class AppealAlreadyRegistered(Rejected):
    """该诉求已登记。 | The appeal is already registered."""


class ResidentMissing(Rejected):
    """请选择残疾人档案; 不在档的请登记为"其他"并说明原因。
    | Choose the resident's file; somebody without one is registered as "other", with a reason.
    """


class InstitutionUnnamed(Rejected):
    """机构提出诉求, 请填写机构名称。 | An institution asks: give its name."""


class OtherAppellantUnexplained(Rejected):
    """匿名或其他诉求人, 请说明原因。 | Anonymous, or somebody else: give the reason."""


class RepresentativeMissing(Rejected):
    """本人不能表达诉求, 请登记代理人。
    | The person cannot state the appeal: record who speaks for them.
    """


class AppealNotReadBack(Rejected):
    """口头诉求应当向本人复述确认后再登记。
    | A spoken appeal is read back to the person before it is registered.
    """


class TooManyRepresentatives(Rejected):
    """多人走访应当推选代表, 代表不超过5人。
    | People who come together choose representatives, at most five.
    """


class AppealNotOpen(Rejected):
    """诉求已结束或尚未登记, 不能办理。 | The appeal has ended or was never registered."""


class AppealNotAwaitingTriage(Rejected):
    """诉求不在待分类状态; 受理后请用转轨或更正。
    | The appeal does not await triage; once accepted, change its track or correct the entry.
    """


class TrackNeedsTown(Rejected):
    """专委只能定为及时办; 协调办、公开办请镇街定轨。
    | Below the town only the prompt track is given; leave the other tracks to the town.
    """


class TrackCannotChangeNow(Rejected):
    """诉求不在分类之后、答复之前, 不能转轨。
    | The track is changed after triage and while nothing stands still or has been replied.
    """


class TrackUnchanged(Rejected):
    """诉求已在这一轨。 | The appeal is on this track already."""


class AppealNotAwaitingAcceptance(Rejected):
    """诉求不在待受理状态。 | The appeal does not await acceptance."""


class HandlerIsRelated(Rejected):
    """经办人与诉求有直接利害关系, 应当回避, 请换人。
    | The person has a direct interest and must withdraw; name somebody else.
    """


class AccompanimentNotOffered(Rejected):
    """告知途径时请主动提出陪同办理。 | Offer to go along when telling the person where to go."""


class AppealCannotBeMergedNow(Rejected):
    """只有已登记至办理中的诉求可以并案。
    | Only an appeal that is registered and not yet replied to is merged.
    """


class MergedIntoItself(Rejected):
    """不能并入自身, 请选择另一件。 | An appeal is not merged into itself; choose another."""


class MergeTargetNotOpen(Rejected):
    """目标诉求已结束, 不能并案; 请登记为重复诉求。
    | The other appeal has ended; register this one as its repetition instead.
    """


class NotTheSameMatter(Rejected):
    """不是同一人同一事项, 不能并案; 可以关联。
    | Not the same person and facts: not merged, but the two may be linked.
    """


class AppealNotAwaitingAssignment(Rejected):
    """诉求未受理或已交办, 不能交办。 | The appeal is not accepted or already assigned."""


class AssistingUnitMissing(Rejected):
    """协调办至少要有一个协办单位。 | The coordinated track needs at least one assisting unit."""


class LeadAssistsItself(Rejected):
    """牵头单位不能同时是协办单位。 | The leading unit cannot assist itself."""


class AppealNotAssigned(Rejected):
    """诉求不在已交办状态。 | The appeal is not assigned and waiting to be begun."""


class ObjectionTooLate(Rejected):
    """已超过5个工作日的退单期限, 请签收办理。
    | The five workdays for giving it back have passed; begin the work.
    """


class ReturnNotConfirmed(Rejected):
    """退单应由交办方确认, 不能由承办人自己确认。
    | Giving it back is confirmed by whoever assigned it, not by the handler.
    """


class NotTheHandler(Rejected):
    """只有承办人可以办理这一步。 | Only the handler can take this step."""


class AppealNotInProgress(Rejected):
    """诉求不在办理中, 不能进行这一步。
    | The appeal is not in progress, so this step cannot be taken.
    """


class MaterialAlreadyRequested(Rejected):
    """补充材料应当一次告知, 本轮已要求过。
    | Missing material is asked for once and completely; this round has done so.
    """


class AppealNotSuspended(Rejected):
    """诉求没有在等待补充材料。 | The appeal is not waiting for material."""


class AlreadyExtended(Rejected):
    """本轮已延期过一次, 不能再延。 | The clock of this round was extended once already."""


class ExtensionTooLate(Rejected):
    """已超过办理期限, 不能延期; 请尽快答复。
    | The due date has passed and cannot be extended; reply as soon as possible.
    """


class ExtensionTooLong(Rejected):
    """延期天数不在允许范围内。 | The extension is outside what the promise allows."""


class PersonNotTold(Rejected):
    """延期应当先告知诉求人并说明理由。
    | Tell the person, with the reason, before the time is extended.
    """


class ExtensionNotApproved(Rejected):
    """延期未经有权批准: 及时办由镇街批准, 其他由区残联领导批准。
    | The town approves an extension on the prompt track, the district's head on the others.
    """


class OpinionIncomplete(Rejected):
    """信访答复须有处理意见书编号和依据。
    | A petition is answered by a numbered opinion that states its basis.
    """


class AppealNotReplied(Rejected):
    """诉求没有待回访的答复。 | No reply of the appeal stands and waits for a revisit."""


class ReplyAlreadyDelivered(Rejected):
    """该答复已登记送达。 | The delivery of this reply is already recorded."""


class DeliveredBeforeReplied(Rejected):
    """送达日期早于答复日期, 请核对。 | Delivered before it was replied; check the dates."""


class RevisitByHandler(Rejected):
    """回访不能由承办人进行, 请换人回访。 | The handler does not revisit; let somebody else ask."""


class SatisfactionMissing(Rejected):
    """已接通的回访请填写满意度, 本人不愿评价的选"未评价"。
    | A revisit that reached the person records the satisfaction, or that they did not rate.
    """


class SatisfactionOfNobody(Rejected):
    """未接通的回访不能填写满意度。 | A revisit that reached nobody has no satisfaction."""


class AlreadyTriedThatDay(Rejected):
    """这一天已回访未接通, 请换一天再试; 三天未接通记为未接通。
    | That day's attempt failed; try on another day. Three failed days count as not reached.
    """


class AppealNotRevisited(Rejected):
    """诉求尚未回访, 不能办结; 匿名或其他诉求人可在答复后说明原因办结。
    | Not revisited, so not closed; an anonymous appeal is closed from its reply, with a reason.
    """


class UnsatisfiedNotExplained(Rejected):
    """回访不满意, 请重办, 或写明不重办的原因。
    | The person is unsatisfied: reopen, or write down why not.
    """


class RevisitSkippedUnexplained(Rejected):
    """未回访办结, 请写明原因。 | Closed without a revisit: write down why."""


class ClosingNeedsTown(Rejected):
    """协调办、公开办由镇街或区残联办结; 残协只能办结及时办。
    | Town or district close the other tracks; the association closes prompt appeals only.
    """


class AppealNotReopenable(Rejected):
    """只有已回访或已办结的诉求可以重办。 | Only a revisited or closed appeal is reopened."""


class ReopeningTooLate(Rejected):
    """答复已超过30日, 不能重办; 请登记为新诉求并关联。
    | Thirty days since the reply have passed; register a new appeal related to this one.
    """


class PetitionGoesToReview(Rejected):
    """信访人不服答复的, 请在收到答复30日内申请复查。
    | A petitioner who disagrees asks for a review within 30 days of receiving the reply.
    """


class AlreadyPetition(Rejected):
    """该诉求已是信访事项。 | The appeal is a petition already."""


class PersonNotInformed(Rejected):
    """转为信访前应当告知本人。 | Tell the person before the appeal becomes a petition."""


class OnlyPetitionsAreReviewed(Rejected):
    """只有信访事项可以申请复查; 其他诉求可在答复30日内重办。
    | Only a petition is reviewed; another appeal may be reopened within 30 days of the reply.
    """


class AppealNotReviewable(Rejected):
    """诉求没有可以复查的答复。 | No reply of the appeal stands that could be reviewed."""


class ReceiptUnknown(Rejected):
    """尚未登记答复送达日期, 请先登记送达再申请复查。
    | The day the reply was received is not recorded; record its delivery first.
    """


class ReviewTooLate(Rejected):
    """收到书面意见已超过30日, 不能再申请复查、复核。
    | More than thirty days have passed since the written opinion was received.
    """


class ReviewNotUnderWay(Rejected):
    """该信访事项不在复查中。 | The petition is not under review."""


class AppealNotReviewed(Rejected):
    """该信访事项没有可以复核的复查意见。 | No review of the petition stands that could be rechecked."""


class RecheckNotUnderWay(Rejected):
    """该信访事项不在复核中。 | The petition is not under recheck."""


class OpinionBeforeRequest(Rejected):
    """意见送达日期不能早于申请日期, 请核对。 | An opinion cannot precede the request; check the dates."""


class HearingIncomplete(Rejected):
    """听证应当填写起止日期, 且在复核期间之内。
    | A hearing has a first and a last day, both within the recheck.
    """


class WishNotConfirmed(Rejected):
    """撤回须由本人签字或向本人复述确认。
    | A withdrawal is signed by the person or read back to them.
    """


class AlreadyLinked(Rejected):
    """这两件已经关联。 | The two cases are linked already."""


class LinkedToItself(Rejected):
    """不能与自身关联。 | A case is not linked to itself."""


class EarlierEntryIsVoid(Rejected):
    """前面的步骤已作废, 请先撤销该作废再办理。
    | An earlier entry that this step needs is void; take that void back first.
    """

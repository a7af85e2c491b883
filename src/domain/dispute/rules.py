"""How a dispute says no: each class is a state of the world, its docstring the sentence shown."""

from __future__ import annotations

from domain.history import Rejected


class DisputeAlreadyRegistered(Rejected):
    """该纠纷已登记。 | The dispute is already registered."""


class AdministrativeDispute(Rejected):
    """与行政机关的争议不属于民间纠纷, 请登记为诉求。
    | A quarrel with a public body about a decision is not mediated; register an appeal.
    """


class PartiesIncomplete(Rejected):
    """纠纷至少要有两方当事人。 | A dispute has at least two parties."""


class PartyUnnamed(Rejected):
    """当事人请选择档案或填写姓名。 | Each party is a resident on file or has a name."""


class PartyListedTwice(Rejected):
    """同一当事人重复登记。 | A party is listed twice."""


class NoDisabledParty(Rejected):
    """当事人中没有残疾人或其家庭成员, 请转村(社区)调解委员会。
    | No party is a disabled resident or of their household; leave it to the mediation committee.
    """


class DisputeNotRegistered(Rejected):
    """纠纷不在已登记状态, 不能进行这一步。
    | The dispute is past registration, or was never registered.
    """


class NotCalmedYet(Rejected):
    """尚无疏导记录, 不能以疏导化解结案。 | Nobody has calmed it yet: record that first."""


class SideNotConfirmed(Rejected):
    """疏导化解须各方分别确认。 | Each side confirms for itself that it is settled."""


class DisputeEndedOrReported(Rejected):
    """纠纷已报告、已归档或尚未登记。 | Already reported, archived, or never registered."""


class ReportFirst(Rejected):
    """涉及虐待、遗弃或暴力, 请先报告公安或民政, 不先行调解。
    | Abuse, abandonment or violence is suspected: report it first, do not mediate.
    """


class ConsentNotAsked(Rejected):
    """尚未征求意愿, 或已受理。 | Consent is not being asked: not yet, or no longer."""


class PartyUnknown(Rejected):
    """该当事人不在本纠纷中。 | That party is not in this dispute."""


class ConsentAlreadyGiven(Rejected):
    """该当事人已同意。 | The party has consented already."""


class RepresentativeNeeded(Rejected):
    """该当事人不能自行表示意愿, 须由代理人同意; 请先登记代理人。
    | The party cannot decide alone: record a representative, who consents for them.
    """


class RefusalTooLate(Rejected):
    """调解已开始或已结束; 一方不愿继续的, 请以调解不成终止。
    | Mediation has begun or ended; when a party will not go on, end it as failed.
    """


class ConsentMissing(Rejected):
    """还有当事人未同意, 不能受理调解。 | Not every party has consented."""


class MediatorMissing(Rejected):
    """请指定调解员。 | Name at least one mediator."""


class MediatorIsRelated(Rejected):
    """调解员与当事人有利害关系, 请换人。
    | The mediator is related to a party; name somebody else.
    """


class MediationNotOpen(Rejected):
    """调解未受理或已结束。 | Mediation has not been accepted, or has ended."""


class MediatorAlreadyAssigned(Rejected):
    """该调解员已在本案。 | That mediator is on the case already."""


class MediationNotBegun(Rejected):
    """尚未调解或调解已结束, 不能进行这一步。
    | No session was held yet, or mediation has ended.
    """


class ExtensionNotAgreed(Rejected):
    """延长调解须双方同意; 不同意的, 以调解不成终止。
    | More time needs both sides; without them, end it as failed.
    """


class SignatureMissing(Rejected):
    """书面协议须各方当事人签名、盖章或按指印。
    | A written agreement is signed, sealed or fingerprinted by every party.
    """


class MediatorOrSealMissing(Rejected):
    """书面协议须调解员签名并加盖调解委员会印章。
    | A written agreement bears the mediator's signature and the committee's seal.
    """


class AgreementNotYetEffective(Rejected):
    """生效日期晚于今日, 请核对。 | The effective date lies ahead; check it."""


class RoutesNotTold(Rejected):
    """调解不成, 应当告知当事人可以仲裁、行政、司法等途径。
    | When mediation fails, the parties are told of arbitration, administration and court.
    """


class NoAgreementInForce(Rejected):
    """没有待履行的协议。 | No agreement is in force and waiting to be kept."""


class NothingToFollowUp(Rejected):
    """没有待回访的协议或疏导结果。 | No agreement and no calming waits to be followed up."""


class ConfirmationAlreadyApplied(Rejected):
    """该协议已申请过司法确认。 | Confirmation of this agreement was applied for already."""


class ConfirmationTooLate(Rejected):
    """已超过协议生效后30日, 不能申请司法确认; 可以变更协议重新生效, 或提起诉讼。
    | Thirty days since it took effect have passed; amend the agreement anew, or go to court.
    """


class NotAppliedJointly(Rejected):
    """司法确认须各方当事人共同申请。 | The parties apply together, or not at all."""


class ConfirmationNotApplied(Rejected):
    """没有待决的司法确认申请。 | No application for confirmation is waiting."""


class DisputeHasAnOutcome(Rejected):
    """纠纷已有结果或尚未登记, 不能撤回。 | It has an outcome, or was never registered."""


class DisputeNotEnded(Rejected):
    """纠纷尚未结束, 不能归档; 达成协议的请先回访履行。
    | Not ended, so not archived; an agreement is first checked for its performance.
    """


class FileIncomplete(Rejected):
    """卷宗不齐: 须有登记、调解记录; 达成协议的须有协议。
    | The file lacks the register, the records, or the agreement that was reached.
    """


class RegistrationIsVoid(Rejected):
    """登记内容已作废, 请先撤销该作废再办理。
    | The registration is void; take that void back first.
    """

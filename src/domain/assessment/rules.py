"""Why a request for assessment says no (`domain.md` 10.2; 残疾人证管理办法, by its articles)."""

from __future__ import annotations

from domain.history import Rejected

# Taking the request.


class AssessmentAlreadyApplied(Rejected):
    """该评残申请已经登记, 请打开原申请办理。
    | This request is already registered; open it and go on there.
    """


class ApplicantHasNotConsented(Rejected):
    """未取得本人或监护人同意, 不能申请。
    | Neither the person nor the guardian has consented; there is no request without consent.
    """


class GuardianAbsent(Rejected):
    """未成年人以及疑似智力、精神残疾的, 须有监护人在场。
    | A minor, and a person with suspected intellectual or mental disability, needs the guardian.
    """


class CancelledWithinYear(Rejected):
    """残疾人证注销未满一年, 不能重新申请; 期满后再办理。
    | The certificate was cancelled less than a year ago; apply again when the year is over.
    """


class RequestNotAwaitingScreening(Rejected):
    """申请不是待核实状态, 不能核实。 | The request is not waiting to be screened."""


class PersonNotMet(Rejected):
    """未见到本人, 不能核实; 请另约时间再去。
    | The person was not met and cannot be screened; make another visit.
    """


class HomeGroundMissing(Rejected):
    """上门评残须写明上门事由, 选“其他”的须说明原因。
    | A home assessment needs its ground, and "other" its reason.
    """


class WarningsNotAcknowledged(Rejected):
    """有年龄或病程提示尚未确认, 请逐条确认后再提交; 是否评定由医疗机构决定。
    | Warnings of age or course are not acknowledged; confirm each. The institution will decide.
    """


class RequestNotAwaitingAcceptance(Rejected):
    """申请不是待受理状态, 不能受理。 | The request is not waiting to be accepted."""


class ApplicantNotVerified(Rejected):
    """本人身份、监护人或照片尚未核验, 不能受理; 可退回补正。
    | Identity, guardian or photo is not verified; the request can be returned for completion.
    """


class IdNumberMissing(Rejected):
    """没有公民身份号码, 不能受理; 请先协助办理户口登记并补录。
    | There is no ID number; help with the household registration and enter it first.
    """


class RequestNotReturnable(Rejected):
    """已排期或已办结的申请不能退回补正。
    | Only a request that is not yet scheduled can be returned for completion.
    """


class RequestReturnedBefore(Rejected):
    """补正只能一次告知; 已退回过一次, 请受理或不予受理。
    | Completion is asked for once; it was returned before: accept it or do not.
    """


class NothingListed(Rejected):
    """退回补正须一次列全所缺材料。 | A return lists everything that is missing, at once."""


class RequestNotReturned(Rejected):
    """申请未被退回, 不需要补正提交。 | The request was not returned; there is nothing to resubmit."""


class RequestNotScreened(Rejected):
    """只有已核实待受理的申请可以不予受理。
    | Only a screened request that is not yet accepted can be refused.
    """


# The assessment.


class RequestNotAwaitingSchedule(Rejected):
    """申请不是已受理待排期状态, 不能排期; 已排期的请改期。
    | The request is not waiting for an appointment; one that has an appointment is rescheduled.
    """


class InstitutionNotDesignated(Rejected):
    """该机构在当日未被指定或不能评定该类别, 请另选机构或日期。
    | The institution is not designated for this on that day; choose another one or another day.
    """


class RequestNotForHome(Rejected):
    """核实时未定为上门评残; 要上门, 请先更正核实记录, 未核实的退回补正后核实。
    | The screening did not say home; correct it, or return the request and screen it.
    """


class HomeVisitNeedsBatch(Rejected):
    """上门评残须排入批次和次序, 到院评定则不排批次。
    | A home visit is a stop of a batch; an appointment at the institution is not.
    """


class RequestNotScheduled(Rejected):
    """申请没有排期, 不能改期或录入评定; 请先排期。
    | The request has no appointment; schedule it before it is put off or assessed.
    """


class NobodyAssessed(Rejected):
    """评定表上至少要有一名评残医生。 | The form names at least one assessing doctor."""


class FindingsMissing(Rejected):
    """符合标准的, 须填写残疾类别、等级和各项评定结果。
    | Who qualifies has a category, a grade and findings; enter them.
    """


class CategoryDoesNotFollowFindings(Rejected):
    """有两类以上残疾的为多重残疾, 只有一类的按该类填写; 请核对评定表。
    | Two or more categories make multiple disability, one makes itself; compare with the form.
    """


class GradeIsNotMostSevere(Rejected):
    """残疾等级应取各项中最重的一级; 请核对评定表。
    | The grade is the most severe of the findings; compare with the form.
    """


class NothingConcluded(Rejected):
    """尚无评定结论。 | There is no conclusion yet."""


class ConclusionAlreadyNotified(Rejected):
    """该结论已经告知, 异议期从第一次告知起算。
    | The person has been told already; the time to object runs from the first notice.
    """


class ConclusionNotNotified(Rejected):
    """评定结论尚未告知本人或监护人, 请先告知并登记。
    | The person or guardian has not been told of the conclusion; tell them and record it first.
    """


class ObjectionPeriodOver(Rejected):
    """已超过告知后十个工作日的异议期; 病情有变化的可申请等级变更。
    | The ten workdays to object are over; if the condition changed, apply for a change of grade.
    """


class ObjectionPeriodRunning(Rejected):
    """异议期未满, 暂不能归档。 | The person may still object; archive when that time is over."""


class CityHasReassessed(Rejected):
    """市级已重新评定; 仍有异议的, 向省级残联提出。
    | The city has re-assessed already; a further objection goes to the province.
    """


class RequestNotAtCity(Rejected):
    """申请不在市级重评中。 | The request is not with the city for re-assessment."""


class CityMustConclude(Rejected):
    """市级重评结论只能是符合或不符合标准。
    | The city concludes that the person qualifies or does not, nothing else.
    """


class CityHasNotReassessed(Rejected):
    """市级尚未重新评定; 请先向市级残联提出异议。
    | The city has not re-assessed yet; a first objection goes to the city.
    """


class RequestNotAtProvince(Rejected):
    """申请不在省级终评中。 | The request is not with the province for its final conclusion."""


class ProvinceMustConclude(Rejected):
    """省级终评结论只能是符合或不符合标准。
    | The province concludes that the person qualifies or does not, nothing else.
    """


class ConclusionIsFinal(Rejected):
    """省级结论是终局结论, 不能再提出异议, 也不再重新评定。
    | The province's conclusion is final: no objection and no re-assessment follows.
    """


class ResultCorrectedByOnePerson(Rejected):
    """更正评定结果须由两人办理, 批准人不能是经办人。
    | Correcting a result takes two people; have another one approve.
    """


class ResultHasNoFindings(Rejected):
    """现有结论不是符合标准, 没有类别、等级和评定结果可更正。
    | The conclusion is not that the person qualifies; there are no findings to correct.
    """


# Publicity, review, certificate.


class RequestNotQualified(Rejected):
    """只有评定符合标准的申请可以公示或免予公示。
    | Only a request found to qualify is publicised or excused from publicity.
    """


class MinorsAreNotPublicised(Rejected):
    """未成年人不公示; 请办理“免予公示”。
    | A minor is never publicised; skip the publicity instead.
    """


class ApplicantIsNotMinor(Rejected):
    """申请人已成年, 应当公示。 | The person is of age; the conclusion has to be publicised."""


class NoticeTextNotChecked(Rejected):
    """公示内容未核对; 不得出现身份号码和病情诊断。
    | The notice was not checked; it must show neither an ID number nor a diagnosis.
    """


class RequestNotInPublicity(Rejected):
    """申请不在公示中。 | The request is not in publicity."""


class PublicityObjectionOpen(Rejected):
    """公示有异议尚未核查, 不能结束公示。
    | An objection is not looked into yet; the publicity cannot end before.
    """


class NoPublicityObjection(Rejected):
    """没有待核查的公示异议。 | There is no objection to look into."""


class PublicityNotOver(Rejected):
    """公示未满五个工作日, 不能结束; 请到期后办理。
    | The five workdays of publicity are not over; do this when they are.
    """


class AssessmentCallsForPublicity(Rejected):
    """本次申请须评定并公示, 不能以此理由免予公示。
    | This request is assessed and publicised; it cannot be excused on this ground.
    """


class RequestNotAwaitingReview(Rejected):
    """申请不是公示完毕待审核状态, 不能审核。 | The request is not waiting for review."""


class ReviewerAssessed(Rejected):
    """参加评定的医生不得审核, 请由他人审核。
    | The doctor who assessed does not review; somebody else has to.
    """


class RejectionNeedsReason(Rejected):
    """审核不通过须说明理由。 | A rejection gives its reason."""


class RequestNotApproved(Rejected):
    """申请未审核通过或证件已经发放, 不能发证。
    | The request is not approved, or the certificate was handed over already.
    """


class CertificateNotIssued(Rejected):
    """本申请的残疾人证尚未核发, 不能发放; 请先制证。
    | The certificate for this request is not issued yet; issue it before handing it over.
    """


# The end.


class NotYetAssessed(Rejected):
    """尚未评定, 不能评价。 | There was no assessment yet that could be rated."""


class AssessmentAlreadyRated(Rejected):
    """本次评定已经评价; 记错的请更正。
    | This assessment is rated already; if it was typed wrong, correct it.
    """


class RequestNotOpen(Rejected):
    """申请已办结, 不能再办理。 | The request has come to its end."""


class RequestNotArchivable(Rejected):
    """申请尚未办结, 不能归档。 | The request is not finished and cannot be archived."""


class FilesIncomplete(Rejected):
    """归档材料不全, 请补齐后归档。 | Papers are missing; complete them, then archive."""

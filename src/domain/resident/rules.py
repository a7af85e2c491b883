"""Why a resident's file says no."""

from __future__ import annotations

from domain.history import Rejected

# ---- The file ----


class ResidentOnFile(Rejected):
    """该残疾人已建档, 请在原档案中办理。 | The resident is on file already; use that file."""


class ResidentNotOnFile(Rejected):
    """没有此人的档案, 请先建档。 | There is no such file; register the person first."""


class ResidentOnlySuspected(Rejected):
    """该档案仍为疑似, 请先建档。 | The person is only suspected so far; register the person first."""


class ResidentDead(Rejected):
    """该残疾人已登记死亡; 登记有误的, 先撤销死亡登记。
    | The resident is recorded as dead; if that is wrong, revert the death first.
    """


class ResidentMovedAway(Rejected):
    """该残疾人已迁出; 迁回的, 先登记迁入。
    | The resident has moved out; if the person is back, record the move in first.
    """


class FileMerged(Rejected):
    """该档案已并入另一档案, 请在该档案中办理; 合并有误的, 先撤销合并。
    | The file was merged into another; use that one, or revert a wrong merge first.
    """


class ProcessingIsRestricted(Rejected):
    """该档案已限制处理, 只能存储; 需要办理的, 先解除限制。
    | The file is restricted and may only be stored; lift the restriction first.
    """


class FileShredded(Rejected):
    """该档案的密钥已销毁, 不能再办理。 | The key of this file is destroyed; nothing can be done in it."""


class EndBeforeBeginning(Rejected):
    """结束日期早于开始日期, 请核对日期。 | It ends before it begins; check the dates."""


# ---- Identity, notice, consent ----


class IdentityNumberMissing(Rejected):
    """档案中没有公民身份号码, 请先建档并填写号码。
    | The file has no ID number; register the person with it first.
    """


class IdentityDisagrees(Rejected):
    """证件上的出生日期或性别与档案不一致, 请更正, 或说明认可的理由。
    | Date of birth or sex differ from the document; correct the file, or give the reason why it is
    right.
    """


class NothingToChange(Rejected):
    """电话和地址都没有填写。 | Neither a phone number nor an address was given."""


class NoticeNotGiven(Rejected):
    """尚未向本人或监护人告知, 请先告知再建档。
    | Nobody has been told about the file; give the notice with the registration.
    """


class NeitherSignedNorWitnessed(Rejected):
    """本人不能签字的, 须有见证人。 | Who cannot sign needs a witness."""


class GuardianMustConsent(Rejected):
    """未满十四周岁的, 须由监护人同意。 | Under fourteen, a guardian has to consent."""


class NotAGuardian(Rejected):
    """此人目前不是登记的监护人, 请先登记监护人。
    | That person is not a guardian on file at that date; set the guardian first.
    """


class ConsentNotGiven(Rejected):
    """对该用途没有有效的同意, 无可撤回。 | There is no consent for this purpose to withdraw."""


# ---- The people around ----


class PersonIsTheResident(Rejected):
    """监护人或照料人不能是本人。 | Nobody is their own guardian or carer."""


class GuardianAlreadySet(Rejected):
    """此人已是登记的监护人。 | That person is a guardian on file already."""


class HouseholdAlreadyJoined(Rejected):
    """该残疾人已在户内, 请先登记离户。 | The resident lives in a household; record the leaving first."""


class NotInHousehold(Rejected):
    """该残疾人未登记在户内。 | The resident is in no household on file."""


class CarerAlreadySet(Rejected):
    """已登记主要照料人, 请先登记终止。 | There is a main carer on file; end that first."""


class NoCarer(Rejected):
    """没有登记的主要照料人。 | There is no main carer on file."""


# ---- Moving, dying ----


class OpenMattersUndecided(Rejected):
    """结对和在办事项尚未确定如何处理, 请先确定再登记迁出。
    | Pairing and open cases are not decided; decide on them before recording the move.
    """


class MovedBackTooSoon(Rejected):
    """迁入日期早于迁出日期, 请核对日期。 | The move in lies before the move out; check the dates."""


class ResidentLivesHere(Rejected):
    """该残疾人没有迁出登记; 先登记迁出, 再登记迁入。
    | The resident has not moved out; record that first, then the move in.
    """


class ResidentAlive(Rejected):
    """该残疾人没有死亡登记。 | The resident is not recorded as dead."""


# ---- Duplicates ----


class GroundsTooThin(Rejected):
    """须身份证号相同, 或姓名、出生日期、残疾人证号、电话、住址中有两项相同。
    | It takes the same ID number, or two of name, birth date, certificate, phone and address.
    """


class SameFile(Rejected):
    """同一档案不能与自己比对或合并。 | A file is not a duplicate of itself."""


class DuplicateNotSuspected(Rejected):
    """没有对该档案提出疑似重复。 | That file is not suspected to be a duplicate of this one."""


class ConfirmedToBeTwoPeople(Rejected):
    """已确认是两个人; 确认有误的, 先作废该条。
    | They are confirmed to be two people; if that is wrong, void that entry first.
    """


class WinnerNotInUse(Rejected):
    """保留的档案本身不在用, 请并入仍在用的档案。
    | The file to be kept is not in use itself; merge into one that is.
    """


class FileNotMerged(Rejected):
    """该档案没有被合并。 | The file has not been merged."""


# ---- Rights over the file ----


class CaseStillOpen(Rejected):
    """仍有在办事项, 办结后才能限制处理。 | A case is still open; restrict after it is closed."""


class ProcessingNotRestricted(Rejected):
    """该档案没有限制处理。 | The file is not restricted."""


class RetentionStillRuns(Rejected):
    """保存期限未满, 只能限制处理, 不能销毁。
    | The retention period is not over; restrict the file instead of destroying its key.
    """


class SubsidyTriggerAlreadyRaised(Rejected):
    """该月的两项补贴事项已提示。 | That about the subsidies of that month was said already."""


class TwoApproversNeeded(Rejected):
    """须由两人批准。 | Two different people have to approve."""

"""Why a certificate entry is refused (`domain.md` 1.3, 1.4, 1.8)."""

from __future__ import annotations

from domain.history import Rejected


class CertificateNumberDisagrees(Rejected):
    """残疾人证号与公民身份号码、类别或等级不一致: 前18位为身份号码, 第19位类别, 第20位等级。
    | The certificate number disagrees with the ID number, the category or the grade: 18 characters
    of ID number, then the category, then the grade.
    """


class CertificateLossUnexpected(Rejected):
    """残疾人证号的补发标记不对: 只有遗失补发才加B, 第几次补发即为B几。
    | The suffix of the certificate number is wrong: B is for losses only, Bn for the nth.
    """


class ValidityNotTenYears(Rejected):
    """残疾人证有效期应为十年, 请核对起止日期。 | A certificate is valid for ten years; check the dates."""


class CertificateHeld(Rejected):
    """已持有残疾人证, 请办理换领、补发或等级变更。
    | The resident holds a certificate; renew it, re-issue it or change its grade instead.
    """


class NoCertificateHeld(Rejected):
    """没有登记在册的残疾人证。 | There is no certificate on file."""


class CertificateNotValid(Rejected):
    """残疾人证不在有效状态, 不能这样办理。 | The certificate is not valid; this cannot be done."""


class CertificateNotFrozen(Rejected):
    """残疾人证没有冻结。 | The certificate is not frozen."""


class CertificateBarred(Rejected):
    """注销后一年内不能再次申领。 | Within a year of the cancellation no new certificate is issued."""


class AssessmentNotNamed(Rejected):
    """本系统办理的, 须写明所依据的评残申请。
    | What a case of ours led to has to name the assessment request.
    """


class RenewalTooEarly(Rejected):
    """距有效期满一年内才能换领。 | A certificate is renewed in its last year, not earlier."""


class CategoryAndGradeUnchanged(Rejected):
    """类别和等级都没有变化, 请办理换领或补发。
    | Neither category nor grade has changed; renew or re-issue the certificate instead.
    """


class MoveNotOverdue(Rejected):
    """迁出后满六个月未转证的才冻结, 满一年的才注销。
    | Frozen is what was not transferred within six months of the move, cancelled within a year.
    """


class NotYetExpired(Rejected):
    """残疾人证仍在有效期内。 | The certificate has not run out yet."""


class NoReminderDue(Rejected):
    """目前没有应发的到期提醒: 期满前六个月、一个月各提醒一次。
    | No reminder is due: one at six months, one at one month before the last day.
    """


class ReversalByOnePerson(Rejected):
    """冲销须由两人办理, 批准人不能是经办人。 | A reversal takes two people; have another one approve."""

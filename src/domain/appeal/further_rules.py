"""How an appeal says no to publication, to another person and to another association."""

from __future__ import annotations

from typing import Final

from domain.history import Rejected
from domain.words import Identifying


class AppealNotClosed(Rejected):
    """诉求尚未办结, 不能公开。 | The appeal is not closed and cannot be published."""


class PromptIsNotPublished(Rejected):
    """及时办的诉求不公开。 | An appeal of the prompt track is not published."""


class AppealAlreadyPublic(Rejected):
    """该诉求的结果已公开。 | The result of this appeal is public already."""


class AppealNotPublic(Rejected):
    """该诉求的结果没有公开, 无需撤下。 | The result is not public; there is nothing to take down."""


class PublicationNotOwed(Rejected):
    """该诉求没有待公开的事项, 无需说明不公开的原因。
    | Nothing of this appeal waits to be published, so no reason not to is needed.
    """


class AuthorPublishes(Rejected):
    """公开摘要的撰写人不能自己发布, 请换人发布。
    | Who wrote the summary does not publish it; let somebody else.
    """


class SummaryMissing(Rejected):
    """请填写公开摘要。 | Write the public summary."""


class SummaryHasIdentityNumber(Rejected):
    """公开摘要含有身份证号, 请删去。 | The summary holds an identity number; take it out."""


class SummaryHasCertificateNumber(Rejected):
    """公开摘要含有残疾人证号, 请删去。 | The summary holds a certificate number; take it out."""


class SummaryHasPhone(Rejected):
    """公开摘要含有电话号码, 请删去。 | The summary holds a telephone number; take it out."""


class SummaryNamesSomebody(Rejected):
    """公开摘要含有当事人姓名, 请删去。 | The summary names somebody of the case; take it out."""


class SummaryHasAddress(Rejected):
    """公开摘要含有住址, 请删去。 | The summary holds an address; take it out."""


class SummaryNamesVillage(Rejected):
    """公开摘要写到村(社区)、小区, 请只写到镇街。
    | The summary names a village or an estate; name no more than the town.
    """


SUMMARY_REFUSED: Final[dict[Identifying, type[Rejected]]] = {
    Identifying.IDENTITY_NUMBER: SummaryHasIdentityNumber,
    Identifying.CERTIFICATE_NUMBER: SummaryHasCertificateNumber,
    Identifying.PHONE: SummaryHasPhone,
    Identifying.NAME: SummaryNamesSomebody,
    Identifying.ADDRESS: SummaryHasAddress,
    Identifying.VILLAGE: SummaryNamesVillage,
}


class SubjectUnchanged(Rejected):
    """该诉求本来就是此人的。 | The appeal is this person's already."""


class MergedAppealHasNoOwnSubject(Rejected):
    """该诉求已并案, 请先作废并案再更正诉求人。
    | The appeal was merged into another; void the merge before its person is put right.
    """


class TransferTargetUnchanged(Rejected):
    """该诉求已在这个残协。 | The appeal is kept at this association already."""


class TransferTargetNotActive(Rejected):
    """接收的残协不在运行状态, 请另选。 | The association to take the case over is not working."""


class TransferWithoutDocument(Rejected):
    """移交请填写依据的文号。 | A transfer names the document that orders it."""

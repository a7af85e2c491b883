"""What an association may not do, in the sentences people read (`domain.md` 10.7)."""

from __future__ import annotations

from domain.history import Rejected


class AssociationAlreadyProposed(Rejected):
    """该残协已登记, 不能重复拟建。 | This association is on record already."""


class DivisionCodeMalformed(Rejected):
    """区划代码应为12位数字, 前9位为所属镇(街道)代码, 请从区划表中选取。
    | A division code has 12 digits and begins with its town's 9; choose it from the imported list.
    """


class DivisionCodeUnchanged(Rejected):
    """新代码与现用代码相同, 无需变更。 | The new division code is the present one."""


class DivisionCodeReachesLockedMonth(Rejected):
    """生效日期在已锁定月份内, 请改用锁定之后的日期, 或注明作为以前月份的更正。
    | The code would change within a locked month; date it later, or declare an adjustment.
    """


class AssociationNotProposed(Rejected):
    """该残协不在拟建状态, 不能批复。 | The association is not awaiting approval."""


class AssociationWithoutAreas(Rejected):
    """尚未划入自然村(小区), 请先划入再批复。 | No area is assigned yet; assign areas before approval."""


class AssociationDocumentMissing(Rejected):
    """缺少文号, 请填写批准文件的文号。 | The number of the approving document is missing."""


class AssociationNotApproved(Rejected):
    """该残协不在已批复状态, 不能成立。 | The association is not approved, or works already."""


class AssociationNeedsOneChair(Rejected):
    """残协应有且仅有一名主席, 请先任命主席。 | An association has exactly one chair; appoint one first."""


class MembersTooMany(Rejected):
    """委员人数超过上限(规定5至7人, 最多9人), 请先办理离任。
    | There would be more members than the limit allows (5 to 7 are due, 9 at most); end one first.
    """


class AssociationNotActive(Rejected):
    """该残协不在运行状态, 不能办理此事项。 | The association is not working, so this cannot be done."""


class AssociationNotSuspended(Rejected):
    """该残协未暂停, 无需恢复。 | The association is not suspended."""


class AssociationGone(Rejected):
    """该残协未登记, 或已合并、撤销, 不能办理此事项。
    | The association is not on record, or was merged or dissolved.
    """


class AssociationHasNoSeats(Rejected):
    """该残协尚未批复, 或已合并、撤销, 不能任命委员。
    | The association is not yet approved, or no longer exists, so it has no members to appoint.
    """


class PlateAlreadyApproved(Rejected):
    """挂牌已获准入, 无需重复办理。 | The nameplate is admitted already."""


class PlateNotApproved(Rejected):
    """未经准入不得挂牌, 请先办理挂牌准入; 已挂牌的无需重复挂牌。
    | A plate is hung only once admitted and not hung yet; have it admitted first.
    """


class PlateNotHung(Rejected):
    """未挂牌, 不能摘牌。 | No plate hangs there."""


class MemberAlreadySits(Rejected):
    """该人在此期间已是本残协成员, 请先办理离任。 | This person is a member in that time already."""


class ChairTaken(Rejected):
    """此期间已有主席, 请先办理原主席离任。 | There is a chair in that time; end that post first."""


class MemberNotSitting(Rejected):
    """该人不是在任成员。 | This person is not a sitting member."""


class MemberEndsBeforeStart(Rejected):
    """离任日期早于任职日期, 请核对。 | The last day is before the first; check the dates."""


class MemberTermUnknown(Rejected):
    """没有从该日开始的任期, 请核对。 | No term of this person began on that day; check the date."""


class MemberTermUnchanged(Rejected):
    """任期与原记录相同, 无需更正。 | The term is on record like this already."""


class MemberTermEndsOtherwise(Rejected):
    """更正任期不能代替离任, 也不能撤销离任: 在任的不填离任日期, 已离任的应填写。
    | A correction neither ends a term nor opens an ended one: give a last day for an ended one only.
    """


class AreaAlreadyHere(Rejected):
    """该自然村(小区)已在本残协。 | The area belongs to this association already."""


class AreaNotHere(Rejected):
    """该自然村(小区)不在本残协。 | The area does not belong to this association."""


class PopulationNotPositive(Rejected):
    """人口数应大于零。 | A population is greater than zero."""


class BrandAlreadyActive(Rejected):
    """已有在用品牌, 请先停用。 | There is a brand in use; retire it first."""


class BrandNotActive(Rejected):
    """没有在用品牌。 | There is no brand in use."""


class TermAlreadyRunning(Rejected):
    """本届尚未届满, 请先办理届满。 | A term is running; end it first."""


class TermNumberNotNext(Rejected):
    """届次应大于上一届。 | The number of a term is greater than the last one's."""


class TermNotRunning(Rejected):
    """没有进行中的届次。 | No term is running."""


class AssociationMergedIntoItself(Rejected):
    """残协不能与自身合并。 | An association cannot be merged into itself."""


class MergeTargetNotActive(Rejected):
    """并入的残协不在运行状态, 请另选。 | The association to merge into is not working."""


class AssociationStillHasCases(Rejected):
    """尚有未办结事项, 请先办结或移交。 | Cases are open; close or transfer them first."""


class AssociationStillHasCommissioners(Rejected):
    """尚有在岗专委, 请先办理离任。 | Commissioners are in post; end their appointments first."""


class AssociationStillHasAreas(Rejected):
    """尚有自然村(小区)未划出, 请先划出。 | Areas are still assigned; remove them first."""

"""残协委员: each row appoints a member of an association (`domain.md` 10.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from domain.words import ImportKind, MemberPost
from importing import columns
from importing.columns import Column
from importing.kinds.kind import Kind, Line, association_of

if TYPE_CHECKING:
    from uuid import UUID

    from domain.identity import IdentityNumber
    from importing.finding import Finder
    from importing.kinds.kind import Said
    from importing.reading import Cells

_COLUMNS: Final = (
    Column("name", ("姓名", "名字", "委员姓名", "人员姓名"), required=True),
    columns.ASSOCIATION,
    columns.CODE,
    Column("post", ("职务", "残协职务", "岗位"), required=True, hint="主席、副主席或委员"),
    Column(
        "start_on",
        ("任职日期", "任职时间", "开始日期"),
        required=True,
        hint="只写到月的, 按当月1日",
    ),
    Column("document_number", ("任职文号", "文号", "批复文号", "任命文号"), required=True),
    Column(
        "secretary",
        ("是否村书记", "村(社区)书记", "是否书记", "是否党支部书记", "党组织书记"),
        hint="是或否",
    ),
    Column("disabled", ("是否残疾人或亲属", "是否残疾人", "残疾人或亲友"), hint="是或否"),
    Column(
        "identity_number",
        columns.IDENTITY_NUMBER.names,
        personal=True,
        hint="可不填; 已建档的残疾人填写后与档案对应",
    ),
)

_POSTS: Final = {
    "残协主席": MemberPost.CHAIR,
    "残协副主席": MemberPost.VICE_CHAIR,
    "残协委员": MemberPost.MEMBER,
    "成员": MemberPost.MEMBER,
}


def _read(cells: Cells, finder: Finder, _: Said) -> Line | None:
    place = association_of(cells, finder)
    name = cells.name("name")
    number = cells.identity_number("identity_number")
    disabled = cells.line("disabled")
    values: dict[str, Any] = {
        "name": name,
        "post": cells.word("post", MemberPost, also=_POSTS),
        "start_on": cells.day("start_on", first_of_month=True),
        "document_number": cells.line("document_number"),
        "is_party_secretary": cells.yes("secretary"),
    }
    if disabled is not None:
        values["disabled_or_relative"] = "是" if cells.yes("disabled") else "否"
    if cells.faults or place is None or name is None:
        return None
    values["person"] = _person(finder, place.association, name, number)
    key = f"{place.association}\n{values['person']}"
    return Line(values, stream=place.association, key=key)


def _person(finder: Finder, association: UUID, name: str, number: IdentityNumber | None) -> UUID:
    """Tell who it is: the resident of the identity number; else one of this name here."""
    if number is None:
        return finder.blind_id("member", association, name)
    return finder.resident(number) or finder.blind_id("member", number.text)


MEMBERS: Final = Kind(
    ImportKind.MEMBERS,
    "associations",
    "appoint-member",
    _COLUMNS,
    _read,
    duplicates=frozenset({"MemberAlreadySits"}),
    one_of=("association", "code"),
)

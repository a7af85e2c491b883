"""Documents over HTTP: attached with their bytes, read by who may, refused by name."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from api.documents.media import FILE_BYTES_MAX
from bootstrap import application
from domain.document import DocumentAttached
from eventstore.append import Append, NewEvent
from support.database import fresh_database
from support.files import a_pdf, a_photo, without_exif
from support.histories import ACTOR, recorded
from support.logs import FORM
from support.site import DISTRICT, OTHER_VILLAGE, TOWN, VILLAGE, Site, a_house
from support.site_story import a_resident, an_appeal, an_association

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response


class Desk:
    """A district with one resident and one appeal, and its API."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.association = an_association(site, VILLAGE, "晓山社区残协")
        self.resident = a_resident(site, self.association, "赵示例", 10)
        self.appeal = an_appeal(site, self.resident)
        site.project()
        self.client = TestClient(application(site.house), raise_server_exceptions=False)

    def post(
        self,
        content: bytes,
        *,
        said: str = "image/jpeg",
        who: str = f"COM {VILLAGE}",
        name: str = "赵示例家的屋顶.jpg",
        key: UUID | None = None,
        **fields: object,
    ) -> Response:
        """Send a file."""
        about = {"case": self.appeal, "kind": "photo", "dated_on": "2022-03-01"} | fields
        return self.client.post(
            "/api/v1/documents",
            data={name: str(value) for name, value in about.items()},
            files={"file": (name, content, said)},
            headers=acting(who) | {"Idempotency-Key": str(key or uuid4())},
        )

    def attach(self, content: bytes | None = None, **fields: Any) -> UUID:
        """Attach a file; give the document."""
        answer = self.post(content or a_photo(), **fields)
        assert answer.status_code == 201, answer.text
        return UUID(answer.json()["id"])

    def read(self, document: UUID, who: str = f"COM {VILLAGE}") -> Response:
        """Read a file."""
        return self.client.get(f"/api/v1/documents/{document}/content", headers=acting(who))

    def attached(self, document: UUID) -> DocumentAttached:
        """Give the event that names the file."""
        event = self.site.house.log.history(document)[0].event
        assert isinstance(event, DocumentAttached)
        return event

    def shred(self, person: UUID) -> None:
        """Destroy a person's keys."""
        log = self.site.house.log
        event = self.attached(self.attach())
        state = FORM.encode(recorded(event).envelope, event)
        new = NewEvent(uuid4(), 1, event.topic, state)
        log.append(Append([new], shred=[person], at=self.site.at))
        self.site.house.vault.look_again()


def acting(who: str) -> dict[str, str]:
    return {"X-Lianxin-Acting": f"{ACTOR} {who}"}


@pytest.fixture(scope="module")
def desk(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    for database in fresh_database(server_url):
        with a_house(database, tmp_path_factory.mktemp("keys")) as house:
            yield Desk(Site(house))


def test_a_photo_is_kept_without_its_place_and_named_by_what_is_kept(desk: Desk) -> None:
    document = desk.attach(a_photo())

    answer = desk.read(document)

    assert answer.status_code == 200
    without_exif(answer.content)
    event = desk.attached(document)
    assert event.digest == f"sha256:{hashlib.sha256(answer.content).hexdigest()}"
    assert (event.size_bytes, event.media_type) == (len(answer.content), "image/jpeg")
    assert (event.case, event.person) == (desk.appeal, desk.resident)


def test_a_file_is_sent_as_an_attachment_with_a_name_that_tells_nothing(desk: Desk) -> None:
    answer = desk.read(desk.attach(a_pdf(), said="application/pdf", kind="letter", title="赵示例"))

    about = answer.headers
    assert about["content-disposition"] == 'attachment; filename="document.pdf"'
    assert about["content-type"] == "application/pdf"
    assert about["x-content-type-options"] == "nosniff"
    assert "sandbox" in about["content-security-policy"]
    assert about["cache-control"] == "no-store"
    assert about["content-length"] == str(len(a_pdf()))
    assert "content-encoding" not in about


def test_a_long_file_comes_back_whole(desk: Desk) -> None:
    long = a_pdf(bytes(range(128, 256)) * 10_000)

    assert desk.read(desk.attach(long, said="application/pdf")).content == long


def test_the_same_sending_again_gets_the_first_answer(desk: Desk) -> None:
    key = uuid4()
    first, again = desk.post(a_photo(), key=key).json(), desk.post(a_photo(), key=key).json()

    assert (again["id"], again["repeated"]) == (first["id"], True)
    other = desk.post(a_pdf(), said="application/pdf", key=key)
    assert other.json()["rule"] == "CommandIdReused"


def test_two_sendings_of_one_file_are_two_documents(desk: Desk) -> None:
    assert desk.attach(a_photo()) != desk.attach(a_photo())


def test_an_announced_length_over_the_limit_is_refused_before_anything_is_read(desk: Desk) -> None:
    answer = desk.client.post(
        "/api/v1/documents",
        content=b"",
        headers=acting(f"COM {VILLAGE}")
        | {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": "99999999"},
    )

    assert (answer.status_code, answer.json()["rule"]) == (413, "FileTooLarge")


def test_a_file_over_the_limit_is_refused_however_it_is_sent(desk: Desk) -> None:
    answer = desk.post(bytes(FILE_BYTES_MAX + 1), said="")
    assert (answer.status_code, answer.json()["rule"]) == (413, "FileTooLarge")

    def unannounced() -> Iterator[bytes]:
        for _ in range(30):
            yield bytes(1_000_000)

    answer = desk.client.post(
        "/api/v1/documents",
        content=unannounced(),
        headers=acting(f"COM {VILLAGE}") | {"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert (answer.status_code, answer.json()["rule"]) == (413, "FileTooLarge")


def test_other_addresses_still_take_no_more_than_a_megabyte(desk: Desk) -> None:
    answer = desk.client.post(
        "/api/v1/appeals", content=bytes(2_000_000), headers=acting(f"COM {VILLAGE}")
    )

    assert (answer.status_code, answer.json()["rule"]) == (413, "BodyTooLarge")


@pytest.mark.parametrize(
    ("content", "said", "status", "rule"),
    [
        (a_photo(), "application/pdf", 422, "FileIsNotWhatItSays"),
        (a_pdf(b"/JavaScript"), "application/pdf", 422, "PdfRunsPrograms"),
        (b"MZ", "image/jpeg", 422, "FileKindUnknown"),
        (b"", "image/jpeg", 422, "FileMissing"),
    ],
)
def test_a_file_that_is_not_taken_is_refused_by_name(
    desk: Desk, content: bytes, said: str, status: int, rule: str
) -> None:
    answer = desk.post(content, said=said)

    assert (answer.status_code, answer.json()["rule"]) == (status, rule)
    assert answer.json()["chinese"]
    assert answer.json()["english"]


def test_what_is_missing_or_wrong_in_the_form_is_named(desk: Desk) -> None:
    answer = desk.post(a_photo(), kind="selfie", digest="sha256:00")

    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["fields"]} == {"kind", "digest"}
    nothing = desk.client.post(
        "/api/v1/documents",
        content=b"?",
        headers=acting(f"COM {VILLAGE}") | {"Content-Type": "multipart/form-data"},
    )
    assert (nothing.status_code, nothing.json()["rule"]) == (422, "FileMissing")


def test_who_may_not_attach_leaves_nothing_behind(desk: Desk) -> None:
    def kept() -> int:
        return len(desk.site.house.log.select("select from {schema}.files"))

    before = kept()
    assert desk.post(a_photo(), who=f"COM {OTHER_VILLAGE}").json()["rule"] == "OutOfYourArea"
    assert desk.post(a_photo(), who="AUD").json()["rule"] == "NotYours"
    assert desk.post(a_photo(), case=uuid4()).json()["rule"] == "CaseUnknown"
    assert kept() == before


@pytest.mark.parametrize(
    ("kind", "who", "rule"),
    [
        ("photo", f"TWN {TOWN}", None),
        ("photo", f"AUD {DISTRICT}", None),
        ("photo", f"COM {OTHER_VILLAGE}", "OutOfYourArea"),
        ("photo", f"DOC {DISTRICT}", "NotYours"),
        ("photo", f"RES {VILLAGE}", "NotYourOwnMatter"),
        ("medical_report", f"DST {DISTRICT}", None),
        ("medical_report", f"COM {VILLAGE}", "NotYours"),
        ("bank_paper", f"FIN {DISTRICT}", None),
        ("bank_paper", f"TWN {TOWN}", "NotYours"),
    ],
)
def test_a_file_is_read_by_role_and_area(desk: Desk, kind: str, who: str, rule: str | None) -> None:
    """`domain.md` 8.3: health details for the line of assessment, bank accounts for the payroll."""
    answer = desk.read(desk.attach(kind=kind), who)

    assert (answer.json()["rule"] if answer.status_code != 200 else None) == rule


def test_a_resident_reads_their_own(desk: Desk) -> None:
    document = desk.attach()
    own = {"X-Lianxin-Acting": f"{desk.resident} RES {VILLAGE}"}

    answer = desk.client.get(f"/api/v1/documents/{document}/content", headers=own)

    assert answer.status_code == 200


def test_a_withdrawn_file_is_gone(desk: Desk) -> None:
    document = desk.attach()
    desk.client.post(
        f"/api/v1/documents/{document}/withdraw",
        json={"reason": "拍错了"},
        headers=acting(f"COM {VILLAGE}"),
    )

    answer = desk.read(document)

    assert (answer.status_code, answer.json()["rule"]) == (410, "FileWithdrawn")


def test_a_file_whose_key_is_destroyed_is_gone(desk: Desk) -> None:
    other = a_resident(desk.site, desk.association, "钱示例", 11)
    document = desk.attach(case=other)
    desk.shred(other)

    answer = desk.read(document)

    assert (answer.status_code, answer.json()["rule"]) == (410, "FileErased")
    assert "<已删除>" in answer.json()["chinese"]


def test_what_is_no_document_or_has_no_file_here_is_not_found(desk: Desk) -> None:
    named = desk.site.open(
        "documents",
        case=desk.appeal,
        kind="letter",
        digest="sha256:00",
        size_bytes=1,
        media_type="application/pdf",
        dated_on=desk.site.at.date(),
    )

    assert desk.read(uuid4()).json()["rule"] == "CaseUnknown"
    assert desk.read(desk.appeal).json()["rule"] == "CaseUnknown"
    answer = desk.read(named)
    assert (answer.status_code, answer.json()["rule"]) == (404, "FileNotKept")


def test_the_organisations_official_papers_are_kept_and_read(desk: Desk) -> None:
    """`domain.md` 10.13a: 徐残发[2022]5号, the towns' papers, plate approvals."""
    officer = f"DST {DISTRICT}"
    document = desk.attach(
        a_pdf(), said="application/pdf", who=officer, kind="letter", case=desk.association
    )

    assert desk.attached(document).person is None
    assert desk.read(document, f"TWN {TOWN}").content == a_pdf()


def test_nothing_of_a_file_is_in_the_log(desk: Desk, tmp_path: Path) -> None:
    document = desk.attach(a_pdf(b"VERYSECRET"), said="application/pdf", title="赵示例的信")

    rows = desk.site.house.log.select("select state from {schema}.events")
    assert not any("VERYSECRET" in state or "屋顶" in state for (state,) in rows)
    assert desk.attached(document).title is not None

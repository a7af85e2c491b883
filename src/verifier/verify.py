#!/usr/bin/env python3
"""Check the proof of a number, or of a record, with this one file and Python alone, offline.

    python3 verify.py BUNDLE.zip [--key VKEY ...] [--digest HEX] [--root BASE64] [--lang zh|en]

A bundle holds a figure, the facts it counts, the log they were counted in and the log's signed
checkpoint. This file holds its own copy of the counting rules and shares no line with the program
that made the figure. What a bundle is, is told in docs/proof.md; any third verifier may be written
from there. Exit codes: 0 valid, 1 refused, 2 cannot be read, 3 sound, but the rule is not known here
and was not recounted.

Read it from below: `check` is the order of things, `RULES` the rules, the rest is how.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import queue
import re
import struct
import sys
import threading
import zipfile
import zlib
from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Point = tuple[int, int, int, int]
    Place = tuple[str, str]  # division code of an association, and of its town
    Lines = defaultdict["Line", int]  # a stock goes up by 1 and down by -1

FORMAT = "lianxin-proof/1"
VALID, REFUSED, UNREADABLE, NOT_RECOUNTED = 0, 1, 2, 3

CHUNK_BYTES = 1 << 20
PIECES_AHEAD = 4
LINE_BYTES_MAX = 1 << 24
SMALL_BYTES_MAX = 1 << 28
BUCKETS = 256

LEAVES, STATES, FACTS = "leaves.ndjson", "states.ndjson", "facts.ndjson"
ALWAYS = (
    "README.txt",
    "figure.json",
    FACTS,
    LEAVES,
    STATES,
    "checkpoint.txt",
    "keys.txt",
    "verify.py",
    "verify.mjs",
)
PROOF_OF = {"complete": "consistency.json", "selective": "inclusion.json"}
CASE, CASE_FILE = "case", "case.json"
OF_A_CASE = tuple(
    CASE_FILE if name == "figure.json" else name
    for name in (*ALWAYS, PROOF_OF["selective"])
    if name != FACTS
)


class Refused(Exception):
    """Something in the bundle is not as it must be. Said in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.chinese = chinese
        self.english = english


class Unreadable(Refused):
    """The file is no bundle at all."""


# --- hashes ------------------------------------------------------------------------------------


def sha256(content: bytes) -> bytes:
    """Hash by SHA-256."""
    return hashlib.sha256(content).digest()


def _rotated(word: int, places: int) -> int:
    places %= 32
    return ((word << places) | (word >> (32 - places))) & 0xFFFFFFFF


def _plain_sm3(content: bytes) -> bytes:
    """Hash by SM3 (GB/T 32905-2016), where Python has none."""
    state = [
        *(0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600),
        *(0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E),
    ]
    length = struct.pack(">Q", len(content) * 8)
    content += b"\x80" + b"\0" * ((55 - len(content)) % 64) + length
    for start in range(0, len(content), 64):
        words = list(struct.unpack(">16I", content[start : start + 64]))
        for step in range(16, 68):
            mixed = words[step - 16] ^ words[step - 9] ^ _rotated(words[step - 3], 15)
            mixed ^= _rotated(mixed, 15) ^ _rotated(mixed, 23)
            words.append(mixed ^ _rotated(words[step - 13], 7) ^ words[step - 6])
        a, b, c, d, e, f, g, h = state
        for step in range(64):
            early = step < 16
            constant = 0x79CC4519 if early else 0x7A879D8A
            turned = _rotated(a, 12)
            one = _rotated((turned + e + _rotated(constant, step)) & 0xFFFFFFFF, 7)
            ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if early else (e & f) | (~e & g)
            two = (ff + d + (one ^ turned) + (words[step] ^ words[step + 4])) & 0xFFFFFFFF
            other = (gg + h + one + words[step]) & 0xFFFFFFFF
            a, b, c, d = two, a, _rotated(b, 9), c
            e, f, g, h = other ^ _rotated(other, 9) ^ _rotated(other, 17), e, _rotated(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return struct.pack(">8I", *state)


def _library_sm3(content: bytes) -> bytes:
    return hashlib.new("sm3", content).digest()


sm3 = _library_sm3 if "sm3" in hashlib.algorithms_available else _plain_sm3

HASHES: dict[str, Callable[[bytes], bytes]] = {"sha256": sha256, "sm3": sm3}


# --- Ed25519 (RFC 8032, 5.1), to verify only ---------------------------------------------------

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)


def _sum(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c = 2 * one[3] * two[3] * _D % _P
    d = 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _sum(total, point)
        point = _sum(point, point)
        number >>= 1
    return total


def _point(content: bytes) -> Point | None:
    """Read a point of the curve; None where the bytes are none."""
    y = int.from_bytes(content, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def ed25519(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether a signature of a message is by the owner of a public key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = _point(public), _point(signature[:32])
    proof = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or _BASE is None or proof >= _ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(hashed, "little") % _ORDER
    left, right = _times(proof, _BASE), _sum(nonce, _times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % _P == 0 and (
        left[1] * right[2] - right[1] * left[2]
    ) % _P == 0


# --- signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature) --------

LOG_KEY, WITNESS_KEY = 1, 4


def decoded(text: str) -> bytes | None:
    """Read base64 in the one way it is written; None where it is written otherwise."""
    try:
        content = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if base64.b64encode(content).decode() == text else None


class Key(NamedTuple):
    """A public key, and from and until which size of the log it signs."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes by which its signatures are found."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public)[:4]

    @property
    def fingerprint(self) -> str:
        """What people compare: SHA-256 of the 32 bytes of the key, in groups of four."""
        digits = sha256(self.public).hex()
        return " ".join(digits[start : start + 4] for start in range(0, 64, 4))


def key_of(text: str) -> Key:
    """Read a key as it is told to others: name+id+base64."""
    parts = text.split("+", 2)
    content = decoded(parts[2]) if len(parts) == 3 else None
    if content is None or len(content) != 33 or content[0] not in (LOG_KEY, WITNESS_KEY):
        raise Refused(f"密钥的写法有误: {text}", f"this is not written as a key is: {text}")
    key = Key(parts[0], content[0], content[1:])
    if key.id.hex() != parts[1]:
        raise Refused(f"密钥与其编号不符: {text}", f"the key does not fit its own id: {text}")
    return key


class Checkpoint(NamedTuple):
    """What the log published of itself: how long it was, and the root over all of it."""

    text: str
    origin: str
    size: int
    root: bytes
    recorded_at: int
    hash_name: str
    signatures: list[tuple[str, bytes, bytes]]


_SIGNATURE = re.compile(r"— ([^\s+]+) (\S+)")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


def checkpoint_of(note: str) -> Checkpoint:
    """Read a signed note."""
    bad = Refused("checkpoint.txt 的写法有误", "checkpoint.txt is not written as a checkpoint is")
    text, found, signed = note.rpartition("\n\n")
    lines = text.split("\n")
    if not found or len(lines) < 3 or not signed.endswith("\n"):
        raise bad
    signatures = []
    for line in signed[:-1].split("\n"):
        match = _SIGNATURE.fullmatch(line)
        content = decoded(match.group(2)) if match else None
        if match is None or content is None or len(content) <= 4:
            raise bad
        signatures.append((match.group(1), content[:4], content[4:]))
    said = dict(line.split(" ", 1) for line in lines[3:] if " " in line)
    root, hash_name = decoded(lines[2]), said.get("hash", "sha256")
    recorded_at = said.get("recorded_at", "")
    numbers = _NUMBER.fullmatch(lines[1]) and _NUMBER.fullmatch(recorded_at)
    if root is None or len(root) != 32 or not numbers or hash_name not in HASHES:
        raise bad
    return Checkpoint(
        text + "\n", lines[0], int(lines[1]), root, int(recorded_at), hash_name, signatures
    )


def signers(checkpoint: Checkpoint, keys: Iterable[Key]) -> dict[Key, int]:
    """Give which of some keys have signed, each with the second a witness saw it at.

    A signature in the name of a key that is none of it is refused.
    """
    found: dict[Key, int] = {}
    for key in keys:
        for name, key_id, content in checkpoint.signatures:
            if name != key.name or key_id != key.id:
                continue
            seen_at, text = 0, checkpoint.text
            if key.kind == WITNESS_KEY and len(content) == 72:
                seen_at, content = int.from_bytes(content[:8], "big"), content[8:]
                text = f"cosignature/v1\ntime {seen_at}\n{text}"
            if not ed25519(key.public, content, text.encode()):
                raise Refused(
                    f"checkpoint.txt: {name} 的签名与内容不符",
                    f"checkpoint.txt: the signature of {name} does not fit what it says",
                )
            found[key] = seen_at
    return found


# --- the tree (RFC 9162, 2.1) ------------------------------------------------------------------


class Tree:
    """The root over leaves that come one by one, in the memory of its height."""

    def __init__(self, digest: Callable[[bytes], bytes]) -> None:
        self._digest = digest
        self._complete: list[bytes] = []
        self.size = 0

    def add(self, leaf: bytes) -> None:
        """Add the hash of a leaf; every complete pair becomes its node."""
        complete, size = self._complete, self.size
        self.size += 1
        while size & 1:
            leaf = self._digest(b"\x01" + complete.pop() + leaf)
            size >>= 1
        complete.append(leaf)

    def root(self) -> bytes:
        """Give the root over what was added."""
        if not self._complete:
            return self._digest(b"")
        *others, root = self._complete
        for left in reversed(others):
            root = self._digest(b"\x01" + left + root)
        return root


def included(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], digest: Callable[[bytes], bytes]
) -> bytes | None:
    """Give the root that a proof of inclusion leads to (2.1.3.2); None where it leads nowhere."""
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = digest(b"\x01" + step + found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = digest(b"\x01" + found + step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


def consistent(
    former: int,
    former_root: bytes,
    size: int,
    root: bytes,
    proof: Sequence[bytes],
    digest: Callable[[bytes], bytes],
) -> bool:
    """Tell whether the first `former` leaves begin the tree of `size` (2.1.4.2)."""
    if former == size:
        return not proof and former_root == root
    if not 0 < former < size or not proof:
        return False
    steps = list(proof)
    if former & (former - 1) == 0:
        steps.insert(0, former_root)
    place, last = former - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = digest(b"\x01" + step + old), digest(b"\x01" + step + new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = digest(b"\x01" + new + step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == former_root and new == root


# --- the zip -----------------------------------------------------------------------------------


def _ahead(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack a few pieces ahead in a thread, since another processor may do that meanwhile."""
    held: queue.Queue[bytes | Exception | None] = queue.Queue(PIECES_AHEAD)

    def unpack() -> None:
        try:
            for piece in pieces:
                held.put(piece)
            held.put(None)
        except Exception as error:  # noqa: BLE001  (raised again where the pieces are read)
            held.put(error)

    threading.Thread(target=unpack, daemon=True).start()
    while True:
        piece = held.get()
        if piece is None:
            return
        if isinstance(piece, Exception):
            raise piece
        yield piece


class Bundle:
    """The files of a bundle, read piece by piece."""

    def __init__(self, path: str) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise Unreadable(
                f"打不开证明包: {error}", f"the bundle cannot be read: {error}"
            ) from error
        self.names = self._zip.namelist()
        self.digests: dict[str, str] = {}
        if len(set(self.names)) != len(self.names):
            raise Refused("包中有同名文件", "two files of the bundle have one name")

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file piece by piece; once it was read, its SHA-256 is known."""
        if name not in self.names:
            raise Refused(f"包中缺少 {name}", f"{name} is missing from the bundle")
        is_large = self._zip.getinfo(name).file_size > PIECES_AHEAD * CHUNK_BYTES
        try:
            yield from _ahead(self._unpacked(name)) if is_large else self._unpacked(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise Refused(f"{name} 已损坏: {error}", f"{name} is damaged: {error}") from error

    def _unpacked(self, name: str) -> Iterator[bytes]:
        hashed = hashlib.sha256()
        with self._zip.open(name) as file:
            while True:
                piece = file.read(CHUNK_BYTES)
                if not piece:
                    break
                hashed.update(piece)
                yield piece
        self.digests[name] = hashed.hexdigest()

    def lines(self, name: str) -> Iterator[bytes]:
        """Give a file line by line, without the ends; each line, the last too, must have one."""
        rest = b""
        for piece in self.pieces(name):
            found = (rest + piece).split(b"\n")
            rest = found.pop()
            if len(rest) > LINE_BYTES_MAX:
                break
            yield from found
        if rest:
            raise Refused(f"{name} 的末行不完整", f"the last line of {name} is not whole")

    def small(self, name: str) -> bytes:
        """Give a small file whole."""
        pieces: list[bytes] = []
        for piece in self.pieces(name):
            pieces.append(piece)
            if len(pieces) * CHUNK_BYTES > SMALL_BYTES_MAX:
                raise Refused(f"{name} 过大", f"{name} is too large")
        return b"".join(pieces)

    def text(self, name: str) -> str:
        """Give a small file as text."""
        try:
            return self.small(name).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused(f"{name} 不是 UTF-8", f"{name} is not UTF-8") from error

    def json(self, name: str) -> Any:
        """Give a small file of JSON."""
        try:
            return json.loads(self.text(name))
        except ValueError as error:
            raise Refused(f"{name} 不是 JSON", f"{name} is not JSON") from error


class Manifest:
    """The list of a bundle's files with their SHA-256."""

    def __init__(self, bundle: Bundle) -> None:
        content = bundle.small("manifest.json")
        self.digest = sha256(content).hex()
        try:
            self._files = dict(json.loads(content)["files"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable("manifest.json 读不懂", "manifest.json cannot be read") from error
        self._bundle = bundle
        for name in sorted(set(self._files) ^ (set(bundle.names) - {"manifest.json"})):
            raise Refused(
                f"{name} 只在清单中或只在包中",
                f"{name} is in the manifest or in the bundle, but not in both",
            )

    def hold(self, *names: str) -> None:
        """Hold files against the list; those not read yet are read now."""
        for name in names:
            if name not in self._bundle.digests:
                for _ in self._bundle.pieces(name):
                    pass
            if self._bundle.digests[name] != self._files.get(name):
                raise Refused(
                    f"{name} 与清单不符, 已被改动",
                    f"{name} is not the file that the manifest names; it was changed",
                )


# --- the question ------------------------------------------------------------------------------


class Figure:
    """What the bundle says the number is."""

    def __init__(self, told: Any) -> None:
        try:
            if told["format"] != FORMAT:
                raise Unreadable(
                    f"不认识的格式 {told['format']}", f"unknown format {told['format']}"
                )
            measure = told["measure"]
            self.kind, self.mode, self.origin = told["kind"], told["mode"], told["origin"]
            self.id, self.version = str(measure["id"]), int(measure["version"])
            self.chinese, self.english = measure["chinese"], measure["english"]
            self.unit, self.way = measure["unit"], measure["kind"]
            self.first, self.last, self.area = told["first"], told["last"], told["area"]
            date.fromisoformat(self.first), date.fromisoformat(self.last)
            self.position, self.facts = told["position"], told["facts"]
            self.value, self.of, self.percent = told["value"], told["of"], told["percent"]
            self.issued_at, self.known_at = told["issued_at"], told["known_at"]
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(f"figure.json 有误: {error}", f"figure.json is wrong: {error}") from error
        numbers = [self.position, self.facts, self.value]
        numbers += [] if self.of is None else [self.of]
        if any(type(number) is not int or number < 0 for number in numbers):
            raise Refused("figure.json 中的数有误", "a number in figure.json is none")
        if self.kind not in PROOF_OF or self.first > self.last:
            raise Refused("figure.json 的种类或期间有误", "kind or period of figure.json is wrong")
        if self.area is not None and not re.fullmatch(r"\d{6}|\d{9}|\d{12}", self.area):
            raise Refused("figure.json 的区划有误", "the area of figure.json is wrong")

    def covers(self, code: str) -> bool:
        """Tell whether a division code lies within the area asked for."""
        if self.area is None:
            return True
        area = str(self.area)
        if len(area) == 9:
            return code[:9] == area
        return code == area if len(area) == 12 else code.startswith(area)

    @property
    def months(self) -> list[tuple[str, str, str]]:
        """The months of the period: name, first day and the day after the last, cut to it."""
        found, day, end = [], date.fromisoformat(self.first), date.fromisoformat(self.last)
        while day <= end:
            last = min(date(day.year, day.month, monthrange(day.year, day.month)[1]), end)
            after = last + timedelta(days=1)
            found.append((day.isoformat()[:7], day.isoformat(), after.isoformat()))
            day = after
        return found


class Case:
    """What a bundle says of one record: which it is, and how many events it had."""

    kind = CASE

    def __init__(self, told: Any) -> None:
        try:
            if told["format"] != FORMAT:
                raise Unreadable(
                    f"不认识的格式 {told['format']}", f"unknown format {told['format']}"
                )
            kind, self.case, self.entries = told["kind"], told["case"], told["entries"]
            self.mode, self.origin, self.position = told["mode"], told["origin"], told["position"]
            self.issued_at, self.known_at = told["issued_at"], told["known_at"]
        except (KeyError, TypeError) as error:
            raise Refused(f"case.json 有误: {error}", f"case.json is wrong: {error}") from error
        numbers = (self.entries, self.position)
        if kind != CASE or any(type(number) is not int or number < 1 for number in numbers):
            raise Refused("case.json 的种类或数有误", "kind or a number of case.json is wrong")
        if not isinstance(self.case, str) or not re.fullmatch(r"[0-9a-f-]{36}", self.case):
            raise Refused("case.json 的编号有误", "the id in case.json is wrong")


# --- what stands of a stream (corrections, voids and their reverts) ----------------------------

VERBS = (".corrected", ".voided", ".void_reverted")

MERGED, UNMERGED = "resident.merged", "resident.merge_reverted"
MERGING = {MERGED, UNMERGED, *("resident" + verb for verb in VERBS)}
"""Topics by which one person's two files become one, or become two again."""


class Entry(NamedTuple):
    """One event of a stream: its place there and in the log, its day, where, and what it says."""

    stream: str
    version: int
    position: int
    topic: str
    day: str
    place: Place | None
    event: dict[str, Any]

    @property
    def code(self) -> str:
        """The division code it is kept at, empty where it is kept nowhere."""
        return self.place[0] if self.place else ""


def place_of(organisation: dict[str, Any] | None) -> Place | None:
    """Read an organisation."""
    return (organisation["code"], organisation["town"]) if organisation else None


# Without looking for white space, which is never there.
_scanned: Callable[[str, int], tuple[Any, int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def entry_of(stream: str, version: int, position: int, topic: str, state: bytes) -> Entry:
    """Read a stored event."""
    try:
        text = state.decode()
        stored, end = _scanned(text, 0)
        assert end == len(text), end
        envelope = stored["envelope"]
        place = place_of(envelope.get("organisation"))
        return Entry(
            stream, version, position, topic, envelope["occurred_on"], place, stored["event"]
        )
    except (
        *(StopIteration, ValueError, KeyError, TypeError, AttributeError, AssertionError),
    ) as error:
        raise damaged(position, error) from error


def damaged(position: int, error: Exception) -> Refused:
    """Refuse an event that cannot be understood."""
    return Refused(
        f"{STATES}: 第 {position} 条读不懂 ({error!r})",
        f"{STATES}: event {position} cannot be understood ({error!r})",
    )


def standing(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Give what is to be understood today: without void entries, corrected ones as corrected.

    A void of no version voids the whole stream. A void may be taken back, and may itself void a
    correction, which brings back what stood before it. Of two corrections the later one holds.
    """
    taken_back = {e.event["version"] for e in entries if e.topic.endswith(".void_reverted")}
    voids = {
        e.event.get("version")
        for e in entries
        if e.topic.endswith(".voided") and e.version not in taken_back
    }
    if None in voids:
        return
    corrections = {
        e.event["version"]: e.event
        for e in entries
        if e.topic.endswith(".corrected") and e.version not in voids
    }
    for entry in entries:
        if entry.topic.endswith(VERBS) or entry.version in voids:
            continue
        correction = corrections.get(entry.version)
        if correction is not None:
            whole = correction["whole"]
            if whole["topic"] != entry.topic:
                raise ValueError("a correction of another kind")
            entry = entry._replace(
                event=whole["event"],
                day=correction.get("occurred_on") or entry.day,
                place=place_of(correction.get("organisation")) or entry.place,
            )
        yield entry


# --- counting one stream -----------------------------------------------------------------------


class Line(NamedTuple):
    """One thing counted: for whom, where, on which day, by which event."""

    measure: str
    subject: str
    rest: str
    code: str
    day: str
    source: str
    version: int
    position: int


def line_of(entry: Entry, measure: str, subject: str, rest: str = "") -> Line:
    """Give the line an event makes by itself."""
    return Line(
        measure,
        subject,
        rest,
        entry.code,
        entry.day,
        entry.stream,
        entry.version,
        entry.position,
    )


NOBODY = "00000000-0000-0000-0000-000000000000"
EVER = "9999-12-31"


def day_after(day: str) -> str:
    """Give the day after."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


class Count:
    """How one stream is counted: every standing event is taken, then the lines are asked."""

    topics: set[str] = set()
    alone = False
    """Whether each event counts by itself, whatever came before it."""

    def __init__(self, reads: Sequence[str]) -> None:
        self._reads = reads
        self.marks: list[Line] = []

    def take(self, entry: Entry) -> None:
        """Take the next event."""
        raise NotImplementedError

    def mark(self, entry: Entry, measure: str, subject: str, rest: str = "") -> None:
        """Note what an event counts by itself, if it is asked."""
        if measure in self._reads:
            self.marks.append(line_of(entry, measure, subject, rest))

    def lines(self) -> Lines:
        """Give what the stream counts for."""
        found: Lines = defaultdict(int)
        for line in self.marks:
            found[line] += 1
        return found

    def alone_lines(self) -> Iterable[tuple[Line, int]]:
        """Give the lines, quickly where there is one at most."""
        return self.lines().items() if len(self.marks) > 1 else [(line, 1) for line in self.marks]


IN_PERSON = ("home", "face", "video")


class Survey(Count):
    """M04: each visit of the survey, for each resident."""

    topics = {"visit.recorded"}
    alone = True

    def take(self, entry: Entry) -> None:
        visit = entry.event
        if visit.get("campaign") is None and visit["purpose"] != "survey":
            return
        rest = f"{entry.day}|{visit['visitor']}"
        for seen in visit["residents"]:
            resident = seen["resident"]
            if seen["met"] == "no":
                self.mark(entry, "M04c", resident, rest)
            elif visit["mode"] in IN_PERSON:
                self.mark(entry, "M04", resident, rest)
                self.mark(entry, "M04b", resident)
            else:
                self.mark(entry, "M04d", resident, rest)


class Contacts(Count):
    """M05x: what each visit came to for each resident: how they were met, or why not."""

    topics = {"visit.recorded"}
    alone = True

    def take(self, entry: Entry) -> None:
        visit = entry.event
        for seen in visit["residents"]:
            if seen["met"] == "no":
                contact = seen.get("not_met_reason") or ""
            elif seen["met"] == "family" and visit["mode"] in IN_PERSON:
                contact = "family"
            else:
                contact = visit["mode"]
            rest = f"{entry.day}|{visit['visitor']}|{contact}"
            self.mark(entry, "M05x", seen["resident"], rest)


class Referrals(Count):
    """M06c: who was sent on to treatment, at an assessment or a visit."""

    topics = {"assessment.performed", "visit.recorded"}
    alone = True

    def take(self, entry: Entry) -> None:
        seen = [entry.event] if entry.topic.startswith("ass") else entry.event["residents"]
        for each in seen:
            if each.get("referred_to_treatment"):
                self.mark(entry, "M06c", each["resident"])


class Certificates(Count):
    """M06b2: certificates that an assessment at home led to, on the resident's own stream."""

    topics = {
        "resident.certificate_issued",
        "resident.certificate_renewed",
        "resident.certificate_grade_changed",
        "resident.certificate_moved_in",
    }
    alone = True

    def take(self, entry: Entry) -> None:
        assessment = entry.event.get("assessment")
        if assessment and assessment["at_home"]:
            self.mark(entry, "M06b2", entry.stream)


class Assessments(Count):
    """M06, M06b1, M06d1, M06d2: one request, from the application to the delivery."""

    SEEN = ("assessment.performed", "assessment.city_reassessed", "assessment.province_concluded")
    topics = {*SEEN, "assessment.applied", "assessment.certificate_delivered"}

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._applied_at_home = self._seen_at_home = self._delivered = False
        self._places: set[str] = set()
        self._qualified: Entry | None = None

    def take(self, entry: Entry) -> None:
        event = entry.event
        if entry.topic == "assessment.applied":
            self._applied_at_home = event["at_home"]
        elif entry.topic in self.SEEN:
            self._seen(entry._replace(day=event.get("on") or entry.day))
        elif not self._delivered:
            self._delivered = True
            self.mark(entry, "M06d2", entry.stream)
            if self._applied_at_home and self._places == {"home"} and event["at_home"]:
                self.mark(entry, "M06d1", entry.stream)

    def _seen(self, entry: Entry) -> None:
        event = entry.event
        self._places.add(event["place"])
        if event["place"] == "home" and event["conclusion"] != "needs_hospital":
            self._seen_at_home = True
            self.mark(entry, "M06", event["resident"])
        is_qualified = self._seen_at_home and event["conclusion"] == "qualified"
        self._qualified = entry if is_qualified else None

    def lines(self) -> Lines:
        if self._qualified is not None:
            self.mark(self._qualified, "M06b1", self._qualified.event["resident"])
        return super().lines()


class Turn(NamedTuple):
    """Where an appeal opened or ended: its day, and the event that did it."""

    day: str
    entry: Entry


class Appeals(Count):
    """M07: one appeal, which opens, ends and may be reopened.

    All lies where it was registered, and no turn is dated before the one it follows.
    """

    ENDS = {
        "appeal.withdrawn": "M07f1",
        "appeal.merged": "M07f2",
        "appeal.redirected": "M07f3",
        "appeal.not_accepted": "M07f4",
        "appeal.review_requested": "M07f5",
        "appeal.review_issued": "M07f5",
        "appeal.recheck_requested": "M07f5",
        "appeal.recheck_issued": "M07f5",
    }
    OPENS = {
        "appeal.registered",
        "appeal.triaged",
        "appeal.accepted",
        "appeal.assigned",
        "appeal.assignment_returned",
        "appeal.work_started",
        "appeal.material_requested",
        "appeal.material_received",
        "appeal.replied",
        "appeal.reply_withdrawn",
        "appeal.revisited",
        "appeal.reopened",
    }
    COUNTED = ("resolved", "partly", "explained")
    topics = {*ENDS, *OPENS, "appeal.closed"}

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._turns: list[Turn] = []
        self._day = ""

    def take(self, entry: Entry) -> None:
        opens = entry.topic in self.OPENS
        if entry.topic == "appeal.revisited" and entry.event.get("satisfaction") is None:
            return  # nobody was reached; the appeal stays where it is
        turns = self._turns
        if not turns:
            if entry.topic == "appeal.registered":
                self._turn(entry)
        elif opens == bool(len(turns) % 2):
            return  # no change: it is open or ended as before
        elif not opens or (
            turns[-1].entry.topic == "appeal.closed" and entry.topic == "appeal.reopened"
        ):
            self._turn(entry)
        else:
            turns.pop()  # it went on, so that this was no end

    def _turn(self, entry: Entry) -> None:
        self._day = max(self._day, entry.day)
        kept = {"outcome": entry.event.get("outcome")}
        self._turns.append(Turn(self._day, entry._replace(event=kept)))

    def lines(self) -> Lines:
        found: Lines = defaultdict(int)
        turns, resolved = self._turns, False
        opened: Line | None = None
        for number, (day, entry) in enumerate(turns):
            code, round_ = turns[0].entry.code, str(number // 2 + 1)
            line = line_of(entry, "", entry.stream)._replace(code=code, day=day)
            if number % 2 == 0:
                opened = line._replace(measure="M07c")
                found[opened] += 1
                if number == 0:
                    found[line._replace(measure="M07b")] += 1
                    if turns[-1].entry.topic != "appeal.merged":
                        found[line._replace(measure="M07b2")] += 1
                else:
                    found[line._replace(measure="M07e", rest=round_)] += 1
                continue
            if opened is not None:
                found[opened._replace(day=day)] -= 1
            if entry.topic != "appeal.closed":
                found[line._replace(measure=self.ENDS[entry.topic])] += 1
                continue
            found[line._replace(measure="M07d", rest=round_)] += 1
            if entry.event["outcome"] not in self.COUNTED:
                found[line._replace(measure="M07d1", rest=round_)] += 1
            elif resolved:
                found[line._replace(measure="M07d2", rest=round_)] += 1
            else:
                resolved = True
                found[line._replace(measure="M07")] += 1
        return found


class Disputes(Count):
    """M08: the first outcome of a dispute, unless it stands breached."""

    topics = {
        "dispute.calm_closed",
        "dispute.agreement_reached",
        "dispute.agreement_amended",
        "dispute.performance_checked",
        "dispute.agreement_confirmed",
    }

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._outcome: Entry | None = None
        self._stands = False

    def take(self, entry: Entry) -> None:
        performance = entry.event.get("performance")
        if entry.topic == "dispute.performance_checked" and performance != "performed":
            if performance == "breached":
                self._stands = False
        else:
            self._outcome, self._stands = self._outcome or entry, True

    def lines(self) -> Lines:
        if self._outcome is not None and self._stands:
            self.mark(self._outcome, "M08", self._outcome.stream)
        return super().lines()


class Spell:
    """A time in which a stock was held: from its rise, through moves to other places, to its end."""

    def __init__(self, rise: Line) -> None:
        self.rises = [rise]
        self.until: str | None = None

    def lines(self) -> Iterator[tuple[Line, int]]:
        """Give ups and downs: a move lies in its order, and none comes after the end."""
        held = self.rises[0]
        yield held, 1
        for move in self.rises[1:]:
            day = max(move.day, held.day)
            if self.until is not None and day > self.until:
                break
            yield held._replace(day=day), -1
            held = move._replace(day=day)
            yield held, 1
        if self.until is not None:
            yield held._replace(day=max(self.until, held.day)), -1


class Stocks(Count):
    """What one stream holds, by measure and subject: at most once at a time."""

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._spells: list[Spell] = []
        self._open: dict[tuple[str, str], Spell] = {}

    def rise(
        self,
        entry: Entry,
        measure: str,
        subject: str,
        *,
        on: str = "",
        place: Place | None = None,
    ) -> None:
        """Let a stock go up, unless it is held already."""
        if (measure, subject) in self._open:
            return
        kept = place or entry.place or ("", "")
        rest = kept[1] if measure == "M03" else ""
        rise = line_of(entry, measure, subject, rest)
        rise = rise._replace(code=kept[0], day=on or entry.day)
        self._open[measure, subject] = spell = Spell(rise)
        self._spells.append(spell)

    def fall(self, measure: str, subject: str, day: str) -> None:
        """Let it go down; `day` is the first without it."""
        spell = self._open.pop((measure, subject), None)
        if spell is not None:
            spell.until = day

    def fall_all(self, day: str) -> None:
        """Let everything go down."""
        for measure, subject in list(self._open):
            self.fall(measure, subject, day)

    def move(self, entry: Entry, place: Place, day: str) -> None:
        """Let everything held count at another place from a day."""
        for spell in self._open.values():
            held = spell.rises[-1]
            rest = place[1] if held.measure == "M03" else ""
            moved = line_of(entry, held.measure, held.subject, rest)
            spell.rises.append(moved._replace(code=place[0], day=day))

    def correct(
        self, measure: str, subject: str, *, began: str | None, since: str, until: str | None
    ) -> None:
        """Put right the first spell that began on a day, or the first of all."""
        for spell in self._spells:
            rise = spell.rises[0]
            if (rise.measure, rise.subject) == (measure, subject) and began in (None, rise.day):
                spell.rises[0] = rise._replace(day=since)
                if spell.until is not None and until is not None:
                    spell.until = until
                return

    def lines(self) -> Lines:
        found: Lines = defaultdict(int)
        for spell in self._spells:
            for line, amount in spell.lines():
                found[line] += amount
        return found


class Organisation(Stocks):
    """M01, M02, M03: an association at work, its areas and its town."""

    topics = {
        "association.proposed",
        "association.activated",
        "association.suspended",
        "association.resumed",
        "association.merged",
        "association.dissolved",
        "association.area_assigned",
        "association.area_removed",
        "association.division_code_changed",
    }

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._place: Place | None = None
        self._active = False
        self._areas: dict[str, None] = {}

    def take(self, entry: Entry) -> None:
        event, what = entry.event, entry.topic.partition(".")[2]
        self._place = self._place or entry.place
        if what == "proposed":
            self._place = (event["code"], event["town"])
        elif what in ("activated", "resumed"):
            self._active = True
            self.rise(entry, "M01", entry.stream, place=self._place)
            if self._place is not None:
                self.rise(entry, "M03", NOBODY, place=self._place)
            for area in self._areas:
                self.rise(entry, "M02", area, place=self._place)
        elif what in ("suspended", "merged", "dissolved"):
            self._active = False
            self.fall_all(entry.day)
        elif what == "area_assigned":
            self._areas[event["area"]] = None
            if self._active:
                self.rise(entry, "M02", event["area"], place=self._place)
        elif what == "area_removed":
            self._areas.pop(event["area"], None)
            self.fall("M02", event["area"], entry.day)
        else:
            self._place = (event["code"], event["town"])
            self.move(entry, self._place, event["valid_from"])


class Team(Stocks):
    """M09, M09b: the posts of one association, appointment or campaign; a last day is in the post."""

    topics = {
        "association.member_appointed",
        "association.member_ended",
        "association.member_term_corrected",
        "association.division_code_changed",
        "appointment.started",
        "appointment.ended",
        "appointment.period_corrected",
        "campaign.opened",
        "campaign.reopened",
        "campaign.closed",
    }

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._officers: list[str] = []

    def take(self, entry: Entry) -> None:
        event, topic = entry.event, entry.topic
        if topic == "association.member_appointed":
            self.rise(entry, "M09", event["person"], on=event["start_on"])
        elif topic == "association.member_ended":
            self.fall("M09", event["person"], day_after(event["last_day"]))
        elif topic == "association.member_term_corrected":
            self._correct("M09", event, event["former_start_on"])
        elif topic == "association.division_code_changed":
            self.move(entry, (event["code"], event["town"]), event["valid_from"])
        elif topic == "appointment.started":
            for measure in ("M09", "M09b"):
                self.rise(entry, measure, event["person"], on=event["start_on"])
        elif topic == "appointment.ended":
            self.fall_all(day_after(event["last_day"]))
        elif topic == "appointment.period_corrected":
            for measure in ("M09", "M09b"):
                self._correct(measure, event, None)
        elif topic == "campaign.closed":
            self.fall_all(entry.day)
        else:
            if topic == "campaign.opened":
                self._officers = event["officers"]
            for officer in self._officers:
                self.rise(entry, "M09", officer)

    def _correct(self, measure: str, event: dict[str, Any], began: str | None) -> None:
        last_day = event.get("last_day")
        until = None if last_day is None else day_after(last_day)
        self.correct(measure, event["person"], began=began, since=event["start_on"], until=until)


class Pairings(Stocks):
    """M17, M17b: one pairing; active from its start, not while it rests, nor on the day of its end."""

    RESTS = {
        "pairing.proposed",
        "pairing.declined",
        "pairing.suspended",
        "pairing.transferred",
        "pairing.ended",
    }
    topics = {*RESTS, "pairing.started", "pairing.resumed", "pairing.start_corrected"}

    def __init__(self, reads: Sequence[str]) -> None:
        super().__init__(reads)
        self._pair: tuple[str, str] | None = None
        self._started: tuple[str, str, str] | None = None

    def take(self, entry: Entry) -> None:
        event, day = entry.event, entry.day
        if entry.topic == "pairing.start_corrected":
            if self._started is not None:
                resident, helper, began = self._started
                self._started = resident, helper, event["start_on"]
                for measure, person in (("M17", resident), ("M17b", helper)):
                    self.correct(measure, person, began=began, since=event["start_on"], until=None)
            return
        if entry.topic in ("pairing.proposed", "pairing.started"):
            self._pair = event["resident"], event["helper"]
        if entry.topic in self.RESTS:
            self.fall_all(day)
        elif self._pair is not None and not self._open:
            if entry.topic == "pairing.started":
                day = event["start_on"]
                self._started = (*self._pair, day)
            self.rise(entry, "M17", self._pair[0], on=day)
            self.rise(entry, "M17b", self._pair[1], on=day)


# --- the rules ---------------------------------------------------------------------------------

FLOW, DISTINCT, STOCK, RATE = "flow", "distinct", "stock", "rate"
BEST = (
    "home",
    "face",
    "video",
    "family",
    "phone",
    "proxy",
    "died",
    "moved",
    "wrong_address",
    "refused",
)
EXCLUDED = BEST[6:]
DAYS_MIN = 15


class Rule(NamedTuple):
    """One rule of one version: what it is called, how it is read, and from which counts.

    `reads` are the measures whose facts it is made of. A duty rate takes a person-month into its
    numerator by `way`: any contact, one by the own helper, the best of all, or none of them.
    """

    chinese: str
    english: str
    unit: str
    kind: str
    counts: tuple[type[Count], ...]
    reads: tuple[str, ...]
    way: str = ""
    contacts: tuple[str, ...] = ()

    @property
    def topics(self) -> set[str]:
        """Every topic without which this rule cannot be counted."""
        own = {topic for count in self.counts for topic in count.topics}
        prefixes = {topic.partition(".")[0] for topic in own}
        return own | {prefix + verb for prefix in prefixes for verb in VERBS} | MERGING


# Id, how it is read, unit, from which count, Chinese and English name; all of version 1.
_COUNTED_BY = """
M01   stock    associations Organisation 村(社区)残协 | associations
M02   stock    areas        Organisation 覆盖自然村(小区) | natural villages and estates covered
M03   stock    towns        Organisation 镇(街道) | towns
M04   flow     person-times Survey       排查困难残疾人 | survey person-times
M04b  distinct persons      Survey       排查到的残疾人 | persons surveyed
M04c  flow     person-times Survey       排查未见 | survey lines, not met
M04d  flow     person-times Survey       电话或家属代述 | survey by telephone or proxy
M05x  flow     person-times Contacts     走访接触 | contacts
M06   distinct persons      Assessments  上门评残 | persons assessed at home
M06b1 distinct persons      Assessments  上门评残符合标准 | of these, qualified
M06b2 distinct persons      Certificates 上门评残后办证 | certificates from a home assessment
M06c  distinct persons      Referrals    转介救治 | referred to treatment
M06d1 flow     cases        Assessments  全程上门发证 | certificates delivered without a trip
M06d2 flow     cases        Assessments  发证 | certificates delivered
M07   flow     cases        Appeals      协调解决诉求 | appeals resolved
M07b  flow     cases        Appeals      登记诉求 | appeals registered
M07b2 flow     cases        Appeals      受理诉求(扣除并案) | appeals registered, merged ones once
M07c  stock    cases        Appeals      在办诉求 | appeals open
M07d  flow     closings     Appeals      办结件次 | closings
M07d1 flow     closings     Appeals      办结但不计解决 | closings without a counted outcome
M07d2 flow     closings     Appeals      再次办结 | closings again
M07e  flow     closings     Appeals      重办 | appeals reopened
M07f1 flow     cases        Appeals      撤回 | appeals withdrawn
M07f2 flow     cases        Appeals      并案 | appeals merged
M07f3 flow     cases        Appeals      告知转办 | appeals redirected
M07f4 flow     cases        Appeals      不予受理 | appeals not accepted
M07f5 flow     cases        Appeals      转入复查 | petitions gone to review
M08   flow     cases        Disputes     化解矛盾 | disputes resolved
M09   stock    persons      Team         团队 | team
M09b  stock    persons      Team         在岗专委 | commissioners in post
M17   stock    persons      Pairings     结对残疾人 | residents paired
M17b  stock    persons      Pairings     结对人 | helpers
"""

# Rates over person-months on duty: id, what goes into the numerator, by which contacts, and names.
_OF_THE_DUTY = """
M05   any  home,face,video        走访覆盖率 | monthly visit coverage
M05b  own  home,face,video        结对人走访覆盖率 | monthly visit coverage by the own helper
M05c  any  home,face,video,family 走访覆盖率(含见到家属) | monthly visit coverage, family met included
M05d  best home                   在责: 入户见到本人 | on duty: met at home
M05e  best face,video             在责: 入户以外见到本人 | on duty: met elsewhere
M05f  best family                 在责: 只见到家属 | on duty: only the family met
M05g  best phone,proxy            在责: 只有电话或家属代述 | on duty: only by telephone or proxy
M05h1 best died                   在责: 死亡 | on duty: died
M05h2 best moved                  在责: 人户分离 | on duty: moved
M05h3 best wrong_address          在责: 查无此人 | on duty: not found
M05h4 best refused                在责: 拒访 | on duty: refused
M05i  none -                      在责: 未见 | on duty: not met
M05j  left home,face,video        走访覆盖率(剔除后) | monthly visit coverage of those who could be visited
"""


def _rules() -> dict[tuple[str, int], Rule]:
    """Read the tables."""
    rules = {}
    by_name = {kind.__name__: kind for kind in (*Count.__subclasses__(), *Stocks.__subclasses__())}
    for row in _COUNTED_BY.strip().splitlines():
        measure, kind, unit, count, names = row.split(None, 4)
        chinese, _, english = names.partition(" | ")
        rules[measure, 1] = Rule(chinese, english, unit, kind, (by_name[count],), (measure,))
    for row in _OF_THE_DUTY.strip().splitlines():
        measure, way, contacts, names = row.split(None, 3)
        chinese, _, english = names.partition(" | ")
        reads = ("M17", "M17b", "M05x") if way == "own" else ("M17", "M05x")
        made_by, how = (Contacts, Pairings), tuple(contacts.split(","))
        rules[measure, 1] = Rule(chinese, english, "percent", RATE, made_by, reads, way, how)
    share = ("M06d1", "M06d2")
    chinese, english = "办证零跑路", "whole way without a trip"
    rules["M06d", 1] = Rule(chinese, english, "percent", RATE, (Assessments,), share)
    return rules


RULES = _rules()


# --- leaves and states -------------------------------------------------------------------------

_LEAF = re.compile(
    rb'\{"position":([1-9][0-9]{0,9}),"recorded_at":([0-9]{1,18}),"stream":"([0-9a-f-]{36})",'
    rb'"version":([1-9][0-9]{0,8}),"topic":"([a-z0-9_.]+)","state":"([0-9a-f]{64})"\}'
)
_RECORD = struct.Struct(">36sIIB")
_STEP = struct.Struct(">36sII")


class Log:
    """The leaves of a bundle, and the stored events given in full, held against each other."""

    def __init__(
        self, bundle: Bundle, figure: Figure | Case, checkpoint: Checkpoint, rule: Rule | None
    ) -> None:
        self._case = figure.case.encode() if isinstance(figure, Case) else b""
        self.of_the_case = 0
        self._bundle, self._figure, self._checkpoint = bundle, figure, checkpoint
        self._digest = HASHES[checkpoint.hash_name]
        self._needed = rule.topics if rule else set()
        self._reads = rule.reads if rule else ()
        self._counts = (
            {topic: count for count in rule.counts for topic in count.topics} if rule else {}
        )
        self._topics = sorted(self._needed)
        self.leaves = self.full = self.last_recorded_at = 0
        self.tree = Tree(self._digest)
        self._records = bytearray()
        self._steps = _buckets()
        self._put_right: set[bytes] = set()
        self._persons: defaultdict[str, list[Entry]] = defaultdict(list)
        self._into: dict[str, str] = {}
        self._opened = False
        self.facts_seen: set[bytes] = set()

    # --- first reading: is it the log?

    def read(self) -> None:
        """Hold every leaf against its place, its state and the tree."""
        selective = self._figure.kind != "complete"
        proofs = self._bundle.json(PROOF_OF["selective"]) if selective else {}
        states = self._states()
        state_at, state = next(states, (0, b""))
        digest, add, match = self._digest, self.tree.add, _LEAF.fullmatch
        steps, pack = self._steps, _STEP.pack
        codes: dict[bytes, int] = {}
        marked = set()
        for number, needed in enumerate(self._topics):
            codes[needed.encode()] = number
            if needed.endswith(VERBS) or needed in MERGING:
                marked.add(number)
        is_sha256 = self._checkpoint.hash_name == "sha256"
        position = recorded_at = 0
        last_at = 0
        for line in self._bundle.lines(LEAVES):
            found = match(line)
            if found is None:
                raise Refused(
                    f"{LEAVES} 第 {self.leaves + 1} 行不是账本记录",
                    f"line {self.leaves + 1} of {LEAVES} is no leaf",
                )
            told, at, stream, version, topic, hashed = found.groups()
            self.leaves += 1
            former, position = position, int(told)
            if position != self.leaves if not selective else position <= former:
                raise Refused(
                    f"{LEAVES} 第 {self.leaves} 行: 位置应为 {former + 1}, 写的是 {position}",
                    f"line {self.leaves} of {LEAVES}: position {former + 1} is due,"
                    f" {position} is there",
                )
            recorded_at = int(at)
            if recorded_at < last_at:
                raise Refused(
                    f"{LEAVES}: 第 {position} 条的录入时间早于前一条 (倒填日期)",
                    f"{LEAVES}: event {position} is recorded before the one it follows (back-dated)",
                )
            last_at = recorded_at
            steps[stream[35]] += pack(stream, int(version), position)
            if stream == self._case:
                self.of_the_case += 1
                if position != state_at:
                    raise Refused(
                        f"{LEAVES}: 第 {position} 条属于这份记录, 却没有给出全文",
                        f"{LEAVES}: event {position} is of the record, but is not given in full",
                    )
            code = codes.get(topic)
            if position == state_at:
                mine = hashlib.sha256(state).hexdigest() if is_sha256 else digest(state).hex()
                if mine.encode() != hashed:
                    raise Refused(
                        f"{STATES}: 第 {position} 条的内容与账本中的哈希不符, 已被改动",
                        f"{STATES}: event {position} is not what its leaf holds the hash of;"
                        " it was changed",
                    )
                self.full += 1
                if code is None:
                    self._beside(stream, int(version), position, topic, state)
                else:
                    self._records += _RECORD.pack(stream, int(version), position, code)
                    if code in marked:
                        self._mark(stream, int(version), position, topic.decode(), state)
                state_at, state = next(states, (0, b""))
            elif code is not None:
                raise Refused(
                    f"{LEAVES}: 第 {position} 条 ({topic.decode()}) 可以计数, 却没有给出全文",
                    f"{LEAVES}: event {position} ({topic.decode()}) can be counted,"
                    " but is not given in full",
                )
            if selective:
                self._included(position, b"\x00" + line, proofs)
            elif is_sha256:
                add(hashlib.sha256(b"\x00" + line).digest())
            else:
                add(digest(b"\x00" + line))
        if state_at:
            raise Refused(
                f"{STATES}: 第 {state_at} 条没有对应的账本记录",
                f"{STATES}: event {state_at} has no leaf, or is not in order",
            )
        if not self._opened:
            raise Refused("没有给出第 1 条的全文", "event 1 is not given in full")
        self.last_recorded_at = last_at
        if position != self._figure.position:
            raise Refused(
                f"{LEAVES} 到第 {position} 条为止, 指标读到第 {self._figure.position} 条",
                f"{LEAVES} ends at event {position}; the figure was read at"
                f" {self._figure.position}",
            )
        self._hold_versions()
        self._settle_persons()

    def _states(self) -> Iterator[tuple[int, bytes]]:
        """Give the stored events given in full, each with its position."""
        for number, line in enumerate(self._bundle.lines(STATES), start=1):
            told, tab, state = line.partition(b"\t")
            if not tab or not told.isdigit() or int(told) == 0:
                raise Refused(
                    f"{STATES} 第 {number} 行写法有误", f"line {number} of {STATES} is malformed"
                )
            yield int(told), state

    def _beside(
        self, stream: bytes, version: int, position: int, topic: bytes, state: bytes
    ) -> None:
        """Note an event given in full that the rule does not count."""
        if position == 1:
            self._opened = True
            self._hold_mode(topic.decode(), state)
        if not self._needed:
            self.facts_seen.add(_seen(stream, version, position))

    def _mark(self, stream: bytes, version: int, position: int, topic: str, state: bytes) -> None:
        """Note an event that puts a stream right, or says who is who."""
        if topic.endswith(VERBS):
            self._put_right.add(stream)
        if topic in MERGING:
            entry = entry_of(stream.decode(), version, position, topic, state)
            self._persons[entry.stream].append(_slim(entry))

    def _hold_mode(self, topic: str, state: bytes) -> None:
        """Hold the first event, which opened the log, against what the figure says of it."""
        entry = entry_of(NOBODY, 1, 1, topic, state)
        if topic != "system.log_opened" or entry.event.get("mode") != self._figure.mode:
            raise Refused(
                f"账本的第 1 条没有说它是 {self._figure.mode}",
                f"event 1 does not say that this log is one of {self._figure.mode}",
            )

    def _included(self, position: int, leaf: bytes, proofs: Any) -> None:
        try:
            steps = [decoded(step) or b"" for step in proofs[str(position)]]
        except (KeyError, TypeError, AttributeError) as error:
            raise Refused(
                f"inclusion.json: 缺少第 {position} 条的证明",
                f"inclusion.json: no proof of event {position}",
            ) from error
        size = self._checkpoint.size
        root = included(self._digest(leaf), position - 1, size, steps, self._digest)
        if position > size or root != self._checkpoint.root:
            raise Refused(
                f"第 {position} 条不在所签的账本中: 证明与根哈希不符",
                f"event {position} is not in the log that was signed: its proof does not lead to"
                " the root",
            )

    def _hold_versions(self) -> None:
        """Hold that the versions of every stream are 1, 2, 3 and so on, in the order of the log."""
        for number, steps in enumerate(self._steps):
            last: dict[bytes, int] = {}
            for stream, version, position in _STEP.iter_unpack(bytes(steps)):
                if version != last.get(stream, 0) + 1:
                    raise Refused(
                        f"{LEAVES}: 第 {position} 条是 {stream.decode()} 的第 {version} 版,"
                        f" 应为第 {last.get(stream, 0) + 1} 版",
                        f"{LEAVES}: event {position} is version {version} of {stream.decode()};"
                        f" version {last.get(stream, 0) + 1} is due",
                    )
                last[stream] = version
            self._steps[number] = bytearray()

    def _settle_persons(self) -> None:
        """Find out whose file was merged into whose."""
        for stream, entries in self._persons.items():
            try:
                for entry in standing(entries):
                    if entry.topic == MERGED:
                        self._into[stream] = entry.event["into"]
                    elif entry.topic == UNMERGED:
                        self._into.pop(stream, None)
            except (KeyError, TypeError, ValueError) as error:
                raise damaged(entries[-1].position, error) from error
        self._persons.clear()

    # --- second reading: what counts?

    def survivor(self, person: str) -> str:
        """Follow the mergers to the file that goes on; a ring ends where it closes."""
        if person not in self._into:
            return person
        seen = {person}
        into: str | None = person
        while True:
            into = self._into.get(person)
            if into is None or into in seen:
                return person
            seen.add(into)
            person = into

    def counted(self) -> Iterator[tuple[Line, int]]:
        """Count every stream again, and give all its lines."""
        counts: dict[bytes, Count] = {}
        kept: defaultdict[bytes, list[tuple[int, int, str, bytes]]] = defaultdict(list)
        records = _RECORD.iter_unpack(bytes(self._records))
        record = next(records, None)
        for at, state in self._states():
            if record is None:
                break
            stream, version, position, code = record
            if at != position:
                continue
            record = next(records, None)
            topic = self._topics[code]
            if stream in self._put_right:
                kept[stream].append((version, position, topic, state))
                continue
            kind = self._counts.get(topic)
            if kind is None:
                continue
            count = counts.get(stream)
            if count is None:
                count = kind(self._reads)
                if not kind.alone:
                    counts[stream] = count
            _taken(count, entry_of(stream.decode(), version, position, topic, state))
            if kind.alone:
                yield from count.alone_lines()
        for count in counts.values():
            yield from count.lines().items()
        for stream, entries in kept.items():
            yield from self._stands(stream.decode(), entries)

    def _stands(
        self, stream: str, entries: list[tuple[int, int, str, bytes]]
    ) -> Iterator[tuple[Line, int]]:
        """Count a stream that was put right somewhere."""
        counts: dict[type[Count], Count] = {}
        whole = [
            entry_of(stream, version, position, topic, state)
            for version, position, topic, state in entries
        ]
        try:
            stands = list(standing(whole))
        except (KeyError, TypeError, ValueError) as error:
            raise damaged(whole[-1].position, error) from error
        for entry in stands:
            kind = self._counts.get(entry.topic)
            if kind is not None:
                _taken(counts.setdefault(kind, kind(self._reads)), entry)
        for count in counts.values():
            yield from count.lines().items()


def _taken(count: Count, entry: Entry) -> None:
    try:
        count.take(entry)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise damaged(entry.position, error) from error


def _slim(entry: Entry) -> Entry:
    """Keep of an event of a person's file what a merger may need."""
    event = entry.event
    kept: dict[str, Any] = {name: event[name] for name in ("version", "into") if name in event}
    whole = event.get("whole")
    if whole is not None:
        kept["whole"] = {
            "topic": whole.get("topic"),
            "event": {"into": (whole.get("event") or {}).get("into")},
        }
    return entry._replace(event=kept)


def _seen(stream: bytes, version: int, position: int) -> bytes:
    return sha256(_STEP.pack(stream, version, position))[:16]


# --- facts -------------------------------------------------------------------------------------

_ID = rb'"([0-9a-f-]{36})"'
_TEXT = rb'"([^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*)"'
_FACT = re.compile(
    rb'\{"measure":"(\w{1,20})","person":'
    + _ID
    + rb',"rest":'
    + _TEXT
    + rb',"subject":'
    + _ID
    + rb',"area":'
    + _TEXT
    + rb',"occurred_on":"([0-9]{4}-[0-9]{2}-[0-9]{2})","amount":'
    rb'(-?[1-9][0-9]{0,8}),"source":' + _ID + rb',"version":([1-9][0-9]{0,8}),"position":'
    rb"([1-9][0-9]{0,9})\}"
)
_AMOUNT = struct.Struct(">16si")
_quoted = json.encoder.encode_basestring


def fact_line(line: Line, person: str, amount: int) -> bytes:
    """Write a line as facts are written."""
    return (
        f'{{"measure":"{line.measure}","person":"{person}","rest":{_quoted(line.rest)},'
        f'"subject":"{line.subject}","area":{_quoted(line.code)},"occurred_on":"{line.day}",'
        f'"amount":{amount},"source":"{line.source}","version":{line.version},'
        f'"position":{line.position}}}'
    ).encode()


class Fact(NamedTuple):
    """A fact as told, of those that a duty rate reads."""

    measure: str
    person: str
    rest: str
    code: str
    day: str
    amount: int
    source: str
    version: int


class Facts:
    """The facts a figure counts, held against the log and added up."""

    def __init__(self, bundle: Bundle, figure: Figure, rule: Rule | None) -> None:
        self._bundle, self._figure, self._rule = bundle, figure, rule
        self._reads = rule.reads if rule else (figure.id,)
        self.duty = rule is not None and bool(rule.way)
        self._named: set[str] = set()
        self._told = _Bag()
        self._duty = Duty(figure, rule)
        self._keys: defaultdict[bytes, list[bytearray]] = defaultdict(_buckets)
        self.lines = 0

    def read(self) -> None:
        """Read them: how many there are, which keys they name, and whose contacts are looked for."""
        match, keys, put = _FACT.fullmatch, self._keys, self._told.put
        for line in self._bundle.lines(FACTS):
            self.lines += 1
            put(line)
            found = match(line)
            if found is None:
                raise Refused(
                    f"{FACTS} 第 {self.lines} 行写法有误",
                    f"line {self.lines} of {FACTS} is malformed",
                )
            measure, person, rest, amount = found.group(1, 2, 3, 7)
            if self.duty:
                self._of_duty(found)
            else:
                key = sha256(person + rest)
                keys[measure][key[0]] += _AMOUNT.pack(key[:16], int(amount))
        if self.lines != self._figure.facts:
            raise Refused(
                f"figure.json 说有 {self._figure.facts} 条事实, {FACTS} 有 {self.lines} 条",
                f"figure.json tells of {self._figure.facts} facts, {FACTS} holds {self.lines}",
            )

    def _of_duty(self, found: re.Match[bytes]) -> None:
        measure, person, rest, _, code, day, amount, source, version, _ = (
            part.decode() for part in found.groups()
        )
        if measure == "M17":
            self._named.add(person)
        fact = Fact(measure, person, rest, code, day, int(amount), source, int(version))
        self._duty.take(fact)

    def asks(self, line: Line, person: str) -> bool:
        """Tell whether the question is about a line."""
        rule, figure = self._rule, self._figure
        if rule is None:
            return False
        if self.duty and line.measure == "M05x":
            return figure.first <= line.day <= figure.last and person in self._named
        if self.duty and line.measure == "M17b":
            return True
        if self.duty or rule.kind == STOCK:
            everywhere = rule.way == "own"
            return line.day <= figure.last and (everywhere or figure.covers(line.code))
        return figure.first <= line.day <= figure.last and figure.covers(line.code)

    def hold(self, log: Log) -> None:
        """Hold the facts against those that the log gives when it is counted again."""
        counted = _Bag()
        for text in self._counted(log):
            counted.put(text)
        if counted == self._told:
            return
        for line in self._bundle.lines(FACTS):
            if counted.lacks(line, self._told):
                raise Refused(
                    f"{FACTS}: 这条事实从账本里数不出来: {line.decode()}",
                    f"{FACTS}: the log does not give this fact: {line.decode()}",
                )
        for text in self._counted(log):
            if self._told.lacks(text, counted):
                raise Refused(
                    f"{FACTS}: 缺少从账本里数出来的事实: {text.decode()}",
                    f"{FACTS}: the log gives a fact that is missing: {text.decode()}",
                )

    def _counted(self, log: Log) -> Iterator[bytes]:
        survivor, asks = log.survivor, self.asks
        for line, amount in log.counted():
            if amount and line.measure in self._reads:
                person = survivor(line.subject)
                if asks(line, person):
                    yield fact_line(line, person, amount)

    def hold_sources(self, log: Log) -> None:
        """Hold that the event of every fact is in the log; of an unknown rule no more is known."""
        for line in self._bundle.lines(FACTS):
            found = _FACT.fullmatch(line)
            source, version, position = found.group(8, 9, 10) if found else (b"", b"0", b"0")
            if _seen(source, int(version), int(position)) not in log.facts_seen:
                raise Refused(
                    f"{FACTS}: 这条事实所指的记录不在账本中, 或没有给出全文: {line.decode()}",
                    f"{FACTS}: the event of this fact is not in the log, or not given in full:"
                    f" {line.decode()}",
                )

    # --- adding up

    def value(self) -> tuple[int, int | None]:
        """Give the number, and of a rate what it is divided by."""
        if self.duty:
            return self._duty.value()
        number, *whole = (self._distinct(measure) for measure in self._reads)
        return number, whole[0] if whole else None

    def _distinct(self, measure: str) -> int:
        """Count the keys whose amounts add up to more than nothing."""
        total = 0
        for bucket in self._keys[measure.encode()]:
            sums: defaultdict[bytes, int] = defaultdict(int)
            for key, amount in _AMOUNT.iter_unpack(bytes(bucket)):
                sums[key] += amount
            total += sum(amount > 0 for amount in sums.values())
        return total


def _buckets() -> list[bytearray]:
    return [bytearray() for _ in range(BUCKETS)]


class _Bag:
    """Which lines there are and how often, in 16 bytes a line."""

    def __init__(self) -> None:
        self.buckets = _buckets()

    def put(self, line: bytes) -> None:
        """Put a line in."""
        digest = hashlib.sha256(line).digest()
        self.buckets[digest[0]] += digest[:16]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bag) and all(
            len(one) == len(two) and self.sorted(number) == other.sorted(number)
            for number, (one, two) in enumerate(zip(self.buckets, other.buckets))
        )

    __hash__ = None  # type: ignore[assignment]

    def lacks(self, line: bytes, other: _Bag) -> bool:
        """Tell whether a line of another bag is less often in this one."""
        digest = sha256(line)
        number, short = digest[0], digest[:16]
        return self.sorted(number).count(short) < other.sorted(number).count(short)

    def sorted(self, number: int) -> list[bytes]:
        """Give the lines of one bucket in order."""
        bucket = bytes(self.buckets[number])
        return sorted(bucket[start : start + 16] for start in range(0, len(bucket), 16))


class Duty:
    """M05: of the person-months on duty, those met in one way.

    On duty in a month is whose pairing was active on at least 15 of its days; of a month that the
    period cuts, only the days within it count. Several pairings of one person on a day are one day.
    """

    def __init__(self, figure: Figure, rule: Rule | None) -> None:
        self._figure = figure
        self._way, self._counted = (rule.way, rule.contacts) if rule else ("", ())
        self._changes: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._spans: defaultdict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
        self._helpers: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self._contacts: defaultdict[tuple[str, str], set[tuple[str, str, str]]] = defaultdict(set)
        self._helped: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)

    def take(self, fact: Fact) -> None:
        """Take a fact."""
        if fact.measure == "M17":
            if self._figure.covers(fact.code):
                self._changes[fact.person][max(fact.day, self._figure.first)] += fact.amount
            self._spans[fact.person, fact.source, fact.version][fact.day] += fact.amount
        elif fact.measure == "M17b":
            if fact.amount > 0:
                self._helpers[fact.source, fact.version].add(fact.person)
        elif fact.amount > 0:
            _, visitor, contact = fact.rest.split("|", 2)
            self._contacts[fact.person, fact.day[:7]].add((fact.day, visitor, contact))

    def value(self) -> tuple[int, int]:
        """Give numerator and denominator."""
        met = of = 0
        self._tell_helped()
        for person, month in self._on_duty():
            made = self._contacts.get((person, month), set())
            best = min(
                (BEST.index(contact) for _, _, contact in made if contact in BEST), default=None
            )
            if self._way == "left" and best is not None and BEST[best] in EXCLUDED:
                continue
            of += 1
            if self._way == "none":
                met += best is None
            elif self._way == "best":
                met += best is not None and BEST[best] in self._counted
            else:
                met += any(
                    contact in self._counted
                    and (self._way != "own" or self._is_helper(person, visitor, day))
                    for day, visitor, contact in made
                )
        return met, of

    def _on_duty(self) -> Iterator[tuple[str, str]]:
        end = day_after(self._figure.last)
        for person, changes in self._changes.items():
            days = sorted(day for day, change in changes.items() if change)
            held: Counter[str] = Counter()
            level = 0
            for since, until in zip(days, [*days[1:], end]):
                level += changes[since]
                for month, first, after in self._figure.months if level > 0 else ():
                    if since < after and until > first:
                        begin = date.fromisoformat(max(since, first))
                        held[month] += (date.fromisoformat(min(until, after)) - begin).days
            for month, number in held.items():
                if number >= DAYS_MIN:
                    yield person, month

    def _tell_helped(self) -> None:
        """Find out who was whose own helper from which day until which."""
        for (person, source, version), changes in self._spans.items():
            since = min((on for on, change in changes.items() if change > 0), default=EVER)
            until = min((on for on, change in changes.items() if change < 0), default=EVER)
            for helper in self._helpers.get((source, version), ()):
                self._helped[person, helper].append((since, until))

    def _is_helper(self, person: str, visitor: str, day: str) -> bool:
        return any(since <= day < until for since, until in self._helped.get((person, visitor), ()))


# --- the order of things -----------------------------------------------------------------------

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SHANGHAI = timezone(timedelta(hours=8))


def instant_text(microseconds: int) -> str:
    """Write an instant, kept as microseconds since 1970."""
    instant = _EPOCH + timedelta(microseconds=microseconds)
    return instant.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def microseconds_known(known_at: str) -> int:
    """Give the last instant that a date, which ends at midnight in Shanghai, or an instant names."""
    if len(known_at) == len("2022-07-31"):
        after = datetime.fromisoformat(known_at) + timedelta(days=1)
        return (after.replace(tzinfo=_SHANGHAI) - _EPOCH) // timedelta(microseconds=1) - 1
    instant = datetime.fromisoformat(known_at.replace("Z", "+00:00").replace(" ", "+"))
    instant = instant if instant.tzinfo else instant.replace(tzinfo=_SHANGHAI)
    return (instant - _EPOCH) // timedelta(microseconds=1)


class Report:
    """What is said while checking, in one language or both."""

    def __init__(self, lang: str | None) -> None:
        self._lang = lang

    def say(self, sign: str, chinese: str, english: str) -> None:
        """Say one thing."""
        for lang, text in (("zh", chinese), ("en", english)):
            if self._lang in (None, lang):
                print(f"{sign} {text}", flush=True)


class Asked(NamedTuple):
    """What the reader trusts or has in hand: keys, the bundle's digest, the root on a paper."""

    keys: Sequence[Key]
    digest: str | None
    root: str | None


def check(bundle: Bundle, asked: Asked, report: Report) -> int:
    """Check a bundle step by step; give the exit code."""
    digest = asked.digest
    manifest = Manifest(bundle)
    if digest is not None and digest.replace(" ", "").lower() != manifest.digest:
        raise Refused(
            f"证明包的摘要是 {manifest.digest}, 不是所给的 {digest}",
            f"the digest of the bundle is {manifest.digest}, not {digest}",
        )
    figure: Figure | Case
    if CASE_FILE in bundle.names:
        figure, needed = Case(bundle.json(CASE_FILE)), OF_A_CASE
    else:
        figure = Figure(bundle.json("figure.json"))
        needed = (*ALWAYS, PROOF_OF[figure.kind])
    for name in sorted({*needed, "manifest.json"} ^ set(bundle.names)):
        raise Refused(f"{name} 缺少或多余", f"{name} is missing, or does not belong here")
    small = [name for name in needed if name not in (LEAVES, STATES, FACTS)]
    manifest.hold(*small)
    report.say(
        "✓",
        f"文件与清单一致; 证明包摘要 {manifest.digest}",
        f"files fit the manifest; digest of the bundle {manifest.digest}",
    )
    checkpoint = checkpoint_of(bundle.text("checkpoint.txt"))
    if asked.root is not None and decoded(asked.root) != checkpoint.root:
        raise Refused(
            f"检查点不是纸上印的那一个: 根哈希 {base64.b64encode(checkpoint.root).decode()}",
            "the checkpoint is not the one on the paper: its root is"
            f" {base64.b64encode(checkpoint.root).decode()}",
        )
    _hold_signatures(bundle, checkpoint, figure, asked.keys, report)
    if isinstance(figure, Case):
        return _hold_case(bundle, manifest, figure, checkpoint, report)
    rule = RULES.get((figure.id, figure.version))
    _hold_names(figure, rule)

    log = _hold_log(bundle, manifest, figure, checkpoint, rule, report)

    facts = Facts(bundle, figure, rule)
    facts.read()
    manifest.hold(FACTS)
    if rule is None:
        facts.hold_sources(log)
        report.say(
            "✓",
            f"{facts.lines:,} 条事实所指的记录都在账本中",
            f"the events of all {facts.lines:,} facts are in the log",
        )
    else:
        facts.hold(log)
        report.say(
            "✓",
            f"按规则 {figure.id} 第 {figure.version} 版重新计数, {facts.lines:,} 条事实全部一致",
            f"counted again by rule {figure.id} version {figure.version}: all {facts.lines:,} facts"
            " are the same",
        )
    return _hold_value(figure, rule, facts, report)


def _hold_log(
    bundle: Bundle,
    manifest: Manifest,
    figure: Figure | Case,
    checkpoint: Checkpoint,
    rule: Rule | None,
    report: Report,
) -> Log:
    """Hold the leaves and what is given in full against each other and against what was signed."""
    log = Log(bundle, figure, checkpoint, rule)
    log.read()
    manifest.hold(LEAVES, STATES)
    _hold_moment(log, figure, checkpoint)
    report.say(
        "✓",
        f"账本记录 {log.leaves:,} 条: 位置、录入时间和版本连续, {log.full:,} 条全文与哈希一致",
        f"{log.leaves:,} events of the log: places, times and versions follow each other;"
        f" {log.full:,} given in full fit their hashes",
    )
    _hold_tree(bundle, log, figure, checkpoint, report)
    return log


def _hold_case(
    bundle: Bundle, manifest: Manifest, case: Case, checkpoint: Checkpoint, report: Report
) -> int:
    """Hold the events of one record; say what that shows, and what it does not."""
    log = _hold_log(bundle, manifest, case, checkpoint, None, report)
    if log.of_the_case != case.entries:
        raise Refused(
            f"{LEAVES} 中这份记录有 {log.of_the_case} 条, case.json 写的是 {case.entries} 条",
            f"{LEAVES} has {log.of_the_case} events of the record, case.json says {case.entries}",
        )
    report.say(
        "=",
        f"记录 {case.case}: {case.entries:,} 条, 版本 1 至 {case.entries:,} 没有缺号,"
        f" 到账本第 {case.position:,} 条为止",
        f"record {case.case}: {case.entries:,} events, versions 1 to {case.entries:,} without a"
        f" gap, until event {case.position:,}",
    )
    if case.mode != "production":
        report.say("!", "这是演示账本, 不是真实工作", "this is a demonstration, not real work")
    report.say(
        "!",
        "没有数任何数字; 不能证明别的记录里写了什么, 也不能证明这以后没有再添",
        "no number was counted; nothing is shown of other records, nor that nothing was added later",
    )
    report.say("✓", "有效", "valid")
    return VALID


def _hold_signatures(
    bundle: Bundle,
    checkpoint: Checkpoint,
    figure: Figure | Case,
    trusted: Sequence[Key],
    report: Report,
) -> None:
    """Hold the checkpoint's signatures against the keys trusted, or those that came with it."""
    if checkpoint.origin != figure.origin:
        raise Refused(
            f"检查点属于 {checkpoint.origin}, 指标属于 {figure.origin}",
            f"the checkpoint is of {checkpoint.origin}, the figure of {figure.origin}",
        )
    came_with_it = _keys_of(bundle.text("keys.txt"), checkpoint.size)
    keys = list(trusted) or came_with_it
    logs = [key for key in keys if key.kind == LOG_KEY and key.name == checkpoint.origin]
    signed = signers(checkpoint, logs)
    if not signed:
        raise Refused(
            "checkpoint.txt 没有所信任密钥的签名 (可能是别的账本的检查点)",
            "no key that is trusted has signed checkpoint.txt (it may be of another log)",
        )
    for key in signed:
        if trusted:
            report.say(
                "✓",
                f"检查点由所给的密钥签名: {key.fingerprint}",
                f"the checkpoint is signed by the key given: {key.fingerprint}",
            )
        else:
            report.say(
                "!",
                f"检查点由 {key.name} 签名。密钥来自证明包自身, 请与公布的指纹核对: {key.fingerprint}",
                f"the checkpoint is signed by {key.name}. The key came with the bundle: compare its"
                f" fingerprint with the published one: {key.fingerprint}",
            )
    witnesses = [key for key in {*keys, *came_with_it} if key.kind == WITNESS_KEY]
    for key, seen_at in sorted(signers(checkpoint, witnesses).items()):
        when = instant_text(seen_at * 1_000_000)
        report.say(
            "✓",
            f"见证: {key.name} 于 {when} 见过, 指纹 {key.fingerprint}",
            f"witnessed by {key.name} at {when}, fingerprint {key.fingerprint}",
        )


def _keys_of(text: str, size: int) -> list[Key]:
    """Read keys.txt: a key a line, perhaps with the sizes from and until which it signs."""
    keys = []
    for line in text.splitlines():
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if not all(part.isdigit() for part in parts[1:]):
            raise Refused(f"keys.txt 写法有误: {line}", f"keys.txt is malformed: {line}")
        since, until = [*map(int, parts[1:3]), *[0, sys.maxsize][len(parts[1:3]) :]]
        key = key_of(parts[0])
        if since <= size <= until:
            keys.append(key)
    return keys


def _hold_names(figure: Figure, rule: Rule | None) -> None:
    """Hold the names in the figure against those of the rule: a number must not be renamed."""
    if rule is None:
        return
    told = figure.chinese, figure.english, figure.unit, figure.way
    if told != (rule.chinese, rule.english, rule.unit, rule.kind):
        raise Refused(
            f"figure.json 的名称、单位或种类不是 {figure.id} 的: 应为 {rule.chinese} ({rule.unit})",
            f"name, unit or kind in figure.json are not those of {figure.id}:"
            f" {rule.english} ({rule.unit}) is due",
        )


def _hold_moment(log: Log, figure: Figure | Case, checkpoint: Checkpoint) -> None:
    """Hold the moment of knowledge and the day of issue against the log."""
    last = log.last_recorded_at
    same = checkpoint.size == figure.position
    if last > checkpoint.recorded_at or (same and last != checkpoint.recorded_at):
        raise Refused(
            "检查点的时间与最后一条的录入时间不符",
            "the time of the checkpoint does not fit that of the last event",
        )
    if figure.issued_at != instant_text(checkpoint.recorded_at):
        raise Refused("出具时间不是检查点的", "issued_at is not that of the checkpoint")
    known_at = figure.known_at
    if known_at is None:
        return
    try:
        is_position = known_at.isdigit()
        fits = _at(int(known_at), figure) if is_position else last <= microseconds_known(known_at)
    except (ValueError, OverflowError, AttributeError) as error:
        raise Refused("known_at 读不懂", "known_at cannot be read") from error
    if not fits:
        raise Refused(
            f"第 {figure.position} 条晚于所问的时点 {known_at}",
            f"event {figure.position} is later than the moment asked for, {known_at}",
        )


def _at(known_at: int, figure: Figure | Case) -> bool:
    """Tell whether a position asked for is where it was read: of a record, at or after its last."""
    read_at: int = figure.position
    return read_at <= known_at if isinstance(figure, Case) else read_at == known_at


def _hold_tree(
    bundle: Bundle, log: Log, figure: Figure | Case, checkpoint: Checkpoint, report: Report
) -> None:
    """Hold the root over the leaves against the one that was signed."""
    if figure.kind != "complete":
        report.say(
            "✓",
            f"每一条都在 {checkpoint.size:,} 条的所签账本中",
            f"each of them is in the log of {checkpoint.size:,} that was signed",
        )
        return
    told = bundle.json("consistency.json")
    try:
        sizes = told["from"], told["to"]
        proof = [decoded(step) or b"" for step in told["proof"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused("consistency.json 有误", "consistency.json is malformed") from error
    root = log.tree.root()
    if sizes != (figure.position, checkpoint.size) or not consistent(
        figure.position, root, checkpoint.size, checkpoint.root, proof, HASHES[checkpoint.hash_name]
    ):
        raise Refused(
            f"{LEAVES} 的根哈希与所签的检查点不符: 有记录被改动、删除、插入、调换或倒填日期",
            f"the root over {LEAVES} does not fit the checkpoint that was signed: an event was"
            " changed, deleted, inserted, reordered or back-dated",
        )
    report.say(
        "✓",
        f"根哈希与所签的检查点 (共 {checkpoint.size:,} 条) 一致",
        f"the root fits the checkpoint that was signed (of {checkpoint.size:,} events)",
    )


def _hold_value(figure: Figure, rule: Rule | None, facts: Facts, report: Report) -> int:
    """Hold the number against its facts, and say what it is."""
    if rule is None and figure.way not in (FLOW, DISTINCT, STOCK):
        report.say(
            "!",
            f"本程序不认识规则 {figure.id} 第 {figure.version} 版: 没有重新计数",
            f"rule {figure.id} version {figure.version} is not known here: NOT counted again",
        )
        return NOT_RECOUNTED
    value, of = facts.value()
    if (value, of) != (figure.value, figure.of):
        due, told = _number(value, of), _number(figure.value, figure.of)
        raise Refused(
            f"数出来是 {due}, figure.json 写的是 {told}", f"it comes to {due}, not to {told}"
        )
    if not _fits(figure.percent, value, of):
        raise Refused("figure.json 的百分数有误", "the percentage in figure.json is wrong")
    where = figure.area or "全区 (the whole district)"
    days = f"{figure.first} – {figure.last}"
    number = _number(value, of) + (f" = {figure.percent}%" if figure.percent else "")
    report.say(
        "=",
        f"{figure.id} {figure.chinese}, {days}, {where}, 账本第 {figure.position:,} 条时: {number}",
        f"{figure.id} {figure.english}, {days}, {where}, at event {figure.position:,}: {number}",
    )
    if figure.mode != "production":
        report.say("!", "这是演示账本, 不是真实工作", "this is a demonstration, not real work")
    if rule is None:
        report.say(
            "!",
            f"本程序不认识规则 {figure.id} 第 {figure.version} 版: 只与事实相加, 没有重新计数",
            f"rule {figure.id} version {figure.version} is not known here: its facts were added up,"
            " but NOT counted again from the log",
        )
        return NOT_RECOUNTED
    if figure.kind == "selective":
        report.say(
            "!",
            "选择性证明: 所列事实属实, 但不能证明没有遗漏; 要证明没有遗漏, 请索取完整证明",
            "selective: what is listed is true, but nothing proves that nothing was left out; ask for"
            " a complete bundle for that",
        )
    report.say("✓", "有效", "valid")
    return VALID


def _number(value: int, of: int | None) -> str:
    return f"{value:,}" if of is None else f"{value:,} / {of:,}"


def _fits(percent: str | None, value: int, of: int | None) -> bool:
    """Tell whether a percentage of one decimal is the nearest one."""
    if not of:
        return percent is None
    if not isinstance(percent, str) or not re.fullmatch(r"\d{1,4}\.\d", percent):
        return False
    return abs(int(percent.replace(".", "")) * of - 1000 * value) * 2 <= of


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the bundle named on the command line."""
    parser = argparse.ArgumentParser(
        description="核对一个数的证明 | Check the proof of a number (0 valid, 1 refused, 2 unreadable,"
        " 3 not recounted)"
    )
    parser.add_argument("bundle", help="BUNDLE.zip")
    parser.add_argument("--key", action="append", default=[], help="信任的密钥 | a key you trust")
    parser.add_argument("--digest", help="报表上印的摘要 | the digest printed on the report")
    parser.add_argument("--root", help="报表上印的根哈希 | the root printed on the report")
    parser.add_argument("--lang", choices=("zh", "en"), help="默认两种 | both unless given")
    asked = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    report = Report(asked.lang)
    try:
        trusted = [key_of(text) for text in asked.key]
        return check(Bundle(asked.bundle), Asked(trusted, asked.digest, asked.root), report)
    except Unreadable as refused:
        report.say("✗", f"读不出来: {refused.chinese}", f"cannot be read: {refused.english}")
        return UNREADABLE
    except Refused as refused:
        report.say("✗", f"不予认可: {refused.chinese}", f"refused: {refused.english}")
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())

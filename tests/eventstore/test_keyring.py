"""Key files: private, made once, and refused when they are missing or damaged."""

from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from eventstore.keyring import KeyFileDamaged, Keyring, WrappingKeyMissing

if TYPE_CHECKING:
    from pathlib import Path

MONTH = "2022-04"
SECRET = bytes(range(32))
OWNER = b"kid and person"
AT_ONCE = 4
MAKE = """
import sys
from pathlib import Path
from eventstore.keyring import Keyring
ring = Keyring(Path(sys.argv[1]))
print(ring.fingerprint, ring.wrap(bytes(32), month="2022-04", bound_to=b"x").hex())
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def test_a_key_that_was_wrapped_is_unwrapped_by_whoever_has_the_files(directory: Path) -> None:
    wrapped = Keyring(directory).wrap(SECRET, month=MONTH, bound_to=OWNER)

    assert Keyring(directory).unwrap(wrapped, month=MONTH, bound_to=OWNER) == SECRET
    assert SECRET not in wrapped


def test_the_files_are_for_their_owner_only(directory: Path) -> None:
    Keyring(directory).wrap(SECRET, month=MONTH, bound_to=OWNER)

    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in directory.iterdir()}
    assert modes == {"pepper.key": 0o600, "wrapping-2022-04.key": 0o600}


def test_processes_that_make_the_same_files_at_once_have_the_same_keys(directory: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(directory)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(AT_ONCE)
    ]
    told = [each.communicate(timeout=60)[0].split() for each in running]

    ring = Keyring(directory)
    assert {fingerprint for fingerprint, _ in told} == {ring.fingerprint}
    for _, wrapped in told:
        assert ring.unwrap(bytes.fromhex(wrapped), month=MONTH, bound_to=b"x") == bytes(32)
    assert len(list(directory.iterdir())) == 2


def test_every_month_has_its_own_wrapping_key(directory: Path) -> None:
    ring = Keyring(directory)
    wrapped = ring.wrap(SECRET, month=MONTH, bound_to=OWNER)
    ring.wrap(SECRET, month="2022-05", bound_to=OWNER)

    with pytest.raises(WrappingKeyMissing):
        ring.unwrap(wrapped, month="2022-05", bound_to=OWNER)


def test_a_missing_wrapping_key_is_refused_and_not_made(directory: Path) -> None:
    wrapped = Keyring(directory).wrap(SECRET, month=MONTH, bound_to=OWNER)
    (directory / "wrapping-2022-04.key").unlink()

    with pytest.raises(WrappingKeyMissing, match="2022-04"):
        Keyring(directory).unwrap(wrapped, month=MONTH, bound_to=OWNER)

    assert not (directory / "wrapping-2022-04.key").exists()


def test_a_key_is_bound_to_whose_it_is(directory: Path) -> None:
    ring = Keyring(directory)
    wrapped = ring.wrap(SECRET, month=MONTH, bound_to=OWNER)

    with pytest.raises(WrappingKeyMissing):
        ring.unwrap(wrapped, month=MONTH, bound_to=b"somebody else")


def test_a_destroyed_wrapping_key_opens_nothing_any_more(directory: Path) -> None:
    ring = Keyring(directory)
    wrapped = ring.wrap(SECRET, month=MONTH, bound_to=OWNER)

    ring.destroy(MONTH)
    ring.destroy(MONTH)

    with pytest.raises(WrappingKeyMissing):
        ring.unwrap(wrapped, month=MONTH, bound_to=OWNER)


@pytest.mark.parametrize("content", ["", "00", "zz" * 32, "00" * 31, "钥" * 32])
def test_a_damaged_file_is_refused(directory: Path, content: str) -> None:
    Keyring(directory)
    (directory / "pepper.key").write_text(content, encoding="utf-8")

    with pytest.raises(KeyFileDamaged, match="pepper"):
        Keyring(directory)


def test_equal_values_have_equal_tokens_and_none_tells_its_value(directory: Path) -> None:
    ring = Keyring(directory)
    number = "990000199001010015"

    assert ring.token("id", number) == Keyring(directory).token("id", number)
    assert ring.token("id", number) != ring.token("id", "990000199001010023")
    assert number not in ring.token("id", number)


def test_tokens_of_different_kinds_are_not_alike(directory: Path) -> None:
    ring = Keyring(directory)

    def digest(kind: str, value: str) -> str:
        return ring.token(kind, value).rpartition(":")[2]

    assert digest("id", "1") != digest("phone", "1")
    assert digest("a", "b:c") != digest("a:b", "c")


def test_another_keyring_makes_other_tokens(directory: Path, tmp_path: Path) -> None:
    one, other = Keyring(directory), Keyring(tmp_path / "other")

    assert one.token("id", "1") != other.token("id", "1")
    assert one.fingerprint != other.fingerprint

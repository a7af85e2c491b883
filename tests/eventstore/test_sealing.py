"""One text under one key."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstore.sealing import AES_256_GCM, KEY_BYTES, SM4_GCM, SealBroken, close, opened, padded
from support.histories import id_of

KID = id_of("key")
PLACE = b"a person and a place"
SECRETS = {AES_256_GCM: bytes(range(32)), SM4_GCM: bytes(range(16))}
LENGTH_BYTES = 4
NONCE_AND_TAG_BYTES = 12 + 16


@pytest.mark.parametrize("algorithm", KEY_BYTES)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_closed_is_opened(algorithm: str, text: str) -> None:
    sealed = close(text, kid=KID, secret=SECRETS[algorithm], bound_to=PLACE)

    assert (sealed.kid, sealed.alg) == (KID, algorithm)
    assert opened(sealed, secret=SECRETS[algorithm], bound_to=PLACE) == text


@pytest.mark.parametrize("algorithm", KEY_BYTES)
def test_a_seal_that_was_moved_or_altered_is_broken(algorithm: str) -> None:
    secret = SECRETS[algorithm]
    sealed = close("想换一把轮椅", kid=KID, secret=secret, bound_to=PLACE)
    box = bytearray(base64.b64decode(sealed.box))
    box[20] ^= 1
    other_algorithm = next(each for each in KEY_BYTES if each != algorithm)

    for broken, key, place in (
        (sealed, secret, b"another place"),
        (sealed, bytes(len(secret)), PLACE),
        (sealed, SECRETS[other_algorithm], PLACE),
        (replace(sealed, alg=other_algorithm), secret, PLACE),
        (replace(sealed, alg="ROT13"), secret, PLACE),
        (replace(sealed, box=base64.b64encode(box).decode()), secret, PLACE),
        (replace(sealed, box=sealed.box[:-4]), secret, PLACE),
        (replace(sealed, box=f"{sealed.box[:10]}\n!{sealed.box[10:]}"), secret, PLACE),
        (replace(sealed, box=""), secret, PLACE),
        (replace(sealed, box="轮椅"), secret, PLACE),
    ):
        with pytest.raises(SealBroken):
            opened(broken, secret=key, bound_to=place)


@pytest.mark.parametrize("algorithm", KEY_BYTES)
def test_equal_texts_are_closed_differently_each_time(algorithm: str) -> None:
    boxes = {
        close("same", kid=KID, secret=SECRETS[algorithm], bound_to=PLACE).box for _ in range(20)
    }

    assert len(boxes) == 20


@pytest.mark.parametrize(
    ("length", "padded_to"),
    [
        (0, 32),
        (28, 32),
        (29, 64),
        (60, 64),
        (61, 128),
        (124, 128),
        (125, 256),
        (252, 256),
        (253, 512),
        (508, 512),
        (509, 768),
        (2_000, 2_048),
    ],
)
def test_a_length_says_nothing(length: int, padded_to: int) -> None:
    """32, 64, 128, 256, then multiples of 256 bytes, four of them for the length."""
    sealed = close("x" * length, kid=KID, secret=SECRETS[AES_256_GCM], bound_to=PLACE)

    assert len(padded(b"x" * length)) == padded_to
    assert len(base64.b64decode(sealed.box)) == padded_to + NONCE_AND_TAG_BYTES


def test_every_padding_keeps_its_content() -> None:
    for length in range(1_100):
        content = padded(b"\0" * length)

        assert int.from_bytes(content[:LENGTH_BYTES], "big") == length
        assert len(content) in {32, 64, 128} or len(content) % 256 == 0

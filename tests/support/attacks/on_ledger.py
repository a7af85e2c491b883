"""Attacks on what is kept of the ledger, in the database and in its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventstore.ledger.instance import KeyFile
from eventstore.ledger.notes import KeyKind, Note, SigningKey
from support.attacks.world import names, names_checkpoint, says
from support.ledgers import GUARDED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from support.attacks.world import Attack, Connection, Named, World

TABLES = GUARDED


def _sizes(master: Connection) -> list[int]:
    rows = master.execute("select size from ledger_checkpoints order by size").fetchall()
    return [size for (size,) in rows]


def _note(master: Connection, size: int) -> Note:
    row = master.execute("select note from ledger_checkpoints where size = %s", [size]).fetchone()
    assert row is not None
    return Note.parse(row[0])


def _file(world: World, name: str) -> Path:
    (path,) = [path for path in world.files if path.name == name]
    return path


def a_hash_of_a_tile_is_changed(_: World, master: Connection, random: Random) -> Named:
    """Change one of the hashes of the lowest tiles."""
    nth = random.randrange(256)
    master.execute(
        "update ledger_tiles set hashes = overlay(hashes placing sha256('x') from %s)"
        " where level = 0 and index = 0",
        [1 + 32 * nth],
    )
    return lambda faults: names(faults, nth + 1)


def the_root_of_a_tile_is_changed(_: World, master: Connection, random: Random) -> Named:
    """Change what a tile says its hashes come to."""
    master.execute(
        "update ledger_tiles set root = sha256(%s) where index = 0", [random.randbytes(8)]
    )
    return says("tile 0/0")


def a_tile_is_deleted(_: World, master: Connection, __: Random) -> Named:
    """Delete a full tile."""
    master.execute("delete from ledger_tiles where index = 0")
    return says("tile 0/0")


def the_root_of_a_checkpoint_is_changed(_: World, master: Connection, random: Random) -> Named:
    """Change the root beside a note."""
    size = random.choice(_sizes(master))
    master.execute(
        "update ledger_checkpoints set root = sha256(%s) where size = %s",
        [random.randbytes(8), size],
    )
    return lambda faults: names_checkpoint(faults, size)


def a_character_of_a_note_is_changed(_: World, master: Connection, random: Random) -> Named:
    """Change a note anywhere."""
    size = random.choice(_sizes(master))
    note = str(_note(master, size))
    at = random.randrange(len(note))
    changed = note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :]
    master.execute("update ledger_checkpoints set note = %s where size = %s", [changed, size])
    return lambda faults: names_checkpoint(faults, size)


def a_note_is_put_under_another_size(_: World, master: Connection, random: Random) -> Named:
    """Let a checkpoint show the note of another."""
    size, other = random.sample(_sizes(master), 2)
    master.execute(
        "update ledger_checkpoints set note = %s where size = %s", [str(_note(master, other)), size]
    )
    return lambda faults: names_checkpoint(faults, size)


def a_note_is_signed_by_somebody_else(world: World, master: Connection, random: Random) -> Named:
    """Sign a checkpoint with a key of one's own in the log's name."""
    size = random.choice(_sizes(master))
    text = _note(master, size).text
    other = SigningKey.make(world.house.ledger.opened.origin, KeyKind.LOG)
    master.execute(
        "update ledger_checkpoints set note = %s where size = %s",
        [str(Note(text, (other.sign(text),))), size],
    )
    return lambda faults: names_checkpoint(faults, size)


def the_last_checkpoint_is_deleted(_: World, master: Connection, __: Random) -> Named:
    """Take back what was published last."""
    size = _sizes(master)[-1]
    master.execute("delete from ledger_checkpoints where size = %s", [size])
    return lambda faults: names_checkpoint(faults, size)


def a_key_is_listed_that_is_not_ours(world: World, master: Connection, random: Random) -> Named:
    """List a key of one's own beside the log's."""
    other = SigningKey.make(world.house.ledger.opened.origin, KeyKind.LOG).verifier
    master.execute(
        "insert into ledger_keys values (%s, %s)", [str(other), random.randint(1, world.size)]
    )
    return says(f"key {other.id.hex()}")


def our_key_is_taken_from_the_list(_: World, master: Connection, __: Random) -> Named:
    """Let nobody have signed."""
    master.execute("delete from ledger_keys")
    return says("checkpoint", "key")


def our_key_is_ended(_: World, master: Connection, random: Random) -> Named:
    """Let the log's key have ended before what it signed."""
    size = random.choice(_sizes(master))
    master.execute(
        "insert into ledger_key_ends select vkey, %s from ledger_keys limit 1", [size - 1]
    )
    return lambda faults: names_checkpoint(faults, size)


def a_key_is_nonsense(_: World, master: Connection, __: Random) -> Named:
    """Write what is no key."""
    master.execute("update ledger_keys set vkey = 'nonsense'")
    return says("keys")


def a_note_names_another_log(world: World, master: Connection, __: Random) -> Named:
    """Sign, with the stolen key, a checkpoint of another log."""
    size = _sizes(master)[-1]
    text = _note(master, size).text.replace(world.house.ledger.opened.origin, "another/log")
    (ours, *_) = KeyFile(_file(world, "signing.key")).read()
    master.execute(
        "update ledger_checkpoints set note = %s where size = %s",
        [str(Note(text, (ours.sign(text),))), size],
    )
    return lambda faults: names_checkpoint(faults, size)


def a_cosignature_is_forged(_: World, master: Connection, random: Random) -> Named:
    """Let a witness have signed what it has not."""
    size = random.choice(_sizes(master))
    witness = SigningKey.make("witness.example/w1", KeyKind.WITNESS)
    line = witness.sign("something else\n", seen_at=1).line
    master.execute(
        "insert into ledger_cosignatures (epoch, size, witness, line) values (1, %s, %s, %s)",
        [size, str(witness.verifier), line],
    )
    return says(f"cosignature {size}")


def a_loss_is_forged(world: World, master: Connection, _: Random) -> Named:
    """Stop the log by a loss that was none."""
    master.execute(
        "insert into ledger_losses (epoch, published_size, published_root, found_size)"
        " values (1, %s, sha256('x'), 3)",
        [world.size],
    )
    return lambda faults: any("已公布的" in fault for fault in faults)


def an_epoch_is_forged(world: World, master: Connection, random: Random) -> Named:
    """Let the log have gone on after a loss that no event names."""
    position = random.randint(1, world.size)
    master.execute(
        "insert into ledger_losses"
        " (epoch, published_size, published_root, found_size, opened_at_position)"
        " values (1, %s, sha256('x'), 3, %s)",
        [world.size, position],
    )
    return says("epoch 2")


def a_checkpoint_is_put_into_another_epoch(_: World, master: Connection, random: Random) -> Named:
    """Hide a checkpoint in an epoch that never was."""
    size = random.choice(_sizes(master)[:-1])
    master.execute("update ledger_checkpoints set epoch = 7 where size = %s", [size])
    return lambda faults: any(fault.startswith(f"checkpoint {size}") for fault in faults)


def our_key_begins_later(_: World, master: Connection, random: Random) -> Named:
    """Let the log's key have begun after what it signed."""
    master.execute("update ledger_keys set from_size = from_size + %s", [random.randint(1, 10**9)])
    return says("key ")


def our_key_has_begun_earlier(_: World, master: Connection, __: Random) -> Named:
    """Let a second key of ours have signed from the beginning on."""
    sizes = _sizes(master)
    origin = _note(master, sizes[0]).text.partition("\n")[0]
    second = SigningKey.make(origin, KeyKind.LOG)
    text = _note(master, sizes[-1])
    both = Note(text.text, (*text.signatures, second.sign(text.text)))
    master.execute(
        "update ledger_checkpoints set note = %s where size = %s", [str(both), sizes[-1]]
    )
    master.execute("insert into ledger_keys values (%s, 1)", [str(second.verifier)])
    return says(f"key {second.verifier.id.hex()}")


def the_published_file_is_removed(world: World, _: Connection, __: Random) -> Named:
    """Remove what was published outside the database."""
    _file(world, "checkpoint").unlink()
    return says("published")


def the_published_file_is_an_older_one(world: World, master: Connection, _: Random) -> Named:
    """Put the first checkpoint in the place of the last."""
    _file(world, "checkpoint").write_text(str(_note(master, _sizes(master)[0])), encoding="utf-8")
    return says("published")


def the_published_file_is_changed(world: World, _: Connection, random: Random) -> Named:
    """Change the published checkpoint anywhere."""
    path = _file(world, "checkpoint")
    note = path.read_text(encoding="utf-8")
    at = random.randrange(len(note))
    path.write_text(note[:at] + chr(ord(note[at]) ^ 1) + note[at + 1 :], encoding="utf-8")
    return says("published", "checkpoint")


def the_signing_key_is_another(world: World, _: Connection, __: Random) -> Named:
    """Put a key of one's own into the key file."""
    other = SigningKey.make(world.house.ledger.opened.origin, KeyKind.LOG)
    _file(world, "signing.key").write_text(f"{other.secret_text}\n", encoding="utf-8")
    return says(f"key {other.verifier.id.hex()}")


def the_signing_key_is_nonsense(world: World, _: Connection, __: Random) -> Named:
    """Write what is no key into the key file."""
    _file(world, "signing.key").write_text("nonsense", encoding="utf-8")
    return says("signing.key")


ATTACKS: Sequence[Attack] = (
    a_hash_of_a_tile_is_changed,
    the_root_of_a_tile_is_changed,
    a_tile_is_deleted,
    the_root_of_a_checkpoint_is_changed,
    a_character_of_a_note_is_changed,
    a_note_is_put_under_another_size,
    a_note_is_signed_by_somebody_else,
    the_last_checkpoint_is_deleted,
    a_key_is_listed_that_is_not_ours,
    our_key_is_taken_from_the_list,
    our_key_is_ended,
    a_key_is_nonsense,
    a_note_names_another_log,
    a_cosignature_is_forged,
    a_loss_is_forged,
    an_epoch_is_forged,
    a_checkpoint_is_put_into_another_epoch,
    our_key_begins_later,
    our_key_has_begun_earlier,
    the_published_file_is_removed,
    the_published_file_is_an_older_one,
    the_published_file_is_changed,
    the_signing_key_is_another,
    the_signing_key_is_nonsense,
)

"""A place for a server that does not exist yet, held while somebody brings its data there.

A restore puts a data directory where the keeper would make an empty one. Meanwhile it holds the
keeper's lock, so that no server can be started under its hands.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eventstore.embedded.account import Account, account_for, give
from eventstore.embedded.locks import open_private, try_lock
from eventstore.embedded.place import Names, Place, choose_place, make_private, write_place
from eventstore.embedded.refusals import PlaceInUse, PlaceNotEmpty
from eventstore.embedded.server import make_directory


@dataclass(frozen=True, slots=True)
class EmptyPlace:
    """Where the data of a server goes, and whom it will belong to."""

    place: Place
    account: Account

    @property
    def data_directory(self) -> Path:
        """Where PostgreSQL's data directory is to be made."""
        return self.place.data_directory

    def hand_over(self, path: Path) -> None:
        """Give all that was brought to the user the server runs as."""
        for root, folders, files in os.walk(path):
            for name in (*folders, *files):
                give(Path(root) / name, self.account)
        give(path, self.account)
        path.chmod(0o700)

    def clear(self) -> None:
        """Take away what was brought."""
        shutil.rmtree(self.data_directory, ignore_errors=True)


@contextmanager
def empty_place(directory: Path) -> Iterator[EmptyPlace]:
    """Hold a directory in which no server has been made. Raises `PlaceInUse`, `PlaceNotEmpty`."""
    directory = make_directory(directory.absolute())
    names = Names(directory)
    keeper, lease = open_private(names.keeper_lock), open_private(names.lease)
    try:
        if not (try_lock(keeper, alone=True) and try_lock(lease, alone=True)):
            raise PlaceInUse(str(directory))
        account = account_for(directory / "server", directory)
        place = choose_place(directory, account)
        if place.data_directory.exists():
            raise PlaceNotEmpty(str(place.data_directory))
        write_place(directory, place)
        make_private(place.server_directory, account)
        yield EmptyPlace(place, account)
    finally:
        os.close(keeper)
        os.close(lease)

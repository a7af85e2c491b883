"""How a moment is written on the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backup.refusals import MomentNotUnderstood, RestoreIsForTheAdministrator
from backup.restoring import Moment
from bootstrap import Settings
from bootstrap.upkeep.backups import moment_of, restore_backup


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        (None, Moment()),
        ("0/3000060", Moment(lsn=0x3000060)),
        ("2/10", Moment(lsn=0x200000010)),
        ("2022-04-05T18:30", Moment(at=datetime(2022, 4, 5, 10, 30, tzinfo=UTC))),
        ("2022-04-05T18:30+00:00", Moment(at=datetime(2022, 4, 5, 18, 30, tzinfo=UTC))),
        ("2022-04-05", Moment(at=datetime(2022, 4, 5, 15, 59, 59, 999999, tzinfo=UTC))),
    ],
)
def test_a_moment_is_a_time_in_the_district_or_a_place_in_the_write_ahead_log(
    said: str | None, moment: Moment
) -> None:
    assert moment_of(said) == moment


@pytest.mark.parametrize("said", ["yesterday", "0/xyz", "1/2/3", ""])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(MomentNotUnderstood):
        moment_of(said)


def test_a_database_of_its_own_is_restored_by_its_administrator() -> None:
    settings = Settings.model_validate({"database_url": "postgresql://somewhere/lianxin"})
    with pytest.raises(RestoreIsForTheAdministrator):
        restore_backup(settings, settings.var, into=settings.var, to=None)

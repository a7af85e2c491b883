"""Plays the story in a process of its own, to be killed: URLs of service and owner, and a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from bootstrap import build
from story.plan import plan
from support.database import Database
from support.played_story import SEED, play_into, settings_of

if __name__ == "__main__":
    name, administrator_url, var = sys.argv[1:]
    with build(settings_of(Database(name, administrator_url), Path(var))) as house:
        play_into(house, plan(SEED))

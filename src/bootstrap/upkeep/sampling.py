"""What a sample is drawn from: the lot, and what the figure counted when the lot was signed."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Final

from application.lookups import CountedKeys
from application.office import SHANGHAI
from domain.audit_sample import Candidate, SampledEntry, Seed
from eventstore.ledger.ledger import Ledger
from projections.figures.figure import Question
from projections.figures.reader import FigureReader
from projections.measures import MEASURES
from projections.running.builds import NothingToRead

if TYPE_CHECKING:
    from datetime import date

    from eventstore.log import Log
    from projections.figures.figure import Counted
    from projections.running.builds import ReadModels

WAIT_SECONDS: Final = 2.0
LOOK_EVERY_SECONDS: Final = 0.01


def counted_after(read_models: ReadModels, log: Log, question: Question) -> CountedKeys:
    """Give the keys of a figure as known at the first checkpoint after its period."""
    if question.measure not in MEASURES:
        return CountedKeys(None, None, (), complete=False)
    version = MEASURES[question.measure].version
    seed = first_seed_after(log, question.last)
    if seed is None:
        return CountedKeys(version, None, (), complete=False)
    give_up_at = time.monotonic() + WAIT_SECONDS
    with read_models.connection() as connection:
        try:
            reading = read_models.reading(connection, position=seed.size)
            while reading.position < seed.size and time.monotonic() < give_up_at:
                time.sleep(LOOK_EVERY_SECONDS)
                reading = read_models.reading(connection, position=seed.size)
        except NothingToRead:
            return CountedKeys(version, seed, (), complete=False)
        figures = FigureReader(connection, reading)
        is_complete = reading.position == seed.size and figures.figure(question).complete
        candidates = tuple(_candidate(each) for each in figures.every_key(question))
    return CountedKeys(version, seed, candidates, complete=is_complete)


def first_seed_after(log: Log, last: date) -> Seed | None:
    """Give the first checkpoint whose last row was recorded after a day of the district."""
    midnight = datetime.combine(last + timedelta(1), time_of_day.min, SHANGHAI)
    before = log.as_of(midnight - timedelta(microseconds=1)).position
    storage = Ledger(log).storage
    published = storage.first_from(storage.epoch(), before + 1)
    if published is None:
        return None
    return Seed(
        size=published.checkpoint.size,
        root=base64.b64encode(published.checkpoint.root).decode(),
        note_digest=hashlib.sha256(published.note.text.encode()).hexdigest(),
    )


def _candidate(counted: Counted) -> Candidate:
    entries = tuple(SampledEntry(stream, version) for stream, version in counted.sources)
    return Candidate(counted.person, counted.rest, counted.code, counted.occurred_on, entries)

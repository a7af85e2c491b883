"""The whole story as acts in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from story.cast.cast import cast_of
from story.chance import Chance
from story.chapters import (
    appeals,
    assessments,
    campaign,
    disputes,
    filing,
    first_visits,
    leaves,
    needs,
    organisation,
    pairings,
    visits,
)
from story.diary import Diary
from story.outline.appeals import appeals_of
from story.outline.duty import duty_of
from story.outline.home_requests import home_requests_of
from story.outline.pairings import pairings_of
from story.outline.targets import targets_of
from story.outline.visits import visits_of

if TYPE_CHECKING:
    from story.diary import Act


def plan(seed: int) -> list[Act]:
    """Tell everything that happens, in order of time; the same seed tells the same."""
    cast = cast_of(Chance(seed))
    targets = targets_of(cast)
    paired = pairings_of(cast, targets)
    duty = duty_of(cast.chance, paired)
    visited = visits_of(cast, targets, paired, duty)
    diary = Diary(cast.chance)
    organisation.found(diary, cast)
    campaign.run(diary, cast, targets)
    filing.put_on_file(diary, cast)
    filing.part(diary, cast, targets)
    pairings.pair(diary, cast, paired)
    visits.write_down(diary, cast, visited)
    first_visits.note(diary, cast, paired, visited)
    leaves.rest(diary, cast, visited.visitors)
    filing.merge_all(diary, cast, visited.second_files)
    assessments.assess_at_home(diary, cast, home_requests_of(cast))
    assessments.assess_at_institution(diary, cast)
    assessments.note_suspects(diary, cast)
    appeals.listen(diary, cast, appeals_of(cast, targets, visited.campaign))
    disputes.reconcile(diary, cast)
    needs.answer(diary, cast)
    return diary.acts()

"""评残: asked for, made at home or at the institution, concluded, and the way to the certificate."""

from story.chapters.assessments.at_home import assess_at_home
from story.chapters.assessments.at_institution import assess_at_institution, note_suspects

__all__ = ["assess_at_home", "assess_at_institution", "note_suspects"]

"""Appeals: their own course, what is published of them, and how they come to somebody else."""

from application.casework.appeals import course, moving, publication

__all__ = ["COMMANDS", "REGISTER"]

REGISTER = course.REGISTER
COMMANDS = (*course.COMMANDS, *publication.COMMANDS, *moving.COMMANDS)

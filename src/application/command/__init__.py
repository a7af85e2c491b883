"""Commands: what is asked for, how plain words become what the domain is given, who carries it out."""

from application.command.command import Command
from application.command.signatures import Field, fields_of, hints_of, without_none

__all__ = ["Command", "Field", "fields_of", "hints_of", "without_none"]

"""The refusal of a value that cannot be read: a code, a sentence, a remedy, not yet a place.

What reads a day, an amount or a duration does not know in which file it stands; its caller does, and
makes a diagnostic of this exception. Floor 0: imports nothing of ours.
"""

from __future__ import annotations


class Unreadable(ValueError):
    """What was typed does not have the form its key asks for; all three texts are in French."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        """Code of the diagnostic, in kebab-case."""
        self.message = message
        """What is wrong, as a sentence."""
        self.hint = hint
        """What to type instead, as a sentence."""

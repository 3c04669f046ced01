"""Questions asked in a terminal, in French, and asked again until they have an answer.

Questions are talk: they go to stderr. Ctrl+C and the end of the input stop the command with nothing written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import click

from bulletin.build.report import error_text
from bulletin.diagnostics import UsageFault
from bulletin.french.nearest import did_you_mean
from bulletin.french.slugs import one_line, plain

T = TypeVar("T")
Rows = Sequence[tuple[str, str]]
"""What can be chosen: a word that may be typed, and what is shown of it."""

_YES: Final = frozenset({"o", "oui"})
_NO: Final = frozenset({"n", "non"})


def in_a_terminal() -> bool:
    """Whether someone is there to answer: both the input and the output are a terminal."""
    return all(
        stream is not None and not stream.closed and stream.isatty() for stream in (sys.stdin, sys.stdout)
    )


def say(text: str) -> None:
    """Write a line of talk."""
    click.echo(text, err=True)


def ask(question: str, default: str = "") -> str:
    """Return the answer on one line; an empty one is ``default``, which the question shows."""
    shown = f"{question} [{default}]" if default else question
    answer: str = click.prompt(shown, default=default, show_default=False, prompt_suffix="\u00a0: ", err=True)
    return one_line(answer)


def ask_until(question: str, read: Callable[[str], T], default: str = "") -> T:
    """Return what ``read`` makes of the answer; while it raises ``UsageFault``, say why and ask again."""
    while True:
        try:
            return read(ask(question, default))
        except UsageFault as fault:
            say(error_text(fault))


def choose(question: str, rows: Rows, default: str = "") -> str:
    """Return the word of the row that was chosen, by its number or by its word."""
    width = max(len(word) for word, _ in rows)
    for number, (word, text) in enumerate(rows, 1):
        say(f"  {number:>2}. {word:<{width}}  {text}".rstrip())
    words = tuple(word for word, _ in rows)
    return ask_until(question, lambda typed: _chosen(typed, words), default)


def _chosen(typed: str, words: Sequence[str]) -> str:
    if typed.isdecimal() and 0 < int(typed) <= len(words):
        return words[int(typed) - 1]
    for word in words:
        if plain(typed) == plain(word):
            return word
    hint = did_you_mean(typed, words) or f"Tapez un numéro de 1 à {len(words)}, ou le mot qui le suit."
    raise UsageFault(f"«\u00a0{typed}\u00a0» n’est pas dans la liste." if typed else "Il faut choisir.", hint)


def confirm(question: str) -> bool:
    """Return whether the answer is yes; an empty one is no."""
    return ask_until(f"{question} (oui ou non)", _yes_or_no, "non")


def _yes_or_no(typed: str) -> bool:
    if plain(typed) in _YES | _NO:
        return plain(typed) in _YES
    raise UsageFault(
        f"«\u00a0{typed}\u00a0» n’est ni oui ni non.", "Tapez «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."
    )

"""What a text may be before anything tries to render it.

The Markdown library takes quadratic time, or fails, on some texts that nobody writes in good faith:
thousands of brackets that are never closed, lists within lists by the hundred. They are refused here,
for a cost that an ordinary text does not feel.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.content.body.faults import UnreadProse
from bulletin.french.printed import number

LONGEST_LINE: Final = 100_000
"""Characters of one line."""
DEEPEST: Final = 30
"""Lists and quotes within one another."""
MOST_LINES: Final = 20_000
"""Lines of one text that are not blank: of paragraphs, lists, tables."""
LONGEST_PARAGRAPH: Final = 100_000
"""Characters of one paragraph."""
MOST_SIGNS: Final = 100_000
"""Signs of emphasis, code, escapes, entities and addresses of one text."""
MOST_UNCLOSED: Final = 500
"""Brackets, or addresses of links, left open in one paragraph."""
MOST_MARKS: Final = 500
"""Notes called or defined, and abbreviations defined, in one text."""
MOST_HEADS: Final = 1_000
"""Lines of a text that begin a heading, a definition or a block of code, and definitions of links."""
MOST_TAGS: Final = 10_000
"""Angle brackets that open, in one text."""
MOST_DECLARATIONS: Final = 20
"""Occurrences of ``<![``, of no use in a post."""
MOST_WORK: Final = 3_000_000
"""Characters that the search for closing brackets may read; about half a second of work."""

_HEAD = re.compile(r"\n(?:#|=|-+[ ]*\n|```|~~~|[ ]{0,3}:[ ])|\]:")
_TEXT = re.compile(r"\n(?=[ \t]*[^\s])")
_SIGNS: Final = "*_`~\\&@"
_SIGN = re.compile(r"[*_`~\\&@]")
_BLANK = re.compile(r"\n[ \t]*\n")
_NOTE = re.compile(r"[*]\[|\[\^")
_SIMPLE_LINK = re.compile(r"""\]\([^()"'\n]*(?:"[^"\n]*")?\)""")


def check_limits(markdown: str) -> None:
    """Refuse a text that could take more than about a second to render.

    Raises:
        UnreadProse: at the first line that goes too far.
    """
    if len(markdown) > LONGEST_LINE:
        _check_lines(markdown)
    lines = f"\n{markdown}\n"
    if markdown.count("[^") + markdown.count("*[") > MOST_MARKS:
        _check_count(lines, _NOTE, MOST_MARKS, "appels, notes ou abréviations")
    if lines.count("\n") + lines.count("]:") > MOST_HEADS:
        _check_count(lines, _TEXT, MOST_LINES, "lignes")
        _check_count(lines, _HEAD, MOST_HEADS, "titres, définitions ou blocs de code")
    if sum(map(markdown.count, _SIGNS)) > MOST_SIGNS:
        _check_count(lines, _SIGN, MOST_SIGNS, "signes de mise en forme")
    if markdown.count("<") > MOST_TAGS:
        message = f"Ce texte contient plus de {number(MOST_TAGS)} chevrons ouvrants."
        raise UnreadProse(1, message, "Partagez-le en plusieurs textes.")
    if markdown.count("<![") > MOST_DECLARATIONS:
        line = _line(markdown, markdown.index("<!["))
        raise UnreadProse(line, "Ce texte contient trop de « <![ ».", "Écrivez « &lt;![ ».")
    _check_brackets(markdown)


def _check_lines(markdown: str) -> None:
    for rank, line in enumerate(markdown.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            message = f"Cette ligne a plus de {number(LONGEST_LINE)} caractères."
            raise UnreadProse(rank, message, "Coupez-la en plusieurs lignes.")


def _check_count(lines: str, pattern: re.Pattern[str], most: int, what: str) -> None:
    for rank, found in enumerate(pattern.finditer(lines)):
        if rank == most:
            message = f"Ce texte contient plus de {number(most)} {what}."
            line = lines.count("\n", 0, found.start() + 1)
            raise UnreadProse(line, message, "Partagez-le en plusieurs textes.")


def _check_brackets(markdown: str) -> None:
    """Bound the work of looking, from each opening bracket, for the one that closes it."""
    openings = markdown.count("[") + markdown.count("<")
    if openings <= MOST_UNCLOSED and openings * len(markdown) <= MOST_WORK:
        return
    start = work = 0
    for block in _BLANK.split(markdown):
        start = markdown.index(block, start)
        work += _work(block)
        unclosed = max(block.count("[") - block.count("]"), block.count("](") - block.count(")"))
        if unclosed > MOST_UNCLOSED or work > MOST_WORK:
            message = "Ce paragraphe contient trop de crochets ou de chevrons ouvrants."
            hint = "Fermez les crochets, ou écrivez « \\[ » et « &lt; » ceux qui ne commencent pas un lien."
            raise UnreadProse(_line(markdown, start), message, hint)


def _work(block: str) -> int:
    """Return how many characters are read: to the end of a line that closes all, else of the block."""
    work = 0
    for line in block.split("\n"):
        if openings := line.count("[") + line.count("<"):
            work += openings * (len(line) if _closes(line) else len(block))
    return work


def _closes(line: str) -> bool:
    return (
        line.count("[") == line.count("]")
        and line.count("<") == line.count(">")
        and line.count("](") == len(_SIMPLE_LINK.findall(line))
    )


def _line(markdown: str, position: int) -> int:
    return markdown.count("\n", 0, position) + 1

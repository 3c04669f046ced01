"""The signs of YAML inside a line: keys, quotes, comments, anchors.

Each pattern takes a time in proportion to the line, whatever is in it: no backtracking that grows faster.
"""

from __future__ import annotations

import re

KEY = re.compile(
    r"(?P<key>(?:\"[^\"]+\"|'[^']+')\s*|[^\s:#\"'\[\]{},|>&*!%@`-][^:]*):(?=\s|$)",
)
GLUED_KEY = re.compile(r"(?P<key>[a-z_]+):(?=\S)")
BLOCK_TEXT = re.compile(r"[|>][+-]?[1-9]?[+-]?(\s+#.*)?$")
ANCHOR = re.compile(r"&[\w-]+(\s|$)|\*[\w-]+\s*$|!(![\w]+|[\w:/.-]+|<[^>]*>)(\s|$)")
COMMENT = re.compile(r"(^|\s)#.*$")

_ESCAPED = re.compile(r"\\([\"\\/nt])")


def key_of(found: re.Match[str]) -> str:
    """Return the key that ``KEY`` has found, without quotes or spaces around it."""
    return found["key"].strip().strip("\"'").strip()


def uncommented(text: str) -> str:
    """Return ``text`` without the comment at its end, nor spaces around it."""
    return COMMENT.sub("", text).strip()


def closing_quote(text: str, quote: str) -> int | None:
    """Return the index of the closing quote in ``text``, or ``None``.

    As in YAML, a single quote written twice, or a double quote after a backslash, does not close.
    """
    at = 0
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] != quote:
            at += 1
        elif quote == "'" and text[at : at + 2] == "''":
            at += 2
        else:
            return at
    return None


def unescaped(text: str, quote: str) -> str:
    """Return what stands between two quotes, its doubled quotes or escapes decoded."""
    if quote == "'":
        return text.replace("''", "'")
    return _ESCAPED.sub(lambda found: {"n": "\n", "t": " "}.get(found[1], found[1]), text)

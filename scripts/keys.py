"""Remakes `docs/cles.md` from the description of the keys: `python3 scripts/keys.py`.

Run it where `bulletin` is installed.
"""

from __future__ import annotations

from pathlib import Path

from bulletin.source.schema.reference import markdown_table

PAGE = Path(__file__).resolve().parent.parent / "docs" / "cles.md"


def main() -> None:
    """The page agrees with the description of the keys."""
    PAGE.write_text(markdown_table(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

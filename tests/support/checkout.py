"""This checkout: where its files are, and how a child process imports it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_THEME = ROOT / "themes" / "defaut"


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables of a child process, which imports this checkout wherever it runs."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(extra or {})}

"""What browsers are shown: the whole site of one making, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.build.rendered import Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Replaced whole at each making: nobody sees half of a site."""

    token: str
    """Changes when, and only when, an open page should be loaded again; hexadecimal."""
    base_path: str = "/"
    """Path of the site's root, « / » or « /bulletin/ »."""
    files: Mapping[str, Rendered]
    """By path under the root of the site; empty until it was made once. Copies stay on the disk."""
    folders: Mapping[Path, Path] = field(default_factory=dict)
    """Where each folder that holds copies really was; one that a link now replaces is not served from."""
    fault: str = ""
    """Why the last making failed, in French; empty if it did not."""
    advice: str = ""
    """The avertissements and informations on the files just saved, in French."""
    understood: str = ""
    """What was understood of the file just saved, key by key, in French."""

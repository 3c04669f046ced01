"""A person who holds an office, or is known by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne:
    """Someone in office: ``fonctions`` as held that day; the name of a ``masquer`` person is never shown."""

    nom: str
    fonctions: tuple[str, ...] = ()
    organisme: str = ""
    masquer: bool = False

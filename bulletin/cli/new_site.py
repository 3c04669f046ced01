"""Who a new site is for: from the options of ``bulletin init``, or from questions in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.cli.asking import ask, ask_until
from bulletin.config.model import DEFAULT_CAF
from bulletin.content.skeletons.site import DEFAULT_DEPARTEMENT, DEFAULT_URL, SiteIdentity, checked_url
from bulletin.diagnostics import UsageFault
from bulletin.french.slugs import one_line
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import Departement


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """What the options say, as typed; what is empty was not given."""

    nom: str = ""
    departements: tuple[str, ...] = ()
    adresse: str = ""
    titre: str = ""


def identity_of(given: SiteOptions, *, asks: bool) -> SiteIdentity:
    """Return who the site is for. What was not given is asked when ``asks``, else has its usual value.

    Raises ``UsageFault`` for a département or an address that cannot be.
    """
    atlas = Atlas.shipped()
    departements = _departements(given.departements, atlas)
    adresse = checked_url(given.adresse) if given.adresse else ""
    caf = one_line(given.nom) or (ask("Nom de la Caf", DEFAULT_CAF) if asks else DEFAULT_CAF)
    usual = _departement_in(caf, atlas)
    if not departements and asks:
        question = "Département, par son numéro ou son nom (plusieurs\u00a0: des virgules)"
        departements = ask_until(question, lambda typed: _departements([typed], atlas), usual)
    if not adresse and asks:
        adresse = ask_until("Adresse du site", checked_url, DEFAULT_URL)
    identity = SiteIdentity(
        caf=caf,
        departements=departements or (usual,),
        url=adresse or DEFAULT_URL,
        titre=one_line(given.titre),
    )
    if not identity.titre and asks:
        return SiteIdentity(
            caf=caf,
            departements=identity.departements,
            url=identity.url,
            titre=ask("Titre du site", identity.title),
        )
    return identity


def _departements(typed: Sequence[str], atlas: Atlas) -> tuple[str, ...]:
    """Return the codes of départements named; commas separate them. Raises ``UsageFault``."""
    codes = []
    for text in (one_line(part) for one in typed for part in one.split(",")):
        if not text:
            continue
        found = atlas.resolve_departement(text)
        if not isinstance(found, Departement):
            near = " ou ".join(f"«\u00a0{name}\u00a0»" for name in found.suggestions)
            hint = f"Vouliez-vous dire {near}\u202f?" if near else "Donnez son numéro ou son nom."
            raise UsageFault(f"Le département «\u00a0{text}\u00a0» n’existe pas.", hint)
        codes.append(found.code)
    return tuple(dict.fromkeys(codes))


def _departement_in(caf: str, atlas: Atlas) -> str:
    """Return the code of the département that « Caf des Hauts-de-Seine » names, else the usual one."""
    _, _, rest = caf.partition(" ")
    found = atlas.resolve_departement(rest)
    return found.code if isinstance(found, Departement) else DEFAULT_DEPARTEMENT

"""The codes of all diagnostics, with their weight.

Floor 0. A code is stable: sites silence it by name (``[redaction] ignorer``) and scripts look for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERREUR = "erreur"
    """The site cannot be built."""
    AVERTISSEMENT = "avertissement"
    """The site is built, something deserves a look; an erreur under ``--strict``."""
    INFO = "info"
    """Something was settled for the writer, and is said."""


_ERREURS = """
    accessibilite-sans-audit adresse-double adresse-illisible adresse-perdue alias-hors-du-site ancre
    annee-manquante bloc-absent cle-ambigue cle-en-double cle-hors-liste cle-inconnue cle-manquante
    commune-homonyme commune-inconnue configuration-illisible convention-ambigue convention-illisible
    crochets-mal-fermes date-illisible date-impossible date-imprecise departement-inconnu deux-etapes
    document-incomplet duree-illisible entete-absent entete-en-liste entete-non-ferme entete-trop-long
    epci-homonyme epci-inconnu espace-apres-deux-points fichier-etranger fichier-illisible
    fichier-introuvable fichier-non-admis fichier-refuse fichier-trop-gros fin-avant-debut
    forme-inattendue gabarit-absent gabarit-dynamique gabarit-echappement gabarit-fautif
    gabarit-illisible gabarit-variable guillemet-non-ferme heure-illisible identifiant-differe
    identite-d-exemple inscription-apres-debut inscription-illisible jour-manquant lien-a-paraitre
    lien-brise lien-refuse ligne-sans-cle liste-filtre-inconnu liste-inattendue liste-inconnue
    liste-valeur-inconnue mentions-incompletes montant-illisible nature-inconnue nature-manquante
    nombre-illisible nouvelle-fin-hors-prolongation part-impossible part-sans-base periode-illisible
    prolongation-sans-effet prolongation-sans-fin reglage-inconnu reglage-invalide reglage-manquant
    remplace-en-boucle retrait seance-hors-evenement siret-invalide site-retreci slug-invalide
    subvention-incomplete suite-inconnue tabulation territoire-inconnu territoire-manquant
    texte-trop-complexe theme-inconnu titre-trop-long trop-imbrique valeur-inconnue
    virgule-dans-accolades
"""
_AVERTISSEMENTS = """
    annee-lointaine caractere-invisible chevauchement contradiction date-differe duree-contradictoire
    duree-inhabituelle encodage etape-absente fichier-ignore fin-inconnue graphie identifiant-proche
    image-sans-alt lettre-trop-lourde negociation-sans-suite numero-sans-article remplace-inconnu
    signature-en-retard subvention-a-publier subvention-d-un-autre subvention-en-retard
    subvention-publique suite-isolee type-sans-bloc
"""
_INFOS = "commune-eloignee heure-reglee"

CATALOGUE: Mapping[str, Severity] = MappingProxyType(
    {
        code: severity
        for codes, severity in (
            (_ERREURS, Severity.ERREUR),
            (_AVERTISSEMENTS, Severity.AVERTISSEMENT),
            (_INFOS, Severity.INFO),
        )
        for code in codes.split()
    }
)
"""The severity of each code: one code, one weight."""

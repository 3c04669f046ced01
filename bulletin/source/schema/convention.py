"""The keys of a convention, and of the small blocks that only a convention has."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import (
    BROUILLON_KEY,
    ETAPE_KEY,
    ETAPE_KEYS,
    MONTANT_KEY,
    PRESENTS_KEY,
    QUAND_KEY,
    TERRITOIRE_KEYS,
)

CONVENTION = Block(
    "convention",
    "Une étape dans la vie d’une convention.",
    (
        Key(name="id", kind=Kind.MOT, doc="L’identifiant, s’il faut le fixer.", example="ctg-sceaux-2021"),
        Key(name="nature", kind=Kind.MOT, doc="La nature : CTG, CEJ, SDSF…", example="CEJ"),
        ETAPE_KEY,
        Key(name="libelle", kind=Kind.TEXTE, doc="Le nom d’une étape « autre »."),
        QUAND_KEY,
        Key(name="periode", kind=Kind.PERIODE, doc="Le début et la fin.", example="2015-2018"),
        Key(name="debut", kind=Kind.DATE, doc="Le début.", example="2015"),
        Key(name="fin", kind=Kind.DATE, doc="La fin.", example="31 décembre 2018"),
        Key(name="duree", kind=Kind.DUREE, doc="La durée, si la fin n’est pas dite.", example="4 ans"),
        Key(
            name="signature_prevue",
            kind=Kind.DATE,
            doc="Quand la signature est attendue.",
            example="premier trimestre 2015",
        ),
        Key(name="nouvelle_fin", kind=Kind.DATE, doc="La fin que donne une prolongation.", example="2021"),
        Key(name="intitule", kind=Kind.TEXTE, doc="Le nom de la convention, s’il n’est pas le nom usuel."),
        Key(
            name="territoire",
            kind=Kind.BLOC,
            block="territoire",
            doc="Le territoire couvert ; à défaut celui de l’article.",
        ),
        *TERRITOIRE_KEYS,
        Key(
            name="partie",
            plural="parties",
            kind=Kind.FORME_COURTE,
            many=True,
            block="partie",
            doc="Les parties ; à défaut la Caf et le territoire.",
            example="Ville de Sceaux",
        ),
        Key(
            name="signataire",
            plural="signataires",
            kind=Kind.PERSONNE,
            many=True,
            block="personne",
            doc="Les signataires, un par ligne : nom, fonction ; autre fonction.",
            example="Philippe Laurent, maire de Sceaux",
        ),
        PRESENTS_KEY,
        Key(
            name="lieu",
            kind=Kind.FORME_COURTE,
            block="lieu",
            doc="Où cela se passe.",
            example="Hôtel de ville",
        ),
        Key(
            name="axe",
            plural="axes",
            kind=Kind.TEXTE,
            many=True,
            doc="Les axes de travail.",
            example="Petite enfance",
        ),
        Key(
            name="engagement",
            plural="engagements",
            kind=Kind.FORME_COURTE,
            many=True,
            block="engagement",
            doc="Ce qui est promis.",
            example="Ouvrir un accueil de loisirs",
        ),
        Key(
            name="instance",
            plural="instances",
            kind=Kind.FORME_COURTE,
            many=True,
            block="instance",
            doc="Les instances de pilotage.",
            example="Comité de pilotage",
        ),
        MONTANT_KEY,
        Key(
            name="document",
            kind=Kind.FORME_COURTE,
            block="document",
            doc="Le texte signé.",
            example="cej-2015.pdf",
        ),
        Key(
            name="deliberation",
            kind=Kind.FORME_COURTE,
            block="deliberation",
            doc="La délibération : référence, jour.",
            example="2016-06-12, 30 juin 2016",
        ),
        Key(
            name="remplace",
            kind=Kind.MOT,
            many=True,
            words=True,
            doc="L’identifiant de la convention remplacée.",
            example="cej-boulogne-billancourt-2015",
        ),
        *ETAPE_KEYS,
    ),
)

CONVENTION_CARD = Block(
    "fiche_convention",
    "Une fiche de convention : content/conventions/IDENTIFIANT.md.",
    (
        *CONVENTION.keys,
        Key(
            name="etapes",
            kind=Kind.BLOC,
            many=True,
            block="convention",
            doc="Plusieurs étapes, chacune avec etape et quand.",
        ),
        BROUILLON_KEY,
    ),
)

TERRITOIRE = Block("territoire", "Le territoire d’une convention.", TERRITOIRE_KEYS)

PARTIE = Block(
    "partie",
    "Une partie à la convention.",
    (
        Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom."),
        Key(name="type", kind=Kind.TEXTE, doc="Commune, département, bailleur…"),
    ),
)

ENGAGEMENT = Block(
    "engagement",
    "Un engagement.",
    (
        Key(name="libelle", kind=Kind.TEXTE, required=True, doc="Ce qui est promis."),
        Key(name="echeance", kind=Kind.DATE, doc="Pour quand."),
        Key(name="nombre", kind=Kind.NOMBRE, doc="Combien."),
    ),
)

INSTANCE = Block(
    "instance",
    "Une instance de pilotage.",
    (
        Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom."),
        Key(name="composition", kind=Kind.TEXTE, doc="Qui y siège."),
    ),
)

DOCUMENT = Block(
    "document",
    "Le texte signé.",
    (
        Key(name="fichier", kind=Kind.FICHIER, doc="Le fichier."),
        Key(name="url", kind=Kind.ADRESSE, doc="L’adresse, s’il est ailleurs."),
        Key(name="titre", kind=Kind.TEXTE, doc="Le titre."),
    ),
)

DELIBERATION = Block(
    "deliberation",
    "La délibération d’une assemblée.",
    (
        Key(name="reference", kind=Kind.TEXTE, doc="La référence."),
        Key(name="date", kind=Kind.DATE, doc="Le jour."),
    ),
)

GROUPEMENT = Block(
    "groupement",
    "Un groupe de communes que la liste officielle ignore.",
    (
        Key(name="nom", kind=Kind.TEXTE, required=True, doc="Son nom."),
        Key(
            name="commune",
            plural="communes",
            kind=Kind.COMMUNE,
            many=True,
            words=True,
            required=True,
            doc="Ses communes.",
        ),
    ),
)

PERSONNE = Block(
    "personne",
    "Une personne et ses fonctions de ce jour-là.",
    (
        Key(name="nom", kind=Kind.TEXTE, doc="Le nom."),
        Key(name="fonction", plural="fonctions", kind=Kind.TEXTE, many=True, doc="Ses fonctions."),
        Key(name="organisme", kind=Kind.TEXTE, doc="L’organisme représenté."),
        Key(name="masquer", kind=Kind.OUI_NON, doc="oui : seules les fonctions sont montrées."),
    ),
)

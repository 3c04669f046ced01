"""The keys of cards, of evergreen pages and of the glossary."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import (
    ALIAS_KEY,
    BROUILLON_KEY,
    IMAGE_KEY,
    LIEN_KEY,
    MISE_A_JOUR_KEY,
    PIECE_JOINTE_KEY,
    RESUME_KEY,
    SLUG_KEY,
    TITRE_KEY,
)

FICHE_NUMERO = Block(
    "fiche_numero",
    "Un numéro du bulletin : content/numeros/AAAA-MM.md.",
    (
        TITRE_KEY,
        Key(name="date", kind=Kind.DATE, doc="Le jour de parution."),
        IMAGE_KEY,
        BROUILLON_KEY,
    ),
)

FICHE_TERRITOIRE = Block(
    "fiche_territoire",
    "L’introduction d’un territoire : content/territoires/CODE.md.",
    (TITRE_KEY, BROUILLON_KEY),
)

PAGE = Block(
    "page",
    "Une page permanente : content/pages/…",
    (
        Key(name="titre", kind=Kind.TEXTE, required=True, doc="Le titre.", example="À propos"),
        RESUME_KEY,
        MISE_A_JOUR_KEY,
        SLUG_KEY,
        ALIAS_KEY,
        IMAGE_KEY,
        PIECE_JOINTE_KEY,
        LIEN_KEY,
        BROUILLON_KEY,
    ),
)

SIGLE = Block(
    "sigle",
    "Un sigle du glossaire : content/glossaire.yml.",
    (
        Key(name="sens", kind=Kind.TEXTE, required=True, doc="Ce que veulent dire ses lettres."),
        Key(name="texte", kind=Kind.TEXTE, doc="Ce que c’est, en une ou deux phrases."),
        Key(name="du", kind=Kind.DATE, doc="Depuis quand il a cours."),
        Key(name="au", kind=Kind.DATE, doc="Jusqu’à quand il avait cours."),
        Key(
            name="variante",
            plural="variantes",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Les autres graphies, à corriger.",
            example="CAF",
        ),
    ),
)

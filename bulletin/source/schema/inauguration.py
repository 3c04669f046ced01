"""The keys of an inauguration and of the structure that it opens."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import BROUILLON_KEY, MONTANT_KEY, PRESENTS_KEY, QUAND_KEY

STRUCTURE = Block(
    "structure",
    "Une structure : crèche, centre social, relais…",
    (
        Key(name="id", kind=Kind.MOT, doc="L’identifiant, s’il faut le fixer.", example="pitchouns"),
        Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom.", example="Pitchouns"),
        Key(
            name="nature",
            plural="natures",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Ce que c’est.",
            example="micro-crèche parentale",
        ),
        Key(name="adresse", kind=Kind.TEXTE, doc="La rue et le numéro.", example="2 rue de Strasbourg"),
        Key(name="commune", kind=Kind.COMMUNE, doc="La commune.", example="Colombes"),
        Key(name="places", kind=Kind.NOMBRE, doc="Le nombre de places.", example="9"),
        Key(
            name="accueil",
            plural="accueils",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Les accueils proposés.",
            example="régulier, occasionnel, urgence",
        ),
        Key(name="gestionnaire", kind=Kind.TEXTE, doc="Qui gère la structure."),
    ),
)

FICHE_STRUCTURE = Block(
    "fiche_structure",
    "Une fiche de structure : content/structures/IDENTIFIANT.md.",
    (*STRUCTURE.keys, BROUILLON_KEY),
)

INAUGURATION = Block(
    "inauguration",
    "L’ouverture d’une structure.",
    (
        QUAND_KEY,
        Key(
            name="structure",
            kind=Kind.FORME_COURTE,
            block="structure",
            doc="La structure : nom, nature.",
            example="Pitchouns, micro-crèche parentale",
        ),
        PRESENTS_KEY,
        MONTANT_KEY,
    ),
)

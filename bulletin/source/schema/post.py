"""The keys of a dated post, and of what stands in its front matter besides its blocks."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import (
    ALIAS_KEY,
    BLOCK_KEYS,
    BROUILLON_KEY,
    IMAGE_KEY,
    LIEN_KEY,
    MISE_A_JOUR_KEY,
    MONTANT_KEY,
    PIECE_JOINTE_KEY,
    RESUME_KEY,
    SLUG_KEY,
    TERRITOIRE_KEYS,
    TYPES,
)

ARTICLE = Block(
    "article",
    "Un article daté : content/articles/AAAA-MM-JJ-mots-du-titre.md.",
    (
        Key(
            name="titre",
            kind=Kind.TEXTE,
            required=True,
            doc="Le titre, tel qu’il s’affiche.",
            example="Signature d’un CEJ à Boulogne-Billancourt",
        ),
        Key(name="date", kind=Kind.DATE, doc="Le jour de parution ; à défaut celui du nom du fichier."),
        SLUG_KEY,
        Key(
            name="type",
            kind=Kind.CHOIX,
            values=TYPES,
            doc="La rubrique ; à défaut celle que le contenu indique.",
        ),
        RESUME_KEY,
        Key(name="auteur", kind=Kind.TEXTE, doc="Qui signe l’article."),
        Key(name="fonction", kind=Kind.TEXTE, doc="La fonction de l’auteur."),
        *TERRITOIRE_KEYS,
        Key(
            name="theme",
            plural="themes",
            kind=Kind.MOT,
            many=True,
            words=True,
            doc="Un ou plusieurs thèmes de bulletin.toml.",
            example="petite-enfance",
        ),
        Key(name="mots_cles", kind=Kind.TEXTE, many=True, words=True, doc="Des mots pour la recherche."),
        Key(name="numero", kind=Kind.MOT, doc="Le numéro du bulletin, année et mois.", example="2014-11"),
        IMAGE_KEY,
        PIECE_JOINTE_KEY,
        LIEN_KEY,
        Key(
            name="chiffre",
            plural="chiffres",
            kind=Kind.BLOC,
            many=True,
            block="chiffre",
            doc="Un chiffre à retenir.",
        ),
        MONTANT_KEY,
        ALIAS_KEY,
        MISE_A_JOUR_KEY,
        Key(
            name="rectificatif",
            kind=Kind.FORME_COURTE,
            block="rectificatif",
            doc="Une correction, montrée sur la page et dans les flux.",
            example="Le contrat couvre quatre ans et non cinq.",
        ),
        Key(
            name="expire",
            kind=Kind.JOUR,
            doc="Le dernier jour dans les listes et les flux ; la page reste.",
            example="31 décembre 2021",
        ),
        Key(name="retire", kind=Kind.BLOC, block="retire", doc="Retire l’article : motif et jour."),
        BROUILLON_KEY,
        Key(name="source", kind=Kind.BLOC, block="source", doc="D’où vient un article repris d’ailleurs."),
        *BLOCK_KEYS,
    ),
)

IMAGE = Block(
    "image",
    "Une image.",
    (
        Key(name="fichier", kind=Kind.FICHIER, required=True, doc="Le fichier."),
        Key(name="alt", kind=Kind.TEXTE, doc="Ce que montre l’image, pour qui ne la voit pas."),
        Key(name="legende", kind=Kind.TEXTE, doc="La légende."),
        Key(name="credit", kind=Kind.TEXTE, doc="L’auteur de l’image."),
        Key(name="decorative", kind=Kind.OUI_NON, doc="oui : l’image n’apprend rien."),
    ),
)

PIECE_JOINTE = Block(
    "piece_jointe",
    "Un fichier à télécharger.",
    (
        Key(name="fichier", kind=Kind.FICHIER, required=True, doc="Le fichier."),
        Key(name="titre", kind=Kind.TEXTE, doc="Le titre."),
    ),
)

LIEN = Block(
    "lien",
    "Une adresse à consulter.",
    (
        Key(name="titre", kind=Kind.TEXTE, doc="Le texte du lien."),
        Key(name="url", kind=Kind.ADRESSE, required=True, doc="L’adresse."),
    ),
)

CHIFFRE = Block(
    "chiffre",
    "Un chiffre à retenir.",
    (
        Key(name="valeur", kind=Kind.DECIMAL, required=True, doc="La valeur.", example="112"),
        Key(name="unite", kind=Kind.TEXTE, doc="L’unité.", example="structures"),
        Key(name="libelle", kind=Kind.TEXTE, doc="Ce qui est compté.", example="accompagnées"),
        Key(name="annee", kind=Kind.MOT, doc="L’année.", example="2015"),
        Key(name="approximatif", kind=Kind.OUI_NON, doc="oui : le chiffre est approché."),
    ),
)

RECTIFICATIF = Block(
    "rectificatif",
    "Une correction.",
    (
        Key(name="texte", kind=Kind.TEXTE, required=True, doc="La correction."),
        Key(name="le", kind=Kind.JOUR, doc="Le jour de la correction."),
    ),
)

RETIRE = Block(
    "retire",
    "Le retrait d’un article.",
    (
        Key(name="motif", kind=Kind.TEXTE, required=True, doc="Pourquoi."),
        Key(name="le", kind=Kind.JOUR, required=True, doc="À partir de quel jour."),
    ),
)

SOURCE = Block(
    "source",
    "L’origine d’un article repris d’ailleurs.",
    (
        Key(name="url", kind=Kind.ADRESSE, doc="Son adresse d’origine."),
        Key(name="editeur", kind=Kind.TEXTE, doc="Qui l’avait publié."),
        Key(name="vues", kind=Kind.NOMBRE, doc="Combien de fois il avait été lu."),
        Key(name="commentaires", kind=Kind.NOMBRE, doc="Combien de commentaires il avait."),
    ),
)

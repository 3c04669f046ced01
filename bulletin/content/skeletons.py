"""The first text of a new post, of a new card, of a new site.

Pure: returns paths and texts, writes nothing. Skeletons take their keys, explanations and examples
from ``schema``; what the writer has not said yet is a line of comment, so that a new file is valid as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bulletin.config.model import CONFIG_FILE, Config
from bulletin.content.addresses import ADDRESSES_FILE
from bulletin.content.unwritten import BODY_TO_WRITE, PAGE_TO_WRITE, TITLE_TO_WRITE
from bulletin.diagnostics import UsageFault
from bulletin.french.nearest import did_you_mean
from bulletin.french.printed import NBSP, NNBSP, typography
from bulletin.french.printed import day as french_day
from bulletin.french.slugs import slug
from bulletin.source.schema.blocks import FAMILIES, reading_block
from bulletin.source.schema.key import Key
from bulletin.source.schema.shared import TYPES
from bulletin.source.typed_text import typed_text

CARDS = ("convention", "structure", "page")
NEW_KINDS = (*TYPES, *CARDS)
"""What ``bulletin new`` can make."""

_OF_DAY = "\N{WHITE SQUARE}"
"""Stands for the day of the post in an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to be made."""

    path: str
    """Relative to the site, with ``/``."""
    text: str
    address: str = ""
    """Where its page will be, « /2016/07/11/slug/ »; "" for what is no page."""


@dataclass(frozen=True, slots=True)
class _Offer:
    """A key offered in a comment; ``examples`` replace that of the schema, several make a list."""

    key: str
    examples: tuple[str, ...] = ()


def _offer(key: str, *examples: str) -> _Offer:
    return _Offer(key, examples)


_PEOPLE = ("Prénom Nom, maire de la commune", "Prénom Nom, présidente de la Caf ; autre fonction")
_COMMON = (
    _offer("resume", "Deux phrases qui disent l’essentiel."),
    _offer("theme"),
    _offer("image"),
    _offer("piece_jointe"),
)
_OFFERS: Mapping[str, tuple[_Offer, ...]] = MappingProxyType(
    {
        "signature": (
            _offer("convention", "CTG 2026-2030"),
            _offer("signature", _OF_DAY),
            _offer("signataires", *_PEOPLE),
            _offer("en_presence_de", *_PEOPLE[:1]),
            _offer("montant"),
            _offer("document", "convention-signee.pdf"),
            *_COMMON,
        ),
        "inauguration": (
            _offer("inauguration", _OF_DAY),
            _offer("structure", "Les Petits Pas, micro-crèche"),
            _offer("adresse"),
            _offer("places"),
            _offer("accueils"),
            _offer("gestionnaire", "Association Les Petits Pas"),
            _offer("en_presence_de", *_PEOPLE[:1]),
            _offer("montant", "44 000 € d’investissement, 80 % du coût du programme"),
            *_COMMON,
        ),
        "evenement": (
            _offer("evenement", f"{_OF_DAY} de 14 h à 17 h"),
            _offer("lieu", "Hôtel de ville"),
            _offer("organisateur", "La Caf et la Ville"),
            _offer("public"),
            _offer("inscription", "inscription@exemple.fr"),
            *_COMMON,
        ),
        "actualite": (*_COMMON, _offer("lien"), _offer("expire", _OF_DAY)),
        "edito": (_offer("auteur", "Prénom Nom"), _offer("fonction", "Directrice de la Caf"), *_COMMON),
        "dossier": (*_COMMON, _offer("mots_cles", "parentalité, petite enfance"), _offer("lien")),
        "convention": (
            _offer("periode", "2026-2030"),
            _offer("signature", _OF_DAY),
            _offer("signataires", *_PEOPLE),
            _offer("axes", "Petite enfance", "Accès aux droits"),
            _offer("montant"),
            _offer("document", "convention-signee.pdf"),
            _offer("remplace", "cej-exemple-2015"),
        ),
        "structure": (
            _offer("natures", "micro-crèche"),
            _offer("adresse"),
            _offer("places"),
            _offer("accueils"),
            _offer("gestionnaire", "Association Les Petits Pas"),
        ),
        "page": (
            _offer("resume", "Deux phrases qui disent l’essentiel."),
            _offer("mise_a_jour", _OF_DAY),
            _offer("image"),
            _offer("piece_jointe"),
            _offer("lien"),
        ),
    }
)
"""What each kind may say, in the order in which a writer thinks of it."""


def new_post(kind: str, titre: str, communes: Sequence[str], day: date, config: Config) -> NewFile:
    """Return the skeleton of a post or card of one of the ``NEW_KINDS``, valid as it stands.

    A post is a draft. ``communes`` are written as given; ``day`` is that of the file name. Raises
    ``UsageFault`` for an unknown kind.
    """
    if kind not in NEW_KINDS:
        hint = did_you_mean(kind, NEW_KINDS) or f"Choisissez parmi : {', '.join(NEW_KINDS)}."
        raise UsageFault(f"« {kind} » n’est pas une sorte d’article ni de fiche.", hint)
    text = " ".join(titre.split()) or TITLE_TO_WRITE
    stem = slug(text) or kind
    lines = (*_known_lines(kind, text, communes, config), *_comments(kind, communes, day, config))
    body = _BODIES.get(kind, "")
    document = "\n".join(("---", *lines, "---", "", body)).rstrip("\n") + "\n"
    path, address = _home(kind, stem, day)
    return NewFile(path=path, text=document, address=address)


_BODIES: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(TYPES, f"{BODY_TO_WRITE}\n") | {"page": f"{PAGE_TO_WRITE}\n"}
)


def _home(kind: str, stem: str, day: date) -> tuple[str, str]:
    match kind:
        case "convention" | "structure":
            return f"content/{kind}s/{stem}.md", f"/{kind}s/{stem}/"
        case "page":
            return f"content/pages/{stem}.md", f"/{stem}/"
        case _:
            path = f"content/articles/{day:%Y}/{day.isoformat()}-{stem}.md"
            return path, f"/{day:%Y/%m/%d}/{stem}/"


def _known_lines(kind: str, titre: str, communes: Sequence[str], config: Config) -> tuple[str, ...]:
    """Return the lines whose value is known."""
    place = _commune_lines(kind, communes)
    match kind:
        case "page":
            return (f"titre: {typed_text(titre)}",)
        case "structure":
            return (f"nom: {typed_text(titre)}", *place)
        case "convention":
            first = next((word for word in titre.split() if config.nature(word)), "AUTRE")
            departements = config.site.departements[:1]
            own = place or tuple(f"departement: {code}" for code in departements)
            return (f"nature: {first.upper()}", f"intitule: {typed_text(titre)}", *own)
        case "edito" | "dossier":
            return (f"titre: {typed_text(titre)}", f"type: {kind}", *place, *_DRAFT)
        case _:
            return (f"titre: {typed_text(titre)}", *place, *_DRAFT)


_DRAFT = ("# Enlevez la ligne suivante quand l’article est prêt à paraître.", "brouillon: oui")


def _commune_lines(kind: str, communes: Sequence[str]) -> tuple[str, ...]:
    """Return the line of the communes; a structure stands in the first only."""
    if not communes:
        return ()
    if len(communes) == 1 or kind == "structure":
        return (f"commune: {communes[0]}",)
    return (f"communes: {', '.join(communes)}",)


def _comments(kind: str, communes: Sequence[str], day: date, config: Config) -> Iterator[str]:
    """Yield the lines of what may still be said, each key under its explanation."""
    yield ""
    yield "# Enlevez le « # » devant une clé pour la remplir ; les autres lignes peuvent rester ou partir."
    block = reading_block(FAMILIES.get(f"{kind}s", "article"))
    offers = _OFFERS[kind] if communes or kind == "page" else (_offer("commune"), *_OFFERS[kind])
    for offer in offers:
        key = block.find(offer.key)
        examples = _examples(offer, key, day, config)
        if key is None or not examples:
            continue
        yield f"# {typography(key.doc)}"
        if len(examples) == 1:
            yield f"# {offer.key}: {examples[0]}"
        else:
            yield f"# {offer.key}:"
            yield from (f"#   - {example}" for example in examples)


def _examples(offer: _Offer, key: Key | None, day: date, config: Config) -> tuple[str, ...]:
    """Return what to show; of the themes, which are each site's own, the first or nothing."""
    if offer.key == "theme":
        return tuple(config.themes)[:1]
    if offer.examples:
        return tuple(example.replace(_OF_DAY, french_day(day)) for example in offer.examples)
    return (key.example,) if key is not None and key.example else ()


def site_skeleton(day: date) -> tuple[NewFile, ...]:
    """Return the files of a new site, in the order of their paths; it builds as it stands, for ``day``."""
    post = NewFile(
        path=f"content/articles/{day:%Y}/{day.isoformat()}-bienvenue.md",
        text=_WELCOME,
        address=f"/{day:%Y/%m/%d}/bienvenue/",
    )
    page = NewFile(path="content/pages/a-propos.md", text=_ABOUT, address="/a-propos/")
    listed = sorted(f"{file.address}\t{file.path}\n" for file in (post, page))
    files = (
        NewFile(path=CONFIG_FILE, text=_CONFIG),
        NewFile(path="content/glossaire.yml", text=_GLOSSARY),
        NewFile(path=ADDRESSES_FILE, text="".join(listed)),
        NewFile(path=".gitignore", text="output/*\n.bulletin/\n"),
        NewFile(path="LISEZMOI.md", text=_README),
        post,
        page,
    )
    return tuple(sorted(files, key=lambda file: file.path))


_CONFIG = """\
# Les réglages du bulletin. Une ligne qui commence par « # » n’est pas lue.
schema = 1

[site]
titre = "Le bulletin de la Caf"
# L’adresse complète où le site sera publié ; elle peut finir par un dossier.
url = "https://bulletin.example/"
description = "Conventions, inaugurations et rencontres de la Caf et de ses partenaires."
fuseau = "Europe/Paris"
# Un dossier de themes/, ou le thème fourni.
theme = "defaut"
# Le ou les départements de la Caf, entre guillemets.
departements = ["92"]
# true quand le site est public : les mentions légales doivent alors être complètes.
production = false
# Un bandeau sur chaque page, et rien dans les moteurs de recherche ; vide quand le site est public.
demonstration = "Site en préparation"

[caf]
nom = "Caf"
siret = ""
adresse = ""
courriel = ""
telephone = ""

[mentions]
directeur_publication = ""
responsable_redaction = ""
# Comment joindre le délégué à la protection des données.
dpo = ""

[mentions.hebergeur]
nom = ""
adresse = ""
telephone = ""

[accessibilite]
# "non", "partielle" ou "totale" : sans audit, "non".
etat = "non"
non_conformites = []
derogations = []
# Une adresse électronique ou un téléphone pour qui ne peut pas lire une page.
contact = ""
# L’adresse du schéma pluriannuel d’accessibilité.
schema_pluriannuel = ""
# [accessibilite.audit]
# date = 2026-03-12
# auteur = ""
# taux = 72.5
# pages = ["Accueil"]
# outils = []
# environnement = []

[flux]
# Le nombre d’articles de chaque flux.
articles = 20

[conventions]
# Une fin est proche ce nombre de mois avant le dernier jour.
alerte_mois = 6
# "partiel", ou "complet au 1er janvier 2026".
registre = "partiel"
# Une nature de convention propre à ce site ; article : "le" ou "la" ; durees : en années.
# [conventions.natures.ACCORD]
# libelle = "accord local"
# article = "le"
# durees = [3, 4]

[donnees]
licence = "Licence Ouverte 2.0"
# "aucun", ou "signataires" : qui est nommé dans les données ouvertes.
noms = "aucun"

[donnees.subventions]
notification_ue = false
conditions = ""

[themes]
petite-enfance = "Petite enfance"
jeunesse = "Jeunesse"
parentalite = "Parentalité"
acces-aux-droits = "Accès aux droits"

[redaction]
# Les codes des avertissements à taire.
ignorer = []

[numeros]
# true : chaque numéro du bulletin existe aussi en lettre, en PDF.
lettre = false
pdf = false

# Où publier. Types : dossier, rsync, git, s3. Jamais de mot de passe ici.
# [publication.web]
# type = "dossier"
# chemin = "/srv/www/bulletin"
"""

_WELCOME = f"""\
---
titre: Le bulletin est ouvert
resume: Ce bulletin annonce les conventions, les inaugurations et les rencontres de la Caf.
---

Voici le premier article. Chaque article est un fichier du dossier `content/articles`, dont le nom
commence par le jour de parution.

La commande `bulletin new signature` en prépare un autre{NBSP}: il ne reste qu’à le remplir.
"""

_ABOUT = """\
---
titre: À propos
resume: Qui publie ce bulletin, et pour qui.
---

Ce bulletin est publié par la Caf. Il s’adresse aux communes, aux intercommunalités et aux partenaires
du département.
"""

_GLOSSARY = """\
# Les sigles, sous la forme à employer. du, au : quand le sigle avait cours. variantes : à corriger.
Caf:
  sens: caisse d’allocations familiales
  variantes: CAF
CTG:
  sens: convention territoriale globale
CEJ:
  sens: contrat enfance jeunesse
RAM:
  sens: relais assistants maternels
  au: 31 août 2021
RPE:
  sens: relais petite enfance
  du: 1er septembre 2021
"""

_README = f"""\
# Le bulletin

- `bulletin serve` montre le site pendant qu’on écrit.
- `bulletin new signature` prépare un article{NNBSP}; ajoutez `--commune` et le nom de la commune.
- `bulletin check` relit tout le contenu et dit ce qui ne va pas, avec la ligne.
- `bulletin build` construit le site dans `output`.
- `bulletin echeances` liste les conventions qui finissent bientôt.

Les articles sont dans `content/articles`, les fiches dans `content/conventions` et
`content/structures`, les pages permanentes dans `content/pages`, les images dans `content/medias`.
Les réglages sont dans `bulletin.toml`. `adresses.txt` liste les adresses publiées{NBSP}: gardez-le avec
le contenu.
"""

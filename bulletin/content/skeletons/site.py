"""The files of a new site: it builds as it stands, and says only what it was told.

Pure: returns paths and texts, writes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Final

from bulletin.config.model import CONFIG_FILE, DEFAULT_CAF
from bulletin.config.reader import ConfigFault, parse_config
from bulletin.content.addresses import ADDRESSES_FILE
from bulletin.content.skeletons.new_file import NewFile
from bulletin.diagnostics import UsageFault
from bulletin.french.printed import NBSP, NNBSP
from bulletin.french.slugs import one_line

DEFAULT_URL: Final = "https://bulletin.example/"
DEFAULT_DEPARTEMENT: Final = "92"
TIME_ZONE: Final = "Europe/Paris"
"""The time zone of a new site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteIdentity:
    """Who publishes a new site, where, and under what title."""

    caf: str = DEFAULT_CAF
    """« Caf des Hauts-de-Seine »."""
    departements: tuple[str, ...] = (DEFAULT_DEPARTEMENT,)
    """Codes."""
    url: str = DEFAULT_URL
    titre: str = ""
    """"" stands for « Le bulletin de la Caf des Hauts-de-Seine »."""

    @property
    def title(self) -> str:
        """The title, made from the name of the Caf when none was given."""
        return self.titre or f"Le bulletin de la {self.caf}"


def checked_url(typed: str) -> str:
    """Return the address of a site on one line, as it may be configured. Raises ``UsageFault``."""
    url = one_line(typed)
    try:
        parse_config(_config(SiteIdentity(url=url)))
    except ConfigFault as fault:
        raise UsageFault(
            fault.diagnostics[0].message,
            "Écrivez-la en entier, comme «\u00a0https://www.exemple.fr/bulletin/\u00a0».",
        ) from fault
    return url


def site_skeleton(day: date, identity: SiteIdentity) -> tuple[NewFile, ...]:
    """Return the files of a new site, in the order of their paths; it builds as it stands, for ``day``.

    Raises ``ConfigFault`` for an identity that no site can have.
    """
    config = _config(identity)
    parse_config(config)
    post = NewFile(
        path=f"content/articles/{day:%Y}/{day.isoformat()}-bienvenue.md",
        text=_WELCOME,
        address=f"/{day:%Y/%m/%d}/bienvenue/",
    )
    page = NewFile(
        path="content/pages/a-propos.md", text=_ABOUT.format(caf=identity.caf), address="/a-propos/"
    )
    listed = sorted(f"{file.address}\t{file.path}\n" for file in (post, page))
    files = (
        NewFile(path=CONFIG_FILE, text=config),
        NewFile(path="content/glossaire.yml", text=_GLOSSARY),
        NewFile(path=ADDRESSES_FILE, text="".join(listed)),
        NewFile(path=".gitignore", text="output/*\n.bulletin/\n"),
        NewFile(path="LISEZMOI.md", text=_README),
        post,
        page,
    )
    return tuple(sorted(files, key=lambda file: file.path))


def _config(identity: SiteIdentity) -> str:
    """Return the text of the configuration; a JSON string, as written here, is a valid TOML string."""
    return _CONFIG.substitute(
        titre=json.dumps(identity.title, ensure_ascii=False),
        url=json.dumps(identity.url, ensure_ascii=False),
        departements=json.dumps(identity.departements),
        caf=json.dumps(identity.caf, ensure_ascii=False),
        fuseau=json.dumps(TIME_ZONE),
    )


_CONFIG: Final = Template("""\
# Les réglages du bulletin. Une ligne qui commence par « # » n’est pas lue.
schema = 1

[site]
titre = $titre
# L’adresse complète où le site sera publié ; elle peut finir par un dossier.
url = $url
description = "Conventions, inaugurations et rencontres de la Caf et de ses partenaires."
fuseau = $fuseau
# Un dossier de themes/, ou le thème fourni.
theme = "defaut"
# Le ou les départements de la Caf, entre guillemets.
departements = $departements
# true quand le site est public : les mentions légales doivent alors être complètes.
production = false
# Un bandeau sur chaque page, et rien dans les moteurs de recherche ; vide quand le site est public.
demonstration = "Site en préparation"

[caf]
nom = $caf
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
""")

_WELCOME = f"""\
---
titre: Le bulletin est ouvert
resume: Ce bulletin annonce les conventions, les inaugurations et les rencontres de la Caf.
---

Voici le premier article. Chaque article est un fichier du dossier `content/articles`, dont le nom
commence par le jour de parution.

La commande `bulletin new` en prépare un autre{NBSP}: il ne reste qu’à le remplir. `bulletin guide`
explique tout le reste.
"""

_ABOUT = """\
---
titre: À propos
resume: Qui publie ce bulletin, et pour qui.
---

Ce bulletin est publié par la {caf}. Il s’adresse aux communes, aux intercommunalités et aux partenaires
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

`bulletin guide` ouvre le guide du rédacteur{NBSP}: écrire un article, raconter une convention, corriger.
`bulletin guide --cles` ouvre la liste de tout ce qu’un en-tête peut contenir.

- `bulletin new` prépare un texte, et pose les questions{NNBSP}; `bulletin new signature` prépare sans rien
  demander l’annonce d’une signature, `--commune` et un nom disent où.
- `bulletin serve` montre le site pendant qu’on écrit.
- `bulletin check` relit tout le contenu et dit ce qui ne va pas, avec la ligne.
- `bulletin build` construit le site dans `output`.
- `bulletin echeances` liste les conventions qui finissent bientôt.

Les articles sont dans `content/articles`, les fiches dans `content/conventions` et
`content/structures`, les pages permanentes dans `content/pages`, les images dans `content/medias`.
Les réglages sont dans `bulletin.toml`. `adresses.txt` liste les adresses publiées{NBSP}: gardez-le avec
le contenu.
"""

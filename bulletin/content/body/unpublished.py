"""What is told of what a page of the site does not show: HTML, comments, definitions that nothing calls."""

from __future__ import annotations

import html
import re
from typing import Final

from bulletin.content.body.html_names import EMBEDDED, FORGOTTEN

Sentences = tuple[str, str]
"""What is wrong, and what to do."""

HIDDEN_COMMENT: Final[Sentences] = (
    "Ce commentaire n’est pas publié.",
    "Pour le publier, retirez « <!-- » et « --> ».",
)
CUT_COMMENT: Final[Sentences] = (
    "Une ligne vide coupe ce commentaire : il est publié, comme le reste de la phrase.",
    "Pour le cacher, commencez-le au début d’une ligne, ou retirez les lignes vides qu’il contient.",
)
OPEN_COMMENT: Final[Sentences] = (
    "Rien ne ferme ce commentaire : il est publié, comme le reste du texte.",
    "Pour le cacher, fermez-le par « --> ».",
)

_SEEN = re.compile(
    r"""[\s"'](?P<name>src|data|href|title)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)


def unpublished(name: str, tag: str) -> Sentences:
    """Return what is told of an element that is not published, ``tag`` being its opening tag."""
    if name in EMBEDDED:
        return (
            f"La balise <{name}> n’est pas publiée : ce qu’elle montre ne sera pas sur la page.",
            f"À la place, écrivez un lien : « {_link(tag)} ».",
        )
    if name in FORGOTTEN:
        return (
            f"La balise <{name}> n’est pas publiée, ni ce qu’elle contient.",
            "Retirez-la ; si elle menait quelque part, écrivez un lien : « [texte](adresse) ».",
        )
    return (
        f"La balise <{name}> n’est pas publiée ; le texte qui la suit l’est.",
        "Retirez-la ; si elle menait quelque part, écrivez un lien : « [texte](adresse) ».",
    )


def misplaced(name: str) -> Sentences:
    """Return what is told of a tag that may be published, but has no place where it stands."""
    return (
        f"La balise <{name}> n’a pas sa place ici : elle n’est pas publiée ; le texte qui la suit l’est.",
        "Retirez-la, ou écrivez le tableau, la liste ou le lien comme le montre le guide du rédacteur.",
    )


def idle_link(name: str) -> Sentences:
    """Return what is told of a link defined apart that nothing calls."""
    return (
        f"Rien dans ce texte n’appelle le lien « {name} » : cette ligne n’est pas publiée.",
        f"Écrivez « [texte][{name}] » là où il doit paraître, ou retirez la ligne.",
    )


def idle_abbreviation(name: str) -> Sentences:
    """Return what is told of an abbreviation that the text does not hold."""
    return (
        f"« {name} » ne se trouve pas dans ce texte : cette ligne n’est pas publiée.",
        "Vérifiez l’abréviation, ou retirez la ligne.",
    )


def _link(tag: str) -> str:
    """Return a link in Markdown made of what a tag says of itself."""
    found = {}
    for item in _SEEN.finditer(tag):
        value = next(item[group] for group in ("double", "single", "bare") if item[group] is not None)
        found[item["name"].lower()] = " ".join(html.unescape(value).split())
    address = found.get("src") or found.get("data") or found.get("href") or "adresse"
    address = f"<{address}>" if re.search(r"[\s()]", address) else address
    return f"[{found.get('title') or 'texte'}]({address})"

"""The addresses of the site, one rule each.

Pure text. An address begins with ``/`` and ends with ``/`` for a page; its file is the
``index.html`` of that folder. A published address must stay valid: a rule here is never changed.
"""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import unquote, urlsplit

from bulletin.french.slugs import slug
from bulletin.territories.model import Commune, Departement, Epci

HOME = "/"
AGENDA = "/agenda/"
AGENDA_ICS = "/agenda.ics"
ARCHIVES = "/archives/"
COMMUNES = "/communes/"
CONVENTIONS = "/conventions/"
NUMEROS = "/numeros/"
PLAN = "/plan-du-site/"
GLOSSAIRE = "/glossaire/"
THEMES = "/themes/"
MENTIONS = "/mentions-legales/"
ACCESSIBILITE = "/accessibilite/"
DONNEES_PERSONNELLES = "/donnees-personnelles/"
DONNEES = "/donnees/"
NOT_FOUND = "/404.html"
RSS = "/rss.xml"
ATOM = "/atom.xml"
JSON_FEED = "/feed.json"
FLUX = "/flux/"
OPML = "/flux.opml"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
MEDIAS = "/medias/"
SHARE_IMAGE = "/partage.png"
LETTER_STYLES = "/static/lettre.css"

ADDRESSES_FILE = "adresses.txt"
"""The file of a site that lists every address it has published."""

MAX_ADDRESS = 200


def rubrique_address(kind: str, year: int | None = None) -> str:
    """Return the address of a type's list, whole or of one year."""
    return f"/{kind}s/" if year is None else f"/{kind}s/{year}/"


def post_address(day: dt.date, slug: str) -> str:
    """Return the address of a post: its day, then the end that its file or its « slug » gives."""
    return f"/{day:%Y/%m/%d}/{slug}/"


def page_address(*names: str) -> str:
    """Return the address of an undated page, from the names of its folders and its own."""
    return f"/{'/'.join(names)}/"


def year_address(year: int) -> str:
    """Return the address of a year."""
    return f"/{year}/"


def month_address(year: int, month: int) -> str:
    """Return the address of a month."""
    return f"/{year}/{month:02}/"


def commune_address(commune: Commune) -> str:
    """Return the address of a commune: code first, which never changes."""
    return f"{COMMUNES}{commune.code.lower()}-{slug(commune.nom)}/"


def epci_address(epci: Epci) -> str:
    """Return the address of an EPCI or EPT."""
    return f"/epci/{epci.siren}-{slug(epci.nom)}/"


def departement_address(departement: Departement) -> str:
    """Return the address of a département."""
    return f"/departements/{departement.code.lower()}-{slug(departement.nom)}/"


def convention_address(identifier: str) -> str:
    """Return the address of a convention."""
    return f"{CONVENTIONS}{identifier}/"


def structure_address(identifier: str) -> str:
    """Return the address of a structure."""
    return f"/structures/{identifier}/"


def theme_address(name: str) -> str:
    """Return the address of a theme."""
    return f"{THEMES}{name}/"


def numero_address(name: str) -> str:
    """Return the address of an issue."""
    return f"{NUMEROS}{name}/"


def letter_address(name: str) -> str:
    """Return the address of an issue as an e-mail."""
    return f"{NUMEROS}{name}/lettre.html"


def letter_text_address(name: str) -> str:
    """Return the address of an issue as an e-mail in plain text."""
    return f"{NUMEROS}{name}/lettre.txt"


def printed_address(name: str) -> str:
    """Return the address of an issue on paper."""
    return f"{NUMEROS}{name}/{name}.pdf"


def feed_address(address: str) -> str:
    """Return the address of the feed that stands beside a page."""
    return f"{address}rss.xml"


def calendar_address(address: str) -> str:
    """Return the address of the calendar that stands beside a page and follows it."""
    return f"{address}agenda.ics"


def post_calendar_address(day: dt.date, slug: str) -> str:
    """Return the address of what adds the event of a post to a reader's own calendar."""
    return f"{post_address(day, slug)}{slug}.ics"


def share_image_address(address: str) -> str:
    """Return the address of the share image that is drawn for a page without picture."""
    return f"{address}partage.png"


def path_of(address: str) -> str:
    """Return the file of the output that an address names."""
    path = address.removeprefix("/")
    return f"{path}index.html" if address.endswith("/") else path


def alias_address(text: str, site_url: str) -> str:
    """Return the address that an alias claims, or ``""`` when it leaves the site or names no file.

    A whole address counts when it begins with the site's own. An alias that ends in ``.html`` is that
    file; any other is a folder.
    """
    text = text.strip()
    if text.casefold().startswith(site_url.casefold()):
        text = text[len(site_url) :]
    if urlsplit(text).scheme or text.startswith("//"):
        return ""
    path = unquote(urlsplit(text).path).strip("/")
    parts = path.split("/")
    if not path or len(path) > MAX_ADDRESS or any(not _is_plain(part) for part in parts):
        return ""
    if parts[0].casefold().startswith(".bulletin"):
        return ""
    return f"/{path}" if path.casefold().endswith((".html", ".htm", ".xml")) else f"/{path}/"


def _is_plain(part: str) -> bool:
    return re.fullmatch(r"[\w.~ !$&'()+,;=@-]+", part) is not None and set(part) != {"."}


def phone_address(number: str) -> str:
    """Return the ``tel:`` address of a telephone number as typed (RFC 3966), ``""`` when it holds none.

    A French number of ten figures is given its country, so that it can be called from anywhere.
    """
    # « +33 (0)1 … » is often typed: the 0 in brackets is not dialled after the country.
    typed = re.sub(r"(\+[0-9 .]*)\(0\)", r"\1", number)
    digits = re.sub(r"[^0-9+]", "", typed)
    if re.fullmatch(r"0[1-9][0-9]{8}", digits):
        return f"tel:+33{digits[1:]}"
    return f"tel:{digits}" if re.fullmatch(r"\+?[0-9]{3,15}", digits) else ""


def absolute(address: str, site_url: str) -> str:
    """Return the whole address of a page of the site; what is no address of the site is left as it is."""
    return site_url.rstrip("/") + address if address.startswith("/") else address


def relative(target: str, address: str) -> str:
    """Return the link that leads from the page at ``address`` to ``target``, both addresses of the site.

    A folder ends with ``/``; ``target`` may carry ``?`` and ``#``, which are kept. Anything that does not
    begin with one ``/`` is no address of the site and is returned as it is.
    """
    if not target.startswith("/") or target.startswith("//"):
        return target
    path, mark, rest = _split(target)
    if path == address and mark == "#":
        return mark + rest
    here, there = address.split("/")[:-1], path.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    steps = "../" * (len(here) - common) + "/".join(there[common:])
    # A colon in the first step would read as a scheme, and nothing at all as the page itself.
    return (steps if steps and ":" not in steps.split("/")[0] else f"./{steps}") + mark + rest


def address_of(path: str) -> str:
    """Return the address that a reader types for this path, from the root of the site."""
    return "/" + path.removesuffix("index.html") if _is_index(path) else "/" + path


def _is_index(path: str) -> bool:
    return path == "index.html" or path.endswith("/index.html")


def _split(target: str) -> tuple[str, str, str]:
    """Cut at the first ``?`` or ``#``."""
    if found := re.search(r"[?#]", target):
        return target[: found.start()], found.group(), target[found.end() :]
    return target, "", ""

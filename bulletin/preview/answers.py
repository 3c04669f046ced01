"""What the preview answers to a request, without a socket: a request and what is shown in, a response out.

Only what the mapping of files holds can be served, so that a path cannot climb out of the site, follow
a link or list a folder. Pages get one script more than they have on disk, the one that reloads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote, unquote, urlsplit

OWN = "/__bulletin/"
"""Where the preview keeps its own addresses, whatever the base path of the site."""
_FOLDER = "preview/page"
_HTML = "text/html; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"

CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "rss.xml": "application/rss+xml; charset=utf-8",
        "atom.xml": "application/atom+xml; charset=utf-8",
        "feed.json": "application/feed+json; charset=utf-8",
        ".html": _HTML,
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".mjs": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".geojson": "application/geo+json; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".xsl": "text/xsl; charset=utf-8",
        ".opml": "text/x-opml; charset=utf-8",
        ".ics": "text/calendar; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".txt": _PLAIN,
        ".webmanifest": "application/manifest+json; charset=utf-8",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".gif": "image/gif",
        ".webp": "image/webp",
        ".avif": "image/avif",
        ".ico": "image/vnd.microsoft.icon",
        ".woff2": "font/woff2",
        ".woff": "font/woff",
        ".pdf": "application/pdf",
        ".zip": "application/zip",
    }
)
"""By whole name, else by suffix; a browser told not to guess guesses nothing."""

_EVERY_RESPONSE: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        # The one directive that a page's own meta element cannot carry.
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What browsers are shown, replaced whole: nobody sees half of a site."""

    token: str
    """Changes when, and only when, an open page should be loaded again; hexadecimal."""
    files: Mapping[str, bytes]
    """Bytes by path under the root of the site; empty until it was made once."""
    fault: str = ""
    """Why the last making failed, in French; empty if it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The addresses that lead to the preview."""

    base_path: str
    """Path of the site's root, « / » or « /bulletin/ »."""
    hosts: frozenset[str]
    """The Host headers, in lower case with the port, that a page of ours is asked with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What matters of a request's head."""

    method: str
    target: str
    hosts: tuple[str, ...]
    """Every Host header: a sound request has one."""
    origin: str | None = None
    fetch_site: str | None = None
    """The Sec-Fetch-Site header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A whole response, but for the event stream, which has no end and whose ``body`` is None."""

    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes | None


def answer(request: Request, shown: Shown, door: Door) -> Response:
    """Return the response to ``request``, with its body even for HEAD.

    A Host that is not ours is another site's name made to point here (DNS rebinding): it is refused with
    421 before anything is told.
    """
    if request.method not in {"GET", "HEAD"}:
        return refusal(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
    if len(request.hosts) != 1 or request.hosts[0].lower() not in door.hosts:
        return refusal(HTTPStatus.MISDIRECTED_REQUEST)
    try:
        path = unquote(urlsplit(request.target).path, errors="strict")
    except ValueError:
        return refusal(HTTPStatus.BAD_REQUEST)
    if path.startswith(OWN):
        return _own(path.removeprefix(OWN), request, shown)
    return _under_base(path, shown, door)


def refusal(status: HTTPStatus, headers: Mapping[str, str] = MappingProxyType({})) -> Response:
    """Return an error page of plain text, which repeats nothing of what was asked."""
    return _response(_PLAIN, f"{_SENTENCES.get(status, status.phrase)}\n".encode(), status, headers)


_SENTENCES: Mapping[HTTPStatus, str] = MappingProxyType(
    {
        HTTPStatus.BAD_REQUEST: "Cette demande n’a pas de sens pour l’aperçu.",
        HTTPStatus.FORBIDDEN: "Cette adresse ne répond qu’aux pages de l’aperçu.",
        HTTPStatus.NOT_FOUND: "Il n’y a pas de page à cette adresse.",
        HTTPStatus.METHOD_NOT_ALLOWED: "L’aperçu ne fait que montrer : il ne reçoit rien.",
        HTTPStatus.REQUEST_URI_TOO_LONG: "Cette adresse est trop longue.",
        HTTPStatus.MISDIRECTED_REQUEST: "L’aperçu n’a pas ce nom : prenez l’adresse qu’il a affichée.",
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "L’en-tête de cette demande est trop long.",
        HTTPStatus.SERVICE_UNAVAILABLE: "Trop de pages sont ouvertes à la fois : réessayez.",
    }
)


def content_type(path: str) -> str:
    """Return the media type of the file at ``path``, with its charset if it is text."""
    name = PurePosixPath(path)
    return CONTENT_TYPES.get(name.name) or CONTENT_TYPES.get(name.suffix.lower(), "application/octet-stream")


def _response(
    kind: str,
    body: bytes | None,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    return Response(status=status, headers={"Content-Type": kind, **_EVERY_RESPONSE, **headers}, body=body)


def _own(name: str, request: Request, shown: Shown) -> Response:
    match name:
        case "recharger.js" | "apercu.css":
            return _response(content_type(name), _asset(name))
        case "recharger" | "etat" if not _from_our_pages(request):
            return refusal(HTTPStatus.FORBIDDEN)
        case "recharger":
            return _response("text/event-stream; charset=utf-8", None)
        case "etat":
            state = {"site": shown.token, "faute": shown.fault or None}
            return _response(CONTENT_TYPES[".json"], json.dumps(state, ensure_ascii=False).encode())
        case _:
            return refusal(HTTPStatus.NOT_FOUND)


def _from_our_pages(request: Request) -> bool:
    """Whether no other site can have sent it; another port of this machine counts as another site."""
    ours = f"http://{request.hosts[0]}".lower()
    by_origin = request.origin is None or request.origin.lower() == ours
    return by_origin and request.fetch_site in {None, "same-origin", "none"}


@cache
def _asset(name: str) -> bytes:
    return files("bulletin").joinpath(_FOLDER, name).read_bytes()


def _under_base(path: str, shown: Shown, door: Door) -> Response:
    if path.startswith(door.base_path):
        return _page(path, path.removeprefix(door.base_path), shown)
    if path in {"/", door.base_path.removesuffix("/")}:
        return _moved(door.base_path, HTTPStatus.FOUND)
    return _not_found(shown)


def _page(path: str, wanted: str, shown: Shown) -> Response:
    """The file or folder ``wanted`` of the site, whose address is ``path``."""
    if not shown.files:
        return _no_site_yet(shown)
    if wanted in shown.files:
        return _file(wanted, shown)
    if wanted == "" or wanted.endswith("/"):
        index = f"{wanted}index.html"
        return _file(index, shown) if index in shown.files else _not_found(shown)
    if f"{wanted}/index.html" in shown.files:
        return _moved(f"{path}/", HTTPStatus.MOVED_PERMANENTLY)
    return _not_found(shown)


def _moved(path: str, status: HTTPStatus) -> Response:
    return _response(_PLAIN, b"", status, {"Location": quote(path)})


def _not_found(shown: Shown) -> Response:
    if "404.html" in shown.files:
        return _file("404.html", shown, HTTPStatus.NOT_FOUND)
    return refusal(HTTPStatus.NOT_FOUND)


def _file(path: str, shown: Shown, status: HTTPStatus = HTTPStatus.OK) -> Response:
    kind = content_type(path)
    content = shown.files[path]
    return _response(kind, with_script(content, shown.token) if kind == _HTML else content, status)


def with_script(page: bytes, token: str) -> bytes:
    """Return ``page`` with the script that reloads it at the end of its body."""
    script = _script(f'data-site="{token}"').encode()
    end = page.lower().rfind(b"</body>")
    return page + script if end < 0 else page[:end] + script + page[end:]


def _script(attributes: str) -> str:
    return f'<script src="{OWN}recharger.js" {attributes} defer></script>'


def _no_site_yet(shown: Shown) -> Response:
    """A page that tells the fault and leaves by itself, without JavaScript too, when it is mended."""
    page = f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'">
<title>Le site n’a pas pu être construit</title>
<link rel="stylesheet" href="{OWN}apercu.css">
<noscript><meta http-equiv="refresh" content="2"></noscript>
</head>
<body>
<main class="bulletin-faute">
<h1>Le site n’a pas pu être construit</h1>
<pre role="alert">{escape(shown.fault)}</pre>
<p>Corrigez, enregistrez : cette page laissera d’elle-même la place au site.</p>
</main>
{_script(f'data-site="{shown.token}" data-faute')}
</body>
</html>
"""
    return _response(_HTML, page.encode(), HTTPStatus.SERVICE_UNAVAILABLE)

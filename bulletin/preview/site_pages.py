"""The site itself, address by address: pages, files, moves, and the page that tells why there is none.

Only what the mapping of files holds can be served, so that a path cannot climb out of the site, follow
a link or list a folder. Pages get one script more than they have on disk, the one that reloads them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from bulletin.build.rendered import FileCopy
from bulletin.preview.shown import Shown
from bulletin.source.media_types import media_type
from bulletin.source.tree import NotRegularError, open_regular

OWN = "/__bulletin/"
"""Where the preview keeps its own addresses, whatever the base path of the site."""
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
_FOLDER = "preview/browser"
_CHUNK = 64 * 1024
_TEXT_APPLICATIONS = ("json", "xml")

_WEB_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "rss.xml": "application/rss+xml",
        "atom.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        ".html": "text/html",
        ".css": "text/css",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".json": "application/json",
        ".geojson": "application/geo+json",
        ".xml": "application/xml",
        ".xsl": "text/xsl",
        ".opml": "text/x-opml",
        ".webmanifest": "application/manifest+json",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
        ".ico": "image/vnd.microsoft.icon",
        ".woff2": "font/woff2",
        ".woff": "font/woff",
    }
)
"""By whole name, else by suffix: what a site is made of, besides what its posts attach."""


def content_type(path: str) -> str:
    """Return the media type of the file at ``path``, with its charset if it is text.

    A browser told not to guess guesses nothing.
    """
    name = PurePosixPath(path)
    kind = _WEB_TYPES.get(name.name) or _WEB_TYPES.get(name.suffix.lower()) or media_type(name.name)
    is_text = kind.startswith("text/") or (
        kind.startswith("application/") and kind.endswith(_TEXT_APPLICATIONS)
    )
    return f"{kind}; charset=utf-8" if is_text else kind


def answer(path: str, shown: Shown) -> Response:
    """Return what the site has at ``path``, the path of the address without its escapes."""
    if path.startswith(shown.base_path):
        return _under_base(path, path.removeprefix(shown.base_path), shown)
    if path in {"/", shown.base_path.removesuffix("/")}:
        return _moved(shown.base_path, HTTPStatus.FOUND)
    return _not_found(shown)


@cache
def asset(name: str) -> bytes:
    """Return the script or style that the preview adds to the pages."""
    return files("bulletin").joinpath(_FOLDER, name).read_bytes()


def plain(text: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """Return a page of plain text."""
    return Response(text, status, content_type=PLAIN)


def with_script(page: bytes, token: str) -> bytes:
    """Return ``page`` with the script that reloads it at the end of its body."""
    script = _script(f'data-site="{token}"').encode()
    end = page.lower().rfind(b"</body>")
    return page + script if end < 0 else page[:end] + script + page[end:]


def _under_base(path: str, wanted: str, shown: Shown) -> Response:
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
    return Response(b"", status, {"Location": quote(path)}, content_type=PLAIN)


def _not_found(shown: Shown) -> Response:
    if "404.html" in shown.files:
        return _file("404.html", shown, HTTPStatus.NOT_FOUND)
    return plain("Il n’y a pas de page à cette adresse.\n", HTTPStatus.NOT_FOUND)


def _file(path: str, shown: Shown, status: HTTPStatus = HTTPStatus.OK) -> Response:
    kind, content = content_type(path), shown.files[path]
    if isinstance(content, FileCopy):
        return _copy(kind, content.disk, shown)
    if kind == HTML:
        content = with_script(content, shown.token)
    return Response(content, status, content_type=kind)


def _copy(kind: str, disk: Path, shown: Shown) -> Response:
    """The file ``disk`` as it is now, piece by piece; one that is gone, or is a link, is not found."""
    try:
        file = os.fdopen(_open_in_place(disk, shown.folders), "rb")
    except OSError:
        return _not_found(shown)
    size = os.fstat(file.fileno()).st_size
    return Response(
        FileWrapper(file, _CHUNK),
        headers={"Content-Length": str(size)},
        content_type=kind,
        direct_passthrough=True,
    )


def _open_in_place(disk: Path, folders: Mapping[Path, Path]) -> int:
    """Return a descriptor of a regular file, in the folder that was read and not where a link now leads."""
    folder = disk.parent.resolve(strict=True)
    if folder != folders[disk.parent]:
        raise NotRegularError(f"moved: {disk}")
    return open_regular(folder / disk.name)


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
<p>Corrigez, enregistrez&nbsp;: cette page laissera d’elle-même la place au site.</p>
</main>
{_script(f'data-site="{shown.token}" data-faute')}
</body>
</html>
"""
    return Response(page, HTTPStatus.SERVICE_UNAVAILABLE, content_type=HTML)

"""A built site: its files, its parsed pages, and the file that each link leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LETTER = "lettre.html"
"""A numero as an e-mail, where style sheets and security policies do not apply."""
_ADDRESSES = {"href", "src", "action", "poster", "data", "formaction"}
_INTERACTIVE = {"a", "button", "select", "textarea", "label", "summary", "details", "iframe"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Served:
    """A site built in ``folder``, to be served from ``www`` under the path ``base`` of ``url``."""

    folder: Path
    www: Path
    base: str
    url: str

    def html(self) -> Iterator[tuple[str, Path]]:
        """Yield the address, from the site's root, and the file of every page."""
        for file in sorted(self.folder.rglob("*.html")):
            path = file.relative_to(self.folder).as_posix()
            yield "/" + path.removesuffix("index.html"), file

    def file_of(self, address: str) -> Path | None:
        """The file that a static server gives at a path of its host; None when there is none."""
        path = unquote(urlsplit(address).path)
        if not path.startswith(self.base):
            return None
        file = self.folder / path.removeprefix(self.base)
        if path.endswith("/"):
            file /= "index.html"
        return file if file.is_file() else None

    def target(self, page: str, link: str) -> str | None:
        """The path and fragment on this host to which a link of a page leads; None for another place."""
        whole = urljoin(self.url + page.lstrip("/"), link)
        host, own = urlsplit(whole), urlsplit(self.url)
        if (host.scheme, host.netloc) != (own.scheme, own.netloc):
            return None
        return host._replace(scheme="", netloc="").geturl()

    @cached_property
    def identifiers(self) -> dict[Path, frozenset[str]]:
        """The ids of each page."""
        return {file: frozenset(read(file).identifiers) for _, file in self.html()}


@dataclass
class Page(HTMLParser):
    """What a page holds that can be checked without a browser."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    lang: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record what the element holds."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.headings.append(tag)
        if "id" in given:
            self.identifiers.append(given["id"])
        self._record_addresses(tag, given)
        self._record_faults(tag, given)
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those that HTML lets one leave open."""
        while tag in self._open and self._open.pop() != tag:
            pass

    def _record_addresses(self, tag: str, given: dict[str, str]) -> None:
        found = [given[name] for name in given if name in _ADDRESSES]
        found += [part.split()[0] for part in given.get("srcset", "").split(",") if part.split()]
        self.links += found
        is_shown = tag not in {"a", "form", "area"} and not (
            tag == "link" and given.get("rel") in {"canonical", "alternate", "license", "next", "prev"}
        )
        if is_shown:
            self.loads += found

    def _record_faults(self, tag: str, given: dict[str, str]) -> None:
        if tag == "img" and "alt" not in given:
            self.faults.append(f"img without alt: {given.get('src')}")
        if tag in {"a", "button"} and {"a", "button"} & set(self._open):
            self.faults.append(f"{tag} inside {self._open[-1]}")
        if tag in _INTERACTIVE - {"label", "summary"} and "a" in self._open:
            self.faults.append(f"{tag} inside a link")
        if "style" in given or tag == "style":
            self.faults.append(f"inline style on {tag}")
        if any(name.startswith("on") for name in given):
            self.faults.append(f"handler on {tag}")
        if given.get("href", "").strip().lower().startswith("javascript:"):
            self.faults.append("a link that is a script")


def read(file: Path) -> Page:
    """Return the page, parsed."""
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    page.close()
    return page

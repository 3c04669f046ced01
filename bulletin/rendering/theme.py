"""Themes: every template is checked before the first page is rendered, then each page is made from one view.

The only module that knows jinja2. A template receives one ``view``; there is no global, no clock, no file
and no filter that could show anything else, so that a page depends on its view and its templates alone.
A theme is trusted, what it prints is not: all is escaped, and no filter can undo that. Reads no disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType, TracebackType
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.filters import FILTERS
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from markupsafe import Markup

from bulletin.config.table_reader import TableReader
from bulletin.config.toml_places import TomlError, read_toml
from bulletin.content.addresses import NOT_FOUND, absolute, relative
from bulletin.diagnostics import Diagnostic, Place, UsageFault
from bulletin.pages.views.body import Prose
from bulletin.pages.views.pictures import PictureFile
from bulletin.rendering.picture_html import srcset
from bulletin.rendering.prose import to_absolute_html, to_html
from bulletin.source.fingerprint import digest_of, encode

LETTER_TEMPLATE = "lettre.html"
PRINTED_TEMPLATE = "imprime.html"
SETTINGS_FILE: Final = "theme.toml"
BORROWED_FILTERS: Final = ("first", "join", "last", "length")
"""The filters of Jinja that a template may use; none of them can undo the escaping."""

_SCHEMES = re.compile(r"(?:https?://|mailto:|tel:|webcal://)", re.IGNORECASE)
_UNKNOWN_FILTER = re.compile(r"No (?P<kind>filter|test) named '(?P<name>[^']*)'")
_UNSAFE_IN_SCRIPT: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_KINDS = {"filter": "filtre", "test": "test"}
# What a mistake in a template can raise; anything else is a bug of the program and is not caught.
_MISTAKES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSource:
    """The texts of one theme."""

    name: str
    """That of its folder."""
    settings: str
    """Its ``theme.toml``."""
    templates: Mapping[str, str]
    """« home.html » and the others, from their names to their texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """What a ``theme.toml`` says."""

    nom: str
    """As people call it; the name of its folder when ``theme.toml`` gives it no other."""
    parent: str = ""
    """The folder of the theme that gives what this one does not have."""


class ThemeFault(UsageFault):
    """The theme cannot be used; ``diagnostics`` tells every reason found, in the order of the files."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        ordered = tuple(sorted(diagnostics, key=lambda fault: fault.order))
        first = ordered[0]
        super().__init__(f"{first.place.path}, ligne {first.place.line} : {first.message}", first.hint)
        self.diagnostics = ordered


class _Site(Protocol):
    @property
    def url(self) -> str: ...


class _Head(Protocol):
    @property
    def address(self) -> str: ...


class Page(Protocol):
    """What this module reads of every view."""

    @property
    def site(self) -> _Site:
        """The site; ``url`` is its absolute address."""

    @property
    def head(self) -> _Head:
        """What describes the page; ``address`` begins at the root of the site, with « / »."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates that have all been read and checked. Made by ``Theme.load``."""

    name: str
    _digests: Mapping[str, str]
    _environment: _Environment

    @classmethod
    def load(cls, sources: tuple[ThemeSource, ...]) -> Theme:
        """Return the theme that ``sources`` make together, the nearest first, each followed by its parent.

        A template is that of the nearest theme that has one of its name; « parent/layout.html » names that
        of one theme. Raises ThemeFault with all that is wrong in all the templates.
        """
        _check_chain(sources)
        library = _Library(sources)
        environment = _Environment(library)
        faults: list[Diagnostic] = []
        references = {name: _checked_references(environment, name, faults) for name in library.texts}
        if faults:
            raise ThemeFault(*faults)
        return cls(
            sources[0].name, MappingProxyType(_closure_digests(library.texts, references)), environment
        )

    def digest(self, template: str) -> str:
        """Return the SHA-256 of a template and of all that it extends, includes or imports, however far."""
        return self._digests[self._named(template)]

    def render(self, template: str, view: Page) -> str:
        """Return the page; the same template and view always give the same text.

        Raises ThemeFault, with the line of the template, when the view does not hold what it asks for.
        """
        name = self._named(template)
        try:
            return self._environment.get_template(name).render(view=view)
        except _MISTAKES as error:
            raise ThemeFault(_rendering_fault(error, self._environment.library, name)) from error

    def _named(self, template: str) -> str:
        name = self._environment.library.full_name(template)
        if name not in self._digests:
            raise ThemeFault(
                _fault(
                    Place(path=f"themes/{self.name}/templates/{template}"),
                    "gabarit-absent",
                    f"Le thème « {self.name} » n’a pas de gabarit « {template} ».",
                    f"Créez-le, ou donnez un parent au thème dans {SETTINGS_FILE}.",
                )
            )
        return name


def parse_settings(name: str, text: str) -> ThemeSettings:
    """Return what the ``theme.toml`` of the theme ``name`` says; raise ThemeFault with all its faults."""
    try:
        document = read_toml(text, f"themes/{name}/{SETTINGS_FILE}")
    except TomlError as error:
        raise ThemeFault(error.diagnostic) from error
    faults: list[Diagnostic] = []
    table = TableReader(document, faults, values=document.values)
    settings = ThemeSettings(nom=table.text("nom", name), parent=table.text("parent"))
    table.close()
    if faults:
        raise ThemeFault(*faults)
    return settings


def _check_chain(sources: tuple[ThemeSource, ...]) -> None:
    """Raise ThemeFault unless each source is followed by its parent, and the last has none."""
    settings = [parse_settings(source.name, source.settings) for source in sources]
    expected = [told.parent for told in settings]
    given = [*(after.name for _, after in pairwise(sources)), ""]
    for source, parent, follower in zip(sources, expected, given, strict=True):
        if parent != follower:
            raise ThemeFault(
                _fault(
                    Place(path=f"themes/{source.name}/{SETTINGS_FILE}"),
                    "theme-inconnu",
                    f"Le thème « {source.name} » a pour parent « {parent or 'aucun'} », qui n’est pas là.",
                    "Vérifiez le nom du dossier sous themes/.",
                )
            )


# -- filters: pure functions of a value and of the view ----------------------------------------------------


def href(address: str, view: Page) -> str:
    """Return the link that leads from the page of ``view`` to ``address``.

    It is relative, so that the site works from any folder of any host; on the page « 404 » it
    begins at the root of the host. An address elsewhere passes unchanged. Raises ValueError for what is
    neither an address of the site nor of a scheme that is safe to follow.
    """
    if address.startswith("/") and not address.startswith("//"):
        if view.head.address == NOT_FOUND:
            return urlsplit(view.site.url).path.rstrip("/") + address
        return relative(address, view.head.address)
    if address.startswith("#") or _SCHEMES.match(address):
        return address
    raise ValueError(f"« {address} » n’est pas une adresse")


def whole(address: str, view: Page) -> str:
    """Return an address of the site with its host, as other sites need it."""
    return absolute(address, view.site.url)


def prose(body: Prose, view: Page) -> Markup:
    """Return the HTML of a body; it has been sanitised, and is the only text that is not escaped."""
    return Markup(to_html(body, view.head.address))  # noqa: S704 - the sanitiser has made it


def letter_prose(body: Prose, view: Page, address: str) -> Markup:
    """Return the HTML of a body for a letter: links are whole, pictures are links to them.

    Links to a place of the body itself lead to the page at ``address``.
    """
    return Markup(to_absolute_html(body, view.site.url, address, with_images=False))  # noqa: S704 - as above


def json_ld(text: str) -> Markup:
    """Return JSON that can stand inside a ``<script>``: nothing in it closes the element or opens another.

    The characters that HTML reads are escaped as JSON itself allows (RFC 8259, section 7), so that its
    meaning stays.
    """
    return Markup(text.translate(_UNSAFE_IN_SCRIPT))  # noqa: S704 - no mark of HTML is left in it


def picture_set(variants: Iterable[PictureFile], view: Page) -> str:
    """Return the ``srcset`` of the variants of a picture, with links as ``href`` makes them."""
    return srcset(variants, lambda address: href(address, view))


OWN_FILTERS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        "absolute": whole,
        "href": href,
        "json_ld": json_ld,
        "letter_prose": letter_prose,
        "prose": prose,
        "srcset": picture_set,
    }
)
"""The filters that a template has besides those it borrows."""


# -- the strict environment ---------------------------------------------------------------------------------


class _Library:
    """The templates of all the themes under their full names, « defaut/home.html »."""

    def __init__(self, sources: Iterable[ThemeSource]) -> None:
        self.texts: dict[str, str] = {}
        self._nearest: dict[str, str] = {}
        for source in sources:
            for name, text in sorted(source.templates.items()):
                self.texts[f"{source.name}/{name}"] = text
                self._nearest.setdefault(name, f"{source.name}/{name}")

    def full_name(self, name: str) -> str:
        """Return the full name of the template that ``name`` names, or ``name`` if there is none."""
        return self._nearest.get(name, name)

    def path(self, full_name: str) -> str:
        """Return the file of a template, as a webmaster finds it."""
        theme, _, name = full_name.partition("/")
        return f"themes/{theme}/templates/{name}"

    def place(self, full_name: str, line: int) -> Place:
        """Return a line of a template."""
        lines = self.texts.get(full_name, "").splitlines()
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        return Place(path=self.path(full_name), line=line, excerpt=excerpt)

    def source(self, full_name: str) -> tuple[str, str, None] | None:
        """Return what jinja2 asks a loader for."""
        text = self.texts.get(full_name)
        return None if text is None else (text, self.path(full_name), None)


class _Missing(StrictUndefined):
    """What a view does not have, said in French when a template asks for it."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return f"Il manque une valeur ici ({self._undefined_hint})."
        owner = type(self._undefined_obj).__name__
        if owner == "MissingType":
            return f"« {self._undefined_name} » n’existe pas."
        return f"« {self._undefined_name} » n’existe pas dans {owner}."


class _Environment(Environment):
    """Jinja without its globals, filters that are random or undo the escaping, and any way to the disk."""

    def __init__(self, library: _Library) -> None:
        super().__init__(
            autoescape=True,
            auto_reload=False,
            cache_size=-1,
            keep_trailing_newline=True,
            loader=FunctionLoader(library.source),
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=_Missing,
        )
        self.library = library
        self.globals.clear()
        borrowed: dict[str, Callable[..., Any]] = {name: FILTERS[name] for name in BORROWED_FILTERS}
        self.filters = {**borrowed, **OWN_FILTERS}

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of what the template ``parent`` refers to."""
        del parent
        return self.library.full_name(template)


# -- what is checked before the first page ------------------------------------------------------------------


def _checked_references(environment: _Environment, name: str, faults: list[Diagnostic]) -> tuple[str, ...]:
    """Return the full names of what a template refers to, once all of it has been checked.

    ``find_undeclared_variables`` also generates the code of the template, and so raises on an unknown filter.
    That code is not compiled here: a build in which nothing has changed renders no page and needs none.
    """
    library = environment.library
    try:
        tree = environment.parse(library.texts[name], name, library.path(name))
        undeclared = find_undeclared_variables(tree)
    except TemplateSyntaxError as error:
        faults.append(_syntax_fault(error, library.place(name, error.lineno)))
        return ()
    faults.extend(_variable_faults(library, name, tree, undeclared))
    faults.extend(_reference_faults(library, name, tree))
    found = find_referenced_templates(tree)
    return tuple(library.full_name(reference) for reference in found if reference is not None)


def _variable_faults(
    library: _Library, name: str, tree: nodes.Template, undeclared: set[str]
) -> Iterator[Diagnostic]:
    for unknown in sorted(undeclared - _top_names(tree) - {"view"}):
        line = min(node.lineno for node in tree.find_all(nodes.Name) if node.name == unknown)
        yield _fault(
            library.place(name, line),
            "gabarit-variable",
            f"« {unknown} » n’existe pas : un gabarit ne connaît que « view ».",
            "Passez-le à la macro qui s’en sert, ou lisez-le dans « view ».",
        )
    for modifier in tree.find_all(nodes.EvalContextModifier):
        yield _fault(
            library.place(name, modifier.lineno),
            "gabarit-echappement",
            "Un gabarit ne peut pas changer l’échappement : tout ce qu’il imprime est échappé.",
            "Retirez cette balise ; un texte mis en forme s’imprime par le filtre « prose ».",
        )


def _reference_faults(library: _Library, name: str, tree: nodes.Template) -> Iterator[Diagnostic]:
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        for reference in find_referenced_templates(nodes.Template([node])):
            place = library.place(name, node.lineno)
            if reference is None:
                yield _fault(
                    place,
                    "gabarit-dynamique",
                    "Le nom d’un gabarit doit être écrit en toutes lettres.",
                    'Écrivez par exemple {% include "fragment.html" %}.',
                )
            elif library.full_name(reference) not in library.texts:
                known = ", ".join(sorted({full.partition("/")[2] for full in library.texts}))
                yield _fault(
                    place,
                    "gabarit-absent",
                    f"Le gabarit « {reference} » n’existe pas.",
                    f"Sont connus : {known}.",
                )


def _top_names(tree: nodes.Template) -> set[str]:
    """Names given at the top of a template, which its blocks see."""
    names: set[str] = set()
    for node in tree.body:
        match node:
            case nodes.Import():
                names.add(node.target)
            case nodes.FromImport():
                names.update(item if isinstance(item, str) else item[1] for item in node.names)
            case nodes.Macro():
                names.add(node.name)
            case nodes.Assign(target=nodes.Name(name=name)):
                names.add(name)
            case _:
                pass
    return names


def _closure_digests(texts: Mapping[str, str], references: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    digests = {}
    for name in texts:
        reached = {name}
        waiting = [name]
        while waiting:
            found = set(references[waiting.pop()]) - reached
            reached |= found
            waiting.extend(found)
        digests[name] = digest_of(encode(tuple((each, texts[each]) for each in (name, *sorted(reached)))))
    return digests


# -- what is wrong, and where --------------------------------------------------------------------------------


def _syntax_fault(error: TemplateSyntaxError, place: Place) -> Diagnostic:
    if found := _UNKNOWN_FILTER.match(error.message or ""):
        return _fault(
            place,
            "gabarit-illisible",
            f"Le {_KINDS[found['kind']]} « {found['name']} » n’existe pas.",
            f"Les filtres sont : {', '.join(sorted((*BORROWED_FILTERS, *OWN_FILTERS)))}.",
        )
    return _fault(
        place,
        "gabarit-illisible",
        "Ce gabarit ne peut pas être lu à partir d’ici.",
        f"Jinja l’explique ainsi, en anglais : {error.message}",
    )


def _rendering_fault(error: Exception, library: _Library, name: str) -> Diagnostic:
    """Return what went wrong, at the innermost line of a template in the traceback."""
    files = {library.path(full): full for full in library.texts}
    full_name, line = name, 1
    for path, number in _frames(error.__traceback__):
        if path in files:
            full_name, line = files[path], number
    if isinstance(error, TemplateSyntaxError):
        return _syntax_fault(error, library.place(full_name, line))
    if isinstance(error, RecursionError):
        message = "Ce gabarit s’appelle lui-même sans fin."
    elif isinstance(error, TemplateError):
        message = error.message or "Ce gabarit ne peut pas être rempli."
    else:
        message = f"Cette ligne ne peut pas être remplie : {error}."
    hint = "Les valeurs que voit chaque gabarit sont décrites dans bulletin/pages/views."
    return _fault(library.place(full_name, line), "gabarit-fautif", message, hint)


def _frames(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


def _fault(place: Place, code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic.of(code, place, message, hint)

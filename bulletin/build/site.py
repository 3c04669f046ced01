"""The folder of a site, read: its configuration, its content, its theme.

Nothing is written but the cache of digests. The default theme is in the package, unless the site has one of
its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from bulletin import __version__
from bulletin.build.artifacts import ENGINE
from bulletin.build.caches.digests import source_cache
from bulletin.build.caches.pictures import PictureCache, picture_engine
from bulletin.build.material import Material
from bulletin.config.model import CONFIG_FILE, Config, NumerosConfig
from bulletin.config.reader import parse_config
from bulletin.content.addresses import ADDRESSES_FILE
from bulletin.content.reading.context import Vocabulary
from bulletin.diagnostics import Diagnostic, UsageFault
from bulletin.rendering.optional import printer_version
from bulletin.rendering.theme import SETTINGS_FILE, Theme, ThemeSource, parse_settings
from bulletin.source.tree import SourceFile, read_tree, refusal
from bulletin.territories.atlas import Atlas

LIBRARIES = ("markdown", "jinja2", "nh3", "feedgen", "icalendar")
"""The libraries on whose version the bytes of a page depend."""
LETTER_LIBRARY = "css-inline"
THEMES = "themes"
MAX_THEMES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFolder:
    """All the files of a site, read once.

    ``addresses`` is the text of ``adresses.txt``; ``diagnostics`` are on files that cannot be used.
    """

    root: Path
    config: Config
    atlas: Atlas
    content: tuple[SourceFile, ...]
    material: Material
    addresses: str
    diagnostics: tuple[Diagnostic, ...]

    @property
    def words(self) -> Vocabulary:
        """The words of front matters that depend on the configuration."""
        return Vocabulary.of(self.config)


def find_site(start: Path) -> Path:
    """Return the folder of the site that contains ``start``; raise ``UsageFault`` when there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CONFIG_FILE).is_file():
            return folder
    raise UsageFault(
        f"Aucun site ici : {start} n’a pas de fichier {CONFIG_FILE}, ni aucun dossier au-dessus.",
        "Allez dans le dossier du site, donnez-le à la commande, ou créez-en un avec « bulletin init ».",
    )


def read_config(root: Path) -> Config:
    """Return the configuration of a site; raise ``UsageFault`` when it cannot be used."""
    return parse_config(_text_of(root / CONFIG_FILE))


def read_addresses(root: Path) -> str:
    """Return the text of ``adresses.txt``, ``""`` without one; raise ``UsageFault`` if it is not UTF-8."""
    file = root / ADDRESSES_FILE
    return _text_of(file) if file.is_file() else ""


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageFault(f"{file.name} n’est pas en UTF-8.", "Enregistrez-le de nouveau en UTF-8.") from None
    except FileNotFoundError:
        raise UsageFault(
            f"Il n’y a plus de fichier {file.name} dans {file.parent}.",
            "Remettez-le à sa place, ou rétablissez le dossier du site.",
        ) from None
    except OSError as error:
        raise refusal(error, file.name) from error


def read_site(root: Path) -> SiteFolder:
    """Return a site as it is on the disk now.

    Raises:
        UsageFault: for a wrong configuration or theme, or when a package that it needs is not installed.
        MachineRefusal: when the system refuses to read a file.
    """
    config = read_config(root)
    engine, letter_engine, print_engine = engines(config.numeros)
    cache = source_cache(root)
    tree = read_tree(root, "content", digest=cache)
    theme, theme_files = read_theme(root, config.site.theme)
    cache.save()
    texts = [file for file in tree.files if file.data is not None]
    others = {file.path: file for file in tree.files if file.data is None}
    return SiteFolder(
        root=root,
        config=config,
        atlas=_atlas(config.site.departements),
        content=tuple(texts),
        material=Material(
            theme=theme,
            theme_files=theme_files,
            files=others,
            engine=engine,
            letter_engine=letter_engine,
            print_engine=print_engine,
            picture_engine=picture_engine(),
            pictures=PictureCache(root, picture_engine()),
        ),
        addresses=read_addresses(root),
        diagnostics=tree.faults,
    )


@cache
def _atlas(departements: tuple[str, ...]) -> Atlas:
    """Return the territories of France, read once for all the builds of a preview."""
    return Atlas.shipped(departements)


def engines(asked: NumerosConfig) -> tuple[str, str, str]:
    """Return the engines of ``Material``: the versions on which the bytes of pages, letters and PDF depend.

    They are ``""`` for letters or PDF that the configuration does not ask for.

    Raises:
        UsageFault: when the library of PDF is needed and is not installed.
    """
    page = " ".join([f"bulletin-{__version__}-{ENGINE}", *map(_versioned, LIBRARIES)])
    letter = f"{page} {_versioned(LETTER_LIBRARY)}" if asked.lettre else ""
    return page, letter, f"{page} {printer_version()}" if asked.pdf else ""


def _versioned(library: str) -> str:
    try:
        return f"{library}-{version(library)}"
    except PackageNotFoundError:
        return f"{library}-?"


# -- themes ----------------------------------------------------------------------------------------------


def read_theme(root: Path, name: str) -> tuple[Theme, Mapping[str, SourceFile]]:
    """Return a theme with its parents, and their files by address: that of the nearest theme."""
    sources: list[SourceTexts] = []
    static: dict[str, SourceFile] = {}
    next_name = name
    while next_name and len(sources) < MAX_THEMES:
        folder = theme_folder(root, next_name)
        tree = read_tree(folder, ".", texts=None, hidden=(".",))
        found = {file.path.removeprefix("./"): file for file in tree.files}
        settings = found.get(SETTINGS_FILE)
        text = settings.data.decode() if settings is not None and settings.data is not None else ""
        sources.append((next_name, text, _templates(found)))
        for path, file in found.items():
            if path.startswith("static/"):
                static.setdefault(f"/{path}", file)
        next_name = parse_settings(next_name, text).parent
    return _theme(tuple(sources)), static


SourceTexts = tuple[str, str, tuple[tuple[str, str], ...]]
"""The name of a theme, its settings, and its templates by name: a ``ThemeSource`` that can be hashed."""


@lru_cache(maxsize=2)
def _theme(sources: tuple[SourceTexts, ...]) -> Theme:
    """Return the theme of these texts, cached: checking them is most of the work of an unchanged build."""
    return Theme.load(
        tuple(
            ThemeSource(name=name, settings=settings, templates=dict(templates))
            for name, settings, templates in sources
        )
    )


def _templates(found: Mapping[str, SourceFile]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (path.removeprefix("templates/"), file.data.decode())
        for path, file in found.items()
        if path.startswith("templates/") and path.endswith(".html") and file.data is not None
    )


def theme_folder(root: Path, name: str) -> Path:
    """Return the folder of a theme: that of the site, else that of the package.

    Raises:
        UsageFault: when there is neither.
    """
    own = root / THEMES / name
    if own.is_dir():
        return own
    bundled = bundled_themes(Path(str(files("bulletin")))) / name
    if (bundled / SETTINGS_FILE).is_file():
        return bundled
    raise UsageFault(
        f"Le thème « {name} » n’existe pas.",
        f'Créez le dossier {THEMES}/{name}, ou écrivez « theme = "defaut" » dans {CONFIG_FILE}.',
    )


@cache
def bundled_themes(package: Path) -> Path:
    """Return the folder of the themes that come with the program; ``package`` is the folder of its package.

    It is in the package, as in a wheel, unless the package is in a checkout of the project, where it is
    beside the package. Beside an installed package it could be the folder of another project.
    """
    return (package.parent if is_checkout(package.parent) else package) / THEMES


def is_checkout(folder: Path) -> bool:
    """Whether a folder is a checkout of this project, where what a wheel carries has places of its own."""
    try:
        project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(project.get("project", {}).get("name") == "bulletin")

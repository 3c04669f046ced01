"""The addresses that were published, which must never disappear.

Pure. ``adresses.txt`` has a line ``address TAB source`` for each, sorted; it is under version control. In
production an address that the site does not have any more is an erreur.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from bulletin.build.artifacts import Artifact
from bulletin.build.site_plan import declared_files
from bulletin.content.addresses import (
    ADDRESSES_FILE,
    NOT_FOUND,
    address_of,
    convention_address,
    feed_address,
    path_of,
)
from bulletin.corpus.corpus import Corpus, on_day
from bulletin.diagnostics import Diagnostics, Place
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.contents import Feed, HtmlPage, Letter, PrintedNumero

LASTING = (HtmlPage, Feed, Letter, PrintedNumero)
"""The contents whose address people keep."""


def published(artifacts: Iterable[Artifact]) -> Mapping[str, str]:
    """Return the address of each page, feed, letter and PDF of a plan, with its origin."""
    return {
        address_of(item.path): item.origin
        for item in artifacts
        if isinstance(item.content, LASTING) and item.path != path_of(NOT_FOUND)
    }


def parse(text: str) -> Mapping[str, str]:
    """Return the addresses in the text of ``adresses.txt``, with their sources; other lines are ignored."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        address, _, source = line.partition("\t")
        if address.startswith("/"):
            found[address.strip()] = source.strip()
    return found


def dump(addresses: Mapping[str, str]) -> str:
    """Return the text of ``adresses.txt``, sorted."""
    return "".join(f"{address}\t{addresses[address]}\n" for address in sorted(addresses))


def completed(text: str, artifacts: Iterable[Artifact]) -> str:
    """Return the text of ``adresses.txt`` with the addresses of a plan added."""
    return dump({**parse(text), **published(artifacts)})


def check_addresses(
    text: str,
    artifacts: Iterable[Artifact],
    lasting: frozenset[str],
    diagnostics: Diagnostics,
    waiting: frozenset[str] = frozenset(),
) -> None:
    """Report each listed address that is neither in the plan nor in ``lasting``.

    That of a source which is ``waiting``, a draft or a text to come, is not lost: it may be too faulty to be
    read.
    """
    served = lasting | {address_of(item.path) for item in artifacts}
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        address, _, source = line.partition("\t")
        address = address.strip()
        if address.startswith("/") and address not in served and source.strip() not in waiting:
            diagnostics.add(
                "adresse-perdue",
                Place(
                    path=ADDRESSES_FILE, line=number, length=len(address), excerpt=line.replace("\t", "  ")
                ),
                f"L’adresse {address} a été publiée et n’existe plus (source : {source.strip()}).",
                f"Ajoutez « alias: {address} » à l’article qui la remplace, "
                "ou « retire » à celui qui s’en va.",
            )


def lasting_addresses(corpus: Corpus, *, drafts: bool) -> frozenset[str]:
    """Return the addresses that the sources give on some day, those of withdrawn posts included.

    With ``drafts``, the addresses of drafts are among them: they are listed as soon as a draft is created.
    """
    last = SiteContext(corpus=on_day(corpus, dt.date.max))
    found = {one.address for one in declared_files(last, Diagnostics())}
    found |= {post.address for post in corpus.posts if drafts or not post.brouillon}
    withdrawn = {post.source for post in corpus.posts if post.retire is not None}
    for history in corpus.histories.values():
        if any(report.source in withdrawn for report in history.reports):
            page = convention_address(history.id)
            found |= {page, feed_address(page)}
    return frozenset(found)

"""The page that explains the acronyms of the bulletin."""

from __future__ import annotations

from functools import partial

from bulletin.content.addresses import GLOSSAIRE
from bulletin.content.model.cards import Sigle
from bulletin.french.printed import a_partir, sentence, typography, until
from bulletin.french.slugs import slug
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import GlossaryEntry, GlossaryView


def glossary(context: SiteContext) -> Declaration:
    """Declare the glossary, even when the site has no acronym."""
    return Declaration.page(
        address=GLOSSAIRE, origin="le glossaire", template="glossaire.html", build=partial(_glossary, context)
    )


def _glossary(context: SiteContext, _resolver: LinkResolver) -> GlossaryView:
    return GlossaryView(
        site=context.frame,
        head=context.head("Glossaire", GLOSSAIRE, "Les sigles employés dans ce bulletin."),
        titre="Glossaire",
        entries=tuple(_entry(sigle) for sigle in context.corpus.glossaire.sigles),
        empty="Aucun sigle pour le moment.",
    )


def _entry(sigle: Sigle) -> GlossaryEntry:
    bounds = [a_partir(sigle.du) if sigle.du else "", until(sigle.au) if sigle.au else ""]
    return GlossaryEntry(
        sigle=sigle.sigle,
        anchor=slug(sigle.sigle) or "sigle",
        sens=typography(sentence(sigle.sens)),
        texte=typography(sigle.texte),
        validity=sentence(" ".join(bound for bound in bounds if bound)),
    )

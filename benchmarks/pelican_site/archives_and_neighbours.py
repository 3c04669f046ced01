"""What the bulletin needs and Pelican leaves to plugins.

The day that the site is built for, the years of each type, the articles before and after each one, those to
read next, and feeds that are whole for the site and its types and short for communes.
"""

import itertools
from collections.abc import Sequence
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.plugins import signals
from pelican.writers import Writer

TO_READ_NEXT = 3


class FeedWriter(Writer):
    """Writes whole articles in feeds, but summaries in those of communes."""

    def write_feed(
        self, elements: Sequence[Article], context: dict[str, Any], path: str, url: str, **options: Any
    ) -> object:
        """Write a feed as Pelican does, whole or short by its path."""
        whole = self.settings
        self.settings = {**whole, "RSS_FEED_SUMMARY_ONLY": path.startswith("communes/")}
        try:
            return super().write_feed(elements, context, path, url, **options)
        finally:
            self.settings = whole


def keep_those_out(generator: ArticlesGenerator) -> None:
    """Leave out the articles to come: Pelican knows no day but that of the machine."""
    day = generator.settings["BULLETIN_DAY"]
    generator.articles = [article for article in generator.articles if str(article.date.date()) <= day]


def join_neighbours(generator: ArticlesGenerator) -> None:
    """Give each article those before and after it, those to read next, and its facts."""
    for article in generator.articles:
        article.day = article.date.date()
        article.previous = article.next = None
        article.to_read_next = []
        article.facts = {
            name: value
            for name, value in article.metadata.items()
            if name.startswith(("convention_", "inauguration_", "evenement_"))
        }
    for newer, older in itertools.pairwise(generator.articles):
        newer.previous, older.next = older, newer
    for articles in generator.tags.values():
        for index, article in enumerate(articles):
            if not article.to_read_next:
                article.to_read_next = articles[index + 1 : index + 1 + TO_READ_NEXT]
    day = generator.settings["BULLETIN_DAY"]
    events = (article for article in generator.articles if getattr(article, "evenement_fin", "") >= day)
    generator.context["rencontres"] = sorted(events, key=lambda article: article.evenement_debut)


def write_years_of_types(generator: ArticlesGenerator, writer: Writer) -> None:
    """Write the page of each year of each type."""
    template = generator.get_template("volume")
    for category, articles in generator.categories:
        for year, of_year in itertools.groupby(articles, key=lambda article: article.date.year):
            writer.write_file(
                f"{category.slug}/{year}/index.html",
                template,
                generator.context,
                category=category,
                year=year,
                articles=list(of_year),
                url=f"{category.slug}/{year}/",
            )


def give_writer(_pelican: object) -> type[FeedWriter]:
    """Return the writer of feeds."""
    return FeedWriter


def register() -> None:
    """Connect all of it, as Pelican asks of a plugin."""
    signals.article_generator_pretaxonomy.connect(keep_those_out)
    signals.article_generator_finalized.connect(join_neighbours)
    signals.article_writer_finalized.connect(write_years_of_types)
    signals.get_writer.connect(give_writer)

"""The settings of the bulletin for Pelican. Everything that is not said here is Pelican's default."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))
import archives_and_neighbours  # noqa: E402 - found from this folder only
import french_days  # noqa: E402 - the same

SITENAME = "Le bulletin de la Caf"
SITEURL = "https://bulletin.example"
SITESUBTITLE = "Conventions, lieux d’accueil et rencontres, commune par commune."
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
THEME = str(HERE / "theme")
THEME_STATIC_DIR = "static"
PLUGINS = [archives_and_neighbours]
COMMUNES = json.loads((HERE / "communes.json").read_text(encoding="utf-8"))
JINJA_FILTERS = {"jour": french_days.day, "long_jour": french_days.long_day, "mois": french_days.month}

ARTICLE_PATHS = ["articles"]
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "communes/{slug}/"
TAG_SAVE_AS = "communes/{slug}/index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"
DIRECT_TEMPLATES = ["index", "tags", "archives"]
TAGS_SAVE_AS = "communes/index.html"
ARCHIVES_SAVE_AS = "archives/index.html"
AUTHOR_SAVE_AS = ""

FEED_RSS = "rss.xml"
CATEGORY_FEED_RSS = "{slug}/rss.xml"
TAG_FEED_RSS = "communes/{slug}/rss.xml"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20

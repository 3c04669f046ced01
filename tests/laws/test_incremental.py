"""Property: whatever is edited, in whatever order, an incremental build gives the bytes of a clean one.

The state machine below writes, moves and deletes posts of a small site, changes its theme and its settings,
and advances the day. ``SmallSite`` compares each of its builds with a clean one.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from support.small_site import CONFIG_OF_PARIS, SmallSite

TITLES = st.sampled_from(
    ("Un guide", "La rentrée : c’est demain", "Signature d'un CEJ", "Forum & fête <été>")
)
DAYS = st.dates(dt.date(2016, 1, 1), dt.date(2016, 3, 31))
COMMUNES = st.sampled_from(("", "Paris", "Puteaux"))
FACTS = st.sampled_from(
    (
        "",
        "convention: CEJ 2015-2018\nsignature: 5 janvier 2016\n",
        "convention: CTG\nsignature: 5 février 2016\nfin: 2016-03-05\n",
        "evenement: du 28 au 29 février 2016\ninscription: forum@exemple.fr, avant le 20 février 2016\n",
        "inauguration: 14 février 2016\nstructure: La Ruche\n",
    )
)
STATUSES = st.sampled_from(
    (
        "",
        "brouillon: oui\n",
        "expire: 2016-03-01\n",
        "retire:\n  motif: Une erreur.\n  le: 2016-03-02\n",
        "theme: petite-enfance\n",
        "alias: /ancienne/NOM.html\n",
    )
)
BODIES = st.sampled_from(
    ("Un texte.", "Un texte.\n\n## Un titre\n\nUne suite.", "Un texte.\n\n[Ici](/communes/).", "Rien.")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the machine writes in the file of a post."""

    titre: str
    commune: str
    facts: str
    status: str
    body: str

    def text(self, name: str) -> str:
        """Return the file. A convention gets a commune, which it needs, and an alias the name of its post."""
        commune = self.commune or ("Paris" if "convention" in self.facts else "")
        place = f"commune: {commune}\n" if commune else ""
        status = self.status.replace("NOM", name)
        return f"---\ntitre: {self.titre}\n{place}{self.facts}{status}---\n\n{self.body}\n"


DRAFTS = st.builds(Draft, titre=TITLES, commune=COMMUNES, facts=FACTS, status=STATUSES, body=BODIES)
ANY = st.integers(min_value=0, max_value=99)
"""Which post is meant, among those that there are."""


class Writer(RuleBasedStateMachine):
    """A sequence of edits, with a build after each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="bulletin-property-"))
        self.site = SmallSite(self.folder, "")
        self.posts: dict[str, Draft] = {}
        self.day = dt.date(2016, 2, 10)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize(first=DRAFTS, second=DRAFTS)
    def start(self, first: Draft, second: Draft) -> None:
        config = CONFIG_OF_PARIS.replace('theme = "defaut"', 'theme = "mien"')
        self.site.add("bulletin.toml", config)
        self.site.add("themes/mien/theme.toml", 'nom = "Mien"\nparent = "defaut"\n')
        self.site.add("themes/mien/static/style.css", "body { color: black; }\n")
        self.write("content/articles/2016-02-01-un.md", first)
        self.write("content/articles/2016-02-09-deux.md", second)
        self.build()

    def write(self, path: str, draft: Draft) -> None:
        self.posts[path] = draft
        self.site.add(path, draft.text(Path(path).stem))

    def build(self) -> None:
        """Build; ``SmallSite`` asserts what must hold after any build."""
        self.site.build(self.day, allow_shrink=True)

    def one(self, number: int) -> str:
        """Return the file of a post."""
        return sorted(self.posts)[number % len(self.posts)]

    def change(self, number: int, **changes: str) -> None:
        path = self.one(number)
        self.write(path, replace(self.posts[path], **changes))
        self.build()

    @rule(day=DAYS, name=st.sampled_from(("un", "deux", "trois")), draft=DRAFTS)
    def add_a_post(self, day: dt.date, name: str, draft: Draft) -> None:
        self.write(f"content/articles/{day.isoformat()}-{name}.md", draft)
        self.build()

    @precondition(lambda self: self.posts)
    @rule(number=ANY, titre=TITLES)
    def change_a_title(self, number: int, titre: str) -> None:
        self.change(number, titre=titre)

    @precondition(lambda self: self.posts)
    @rule(number=ANY, body=BODIES)
    def change_a_body(self, number: int, body: str) -> None:
        self.change(number, body=body)

    @precondition(lambda self: self.posts)
    @rule(number=ANY, commune=COMMUNES)
    def change_a_commune(self, number: int, commune: str) -> None:
        self.change(number, commune=commune)

    @precondition(lambda self: self.posts)
    @rule(number=ANY, facts=FACTS)
    def change_the_facts(self, number: int, facts: str) -> None:
        self.change(number, facts=facts)

    @precondition(lambda self: self.posts)
    @rule(number=ANY, status=STATUSES)
    def change_the_status(self, number: int, status: str) -> None:
        self.change(number, status=status)

    @precondition(lambda self: self.posts)
    @rule(number=ANY, day=DAYS)
    def move_a_post(self, number: int, day: dt.date) -> None:
        path = self.one(number)
        draft = self.posts.pop(path)
        self.site.delete(path)
        self.write(f"content/articles/{day.isoformat()}-{path.rpartition('-')[2]}", draft)
        self.build()

    @precondition(lambda self: self.posts)
    @rule(number=ANY)
    def delete_a_post(self, number: int) -> None:
        path = self.one(number)
        del self.posts[path]
        self.site.delete(path)
        self.build()

    @rule(colour=st.sampled_from(("black", "navy", "teal")))
    def change_the_style_sheet(self, colour: str) -> None:
        self.site.add("themes/mien/static/style.css", f"body {{ color: {colour}; }}\n")
        self.build()

    @rule(word=st.sampled_from(("Mois", "Calendrier")))
    def change_a_template(self, word: str) -> None:
        template = f'{{% extends "layout.html" %}}\n{{% block main %}}<h1>{word}</h1>{{% endblock %}}\n'
        self.site.add("themes/mien/templates/archives.html", template)
        self.build()

    @rule(titre=st.sampled_from(("Le bulletin", "Le journal de la Caf")), latest=st.sampled_from((1, 20)))
    def change_the_settings(self, titre: str, latest: int) -> None:
        config = CONFIG_OF_PARIS.replace('theme = "defaut"', 'theme = "mien"')
        config = config.replace("Le bulletin de la Caf", titre)
        self.site.add("bulletin.toml", f"{config}\n[flux]\narticles = {latest}\n")
        self.build()

    @rule(days=st.sampled_from((1, 7, 30, 1000, -20)))
    def let_days_pass(self, days: int) -> None:
        self.day += dt.timedelta(days=days)
        self.build()


TestIncremental = Writer.TestCase
TestIncremental.settings = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

"""How long builds take, as ratios within one run.

Makes a site of N posts in a temporary folder and times, in the same run: a cold build, a build that changes
nothing, a build after one edit, and the baseline of the three, reading and hashing every source. Quote the
ratios: seconds depend on the machine and on what else it does.

    python benchmarks/build.py 1000
"""

from __future__ import annotations

import datetime as dt
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bulletin.build.conductor import build
from bulletin.build.prepared import Order

COMMUNES = ("Puteaux", "Colombes", "Nanterre", "Sceaux", "Sèvres", "Clichy", "Vanves", "Meudon")
PARAGRAPH = (
    "La Caf et la Ville ont fait le point sur les *services aux familles* de la commune : accueil du "
    "jeune enfant, accueils de loisirs, soutien à la parentalité. Les **partenaires** se réuniront au "
    "printemps.\n\n"
)
CONFIG = """schema = 1
[site]
titre = "Mesure"
url = "https://mesure.example/"
departements = ["92"]
"""
DAY = dt.date(2026, 1, 1)
ROUNDS = 3


def make_site(root: Path, posts: int) -> None:
    """Write a site of ``posts`` posts, one convention every tenth."""
    (root / "bulletin.toml").write_text(CONFIG, encoding="utf-8")
    for index in range(posts):
        day = dt.date(2010, 1, 1) + dt.timedelta(days=index % 5000)
        commune = COMMUNES[index % len(COMMUNES)]
        step = f"convention: CTG {day.year}-{day.year + 3}\nsignature: {day}\n" if index % 10 == 0 else ""
        file = root / "content" / "articles" / str(day.year) / f"{day}-article-{index}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\ntitre: Article {index} à {commune}\ncommune: {commune}\n{step}---\n\n"
            f"{PARAGRAPH * 8}{index}\n",
            encoding="utf-8",
        )


def timed(action: Callable[[], object]) -> float:
    """Return the seconds that an action takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def hash_all(root: Path) -> None:
    """Read and hash every source: the least that any build must do."""
    for file in sorted(root.rglob("*.md")):
        hashlib.sha256(file.read_bytes()).hexdigest()


def main(posts: int) -> None:
    """Print the seconds and ratios of one run."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        root.mkdir()
        make_site(root, posts)

        def run(output: Path) -> int:
            return len(build(root, output, Order(day=DAY), home=Path(folder) / "home").rendered)

        output = Path(folder) / "output"
        cold = timed(lambda: run(output))
        nothing = statistics.median(timed(lambda: run(output)) for _ in range(ROUNDS))
        edits = []
        edited = sorted(root.rglob("*.md"))[posts // 2]
        for number in range(ROUNDS):
            edited.write_text(edited.read_text("utf-8") + f"\nEncore {number}.\n", encoding="utf-8")
            edits.append(timed(lambda: run(output)))
        edit = statistics.median(edits)
        floor = statistics.median(timed(lambda: hash_all(root)) for _ in range(ROUNDS))
    for name, seconds in (("cold", cold), ("nothing", nothing), ("edit", edit), ("hashing", floor)):
        ratios = f"{seconds / floor:8.1f} x hashing   {seconds / cold:6.3f} x cold"
        print(f"{name:8} {seconds:8.2f} s   {ratios}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

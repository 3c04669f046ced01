"""How long builds take beside Hugo and Pelican, on the same bulletin, as ratios within one run.

    python benchmarks/run.py --posts 1000

Prints Markdown. ``--help`` says the rest, ``docs/performance.md`` how to read it.
"""

import sys
from pathlib import Path

# A script finds what is beside it; this one needs the root of the checkout, and nothing else that is here.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from benchmarks.command import main  # noqa: E402 - found from the root

if __name__ == "__main__":
    sys.exit(main())

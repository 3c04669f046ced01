"""The profile of a build names the steps of the conductor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from support.checkout import child_environment

from benchmarks.corpus import DAY, invent
from benchmarks.ours import Bulletin


def test_a_profile_adds_up_and_names_a_step_of_the_conductor(tmp_path: Path) -> None:
    Bulletin().write_site(tmp_path / "site", invent(40, 36))
    command = [sys.executable, "-m", "benchmarks.stages", str(tmp_path / "site")]
    command += [str(tmp_path / "output"), str(DAY)]
    done = subprocess.run(command, env=child_environment(), capture_output=True, text=True, check=True)
    stages, _, rooms = done.stdout.partition("| room or library |")
    shares = [float(line.split("|")[2].rstrip(" %")) for line in stages.splitlines() if line.endswith("% |")]
    assert 99 < sum(shares) < 101
    assert "| build/renderer render_all |" in stages
    assert "| markdown |" in rooms
    assert (tmp_path / "output" / "index.html").is_file()

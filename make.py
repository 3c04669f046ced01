"""Sets up this checkout, then shows the sample or runs every check.

Two commands are meant for a fresh clone: `python3 make.py sample` and `python3 make.py check`.
This file runs before anything is installed, so it imports the standard library only. What is
installed, to the byte, is in `requirements/`, which `scripts/lock.py` makes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Needs = Literal["runtime", "dev"]

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
PORT = 8000
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PANGO_START_SECONDS = 60
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig")
CHROMIUM_START_SECONDS = 60
CHROMIUM_DOWNLOAD_SECONDS = 300
# Each of these would make pip or Python look outside the environment that is being made.
LEAKS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class SetupError(Exception):
    """The machine lacks something, or refused something; the text says what to do."""


@dataclass(frozen=True)
class Check:
    """One command of `check`, run from the root of the checkout."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a check ended, and after how many seconds."""

    name: str
    passed: bool
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 a check failed or the machine lacks something, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="make.py", description="Sets up this checkout and runs it.")
    commands = parser.add_subparsers(dest="command", required=True)
    sample_parser = commands.add_parser("sample", help="build the sample site and serve it")
    sample_parser.add_argument("--no-serve", action="store_true", help="stop after the build")
    sample_parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    commands.add_parser("check", help="run every check and every test, in a real browser too")
    options = parser.parse_args(arguments)
    try:
        if options.command == "sample":
            return sample(serve=not options.no_serve, port=options.port)
        return check()
    except SetupError as fault:
        say(f"make.py: {fault}")
        return 1
    except KeyboardInterrupt:
        return 130


# --- the two commands -------------------------------------------------------------------------


def sample(*, serve: bool, port: int) -> int:
    """Builds the sample into `output/`, says how to see it and, with `serve`, serves it until interrupted."""
    venv = set_up("runtime")
    bulletin = str(program(venv, "bulletin"))
    status = call((bulletin, "build", str(ROOT)))
    if status:
        say("make.py: the sample was not built, see above.")
        return status
    again = f"{display(Path(bulletin))} serve {display(ROOT)} --port {port}"
    say(f"\nThe sample is in {display(ROOT / 'output')}. To see it: {again}")
    if not serve:
        return 0
    say(f"Serving http://127.0.0.1:{port}/ (Ctrl-C to stop)")
    return become((bulletin, "serve", str(ROOT), "--port", str(port)))


def check() -> int:
    """Runs every check, whatever the others gave, and prints a summary. Returns 1 if any failed.

    Without a browser its tests are skipped and counted; with `CI=true` that is a failure.
    """
    venv = set_up("dev")
    chromium = obtain_chromium(venv)
    obtain_pango(venv)
    variables = {} if chromium is None else {"BULLETIN_CHROMIUM": str(chromium)}
    outcomes = [run_check(step, variables) for step in checks(venv)]
    if chromium is None:
        say(f"\nNo browser was found, so no page was opened in one. {how_to_get_chromium()}")
        if in_ci(os.environ):
            outcomes.append(Outcome(name="browser", passed=False, seconds=0.0))
    say("\n" + summary(outcomes))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def checks(venv: Path) -> tuple[Check, ...]:
    """Every check, the quickest first."""
    python = str(program(venv, "python"))
    return (
        Check(name="ruff check", command=(python, "-m", "ruff", "check", ".")),
        Check(name="ruff format", command=(python, "-m", "ruff", "format", "--check", ".")),
        Check(name="mypy", command=(python, "-m", "mypy")),
        Check(name="sample content", command=(str(program(venv, "bulletin")), "check", str(ROOT))),
        Check(name="pytest", command=(python, "-m", "pytest")),
    )


def run_check(step: Check, variables: Mapping[str, str]) -> Outcome:
    """The check has run, its output shown as it came."""
    say(f"\n== {step.name}")
    start = time.monotonic()
    status = call(step.command, variables)
    return Outcome(name=step.name, passed=status == 0, seconds=time.monotonic() - start)


def summary(outcomes: Iterable[Outcome]) -> str:
    """One line per check."""
    return "\n".join(
        f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name:<15} {outcome.seconds:6.1f} s"
        for outcome in outcomes
    )


# --- the virtual environment ------------------------------------------------------------------


def set_up(needs: Needs) -> Path:
    """The environment exists and holds exactly what `requirements/` says; returns its folder.

    It is `.venv`, or the folder that BULLETIN_VENV names. When the stamp in it agrees, nothing is done.
    """
    if sys.version_info[:2] < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise SetupError(f"Python {wanted} or later is needed, this is {platform.python_version()}.")
    venv = Path(os.environ.get("BULLETIN_VENV") or ROOT / ".venv").absolute()
    stamp = venv / "bulletin-stamp"
    digest = fingerprint()
    level = stamped_level(stamp, digest) if program(venv, "python").exists() else None
    if level in {needs, "dev"}:
        return venv
    if level is None:
        create(venv)
    stamp.unlink(missing_ok=True)
    install(venv, needs)
    stamp.write_text(f"{needs} {digest}\n", encoding="utf-8")
    return venv


def fingerprint() -> str:
    """Changes when what must be installed, the interpreter or the place of this checkout does."""
    sources = ("requirements/runtime.txt", "requirements/dev.txt", "pyproject.toml")
    digest = hashlib.sha256(f"{platform.python_version()}\n{sys.base_prefix}\n{ROOT}\n".encode())
    for source in sources:
        digest.update(hashlib.sha256((ROOT / source).read_bytes()).digest())
    return digest.hexdigest()


def stamped_level(stamp: Path, digest: str) -> Needs | None:
    """What the environment was set up for, or None when it was left half-made or is out of date."""
    try:
        words = stamp.read_text(encoding="utf-8").split()
    except OSError:
        return None
    if words == ["runtime", digest]:
        return "runtime"
    return "dev" if words == ["dev", digest] else None


def create(venv: Path) -> None:
    """An empty environment stands in the folder; what another one left there is gone."""
    foreign = venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists()
    if foreign:
        raise SetupError(f"{venv} is not a virtual environment: name another folder in BULLETIN_VENV.")
    require_ensurepip()
    say(f"Creating {display(venv)} with Python {platform.python_version()}")
    require_success(
        (sys.executable, "-m", "venv", "--clear", str(venv)), f"{venv} could not be created, see above."
    )


def require_ensurepip() -> None:
    """`venv` can install pip: Debian and Ubuntu keep the module it needs in a package of its own."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not apt_install(package):
        raise SetupError(
            f"this Python cannot make virtual environments. Install it: apt-get install {package}"
        )


def install(venv: Path, needs: Needs) -> None:
    """The locked packages are installed, each file checked against its hash, then `bulletin` itself."""
    say(f"Installing requirements/{needs}.txt")
    pip = (str(program(venv, "python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    requirements = str(ROOT / "requirements" / f"{needs}.txt")
    require_success(
        (*pip, "--require-hashes", "-r", requirements),
        "the packages could not be installed, see above: is a package index within reach?",
    )
    # Without isolation the build takes the locked hatchling, not whatever the index has today.
    require_success(
        (*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)), "bulletin could not be installed."
    )


def program(venv: Path, name: str) -> Path:
    """Where the environment keeps a program."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


# --- the browser ------------------------------------------------------------------------------


def obtain_chromium(venv: Path) -> Path | None:
    """A Chromium that starts, fetched if this machine has none; None when there is no way to get one.

    BULLETIN_CHROMIUM wins, and is an error when it does not start.
    """
    named = os.environ.get("BULLETIN_CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None or not starts(Path(found)):
            raise SetupError(f"BULLETIN_CHROMIUM is {named}, which does not start.")
        return Path(found)
    ways: tuple[Callable[[], bool], ...] = (
        lambda: True,  # it may be here already
        lambda: download_chromium(venv),
        lambda: apt_install("chromium"),
    )
    return next((chromium for way in ways if way() and (chromium := find_chromium(venv))), None)


def find_chromium(venv: Path) -> Path | None:
    """The first Chromium that starts: those on PATH, then the one that playwright keeps for itself."""
    on_path = (shutil.which(name) for name in CHROMIUM_NAMES)
    for path in on_path:
        if path and starts(Path(path)):
            return Path(path)
    own = capture((str(program(venv, "python")), "-c", PLAYWRIGHT_PATH), CHROMIUM_START_SECONDS)
    kept = Path(own.strip()) if own and own.strip() else None
    return kept if kept and kept.is_file() and starts(kept) else None


def starts(chromium: Path) -> bool:
    """True when the program runs: one that lacks a shared library, or a stub for a snap, does not."""
    return capture((str(chromium), "--version"), CHROMIUM_START_SECONDS) is not None


def download_chromium(venv: Path) -> bool:
    """True when playwright has fetched its Chromium, which a machine without internet access cannot."""
    say("No browser here: trying `playwright install chromium`")
    command = (str(program(venv, "python")), "-m", "playwright", "install", "chromium")
    return capture(command, CHROMIUM_DOWNLOAD_SECONDS) is not None


def obtain_pango(venv: Path) -> None:
    """The libraries that printed issues need are here, or it has been said which are missing."""
    imports = (str(program(venv, "python")), "-c", "import weasyprint")
    if capture(imports, PANGO_START_SECONDS) is not None:
        return
    for package in PANGO_PACKAGES:
        apt_install(package)
    if capture(imports, PANGO_START_SECONDS) is None:
        say(
            "Printed issues cannot be tested: they need Pango and HarfBuzz "
            f"(Debian: apt-get install {' '.join(PANGO_PACKAGES)})."
        )


def how_to_get_chromium() -> str:
    """One sentence for a machine where no way worked."""
    return (
        "Install one (Debian: apt-get install chromium), or name its program in BULLETIN_CHROMIUM; "
        f"these names are looked for on PATH: {', '.join(CHROMIUM_NAMES)}."
    )


def apt_install(package: str) -> bool:
    """True when the Debian package is installed; tried only as root, where apt-get asks nothing."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing the Debian package {package}")
    variables = {"DEBIAN_FRONTEND": "noninteractive"}
    # A failed update is not the end: the lists that are already here may do.
    call(("apt-get", "update", "-qq"), variables)
    return call(("apt-get", "install", "-y", "-qq", "--no-install-recommends", package), variables) == 0


# --- running programs -------------------------------------------------------------------------


def child_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The variables for a child: ours, less those that would let other installations in."""
    return {name: value for name, value in os.environ.items() if name not in LEAKS} | dict(extra)


def call(command: Sequence[str], variables: Mapping[str, str] | None = None) -> int:
    """The exit status of a command run at the root, its output shown; 127 when it is not there."""
    try:
        return subprocess.run(
            command, cwd=ROOT, env=child_environment(variables or {}), check=False
        ).returncode
    except FileNotFoundError:
        say(f"make.py: {command[0]} is not there.")
        return 127


def capture(command: Sequence[str], seconds: float) -> str | None:
    """What a command printed, or None when it failed or took longer than that many seconds."""
    try:
        finished = subprocess.run(
            command,
            cwd=ROOT,
            env=child_environment({}),
            check=True,
            timeout=seconds,
            capture_output=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return finished.stdout


def become(command: tuple[str, ...]) -> int:
    """This process is now that command, so that a signal sent to it reaches the server."""
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(command[0], command, child_environment({}))  # noqa: S606  # no shell is wanted
    return call(command)


def require_success(command: Sequence[str], otherwise: str) -> None:
    """The command ended well. Raises SetupError with that sentence if not."""
    if call(command) != 0:
        raise SetupError(otherwise)


def in_ci(variables: Mapping[str, str]) -> bool:
    """True where a test that did not run must count as a failure."""
    return variables.get("CI", "").lower() in {"1", "true"}


def display(path: Path) -> str:
    """The path as one would type it from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def say(text: str) -> None:
    """The text is on stderr at once, before what the next command prints."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

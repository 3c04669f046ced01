"""Sets up this checkout, then shows the sample, tests, checks or tidies: `python3 make.py COMMAND`.

It runs before anything is installed, so it imports the standard library only. What is installed, to the
byte, is in `requirements/`, which `scripts/lock.py` makes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

Needs = Literal["runtime", "dev"]

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
PORT = 8000
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig")
# The shells whose completion is tested, by program, with the Debian package that has it.
PROGRAMS = {"zsh": "zsh", "fish": "fish"}
START_SECONDS = 60
DOWNLOAD_SECONDS = 300
LINT = ("ruff check .", "ruff format --check .", "mypy")
# What each command is for, and the modules it runs at the root, the quickest first.
COMMANDS = {
    "test": ("run the quick tests", ("pytest -m 'not slow and not browser'",)),
    "lint": ("run ruff and mypy", LINT),
    "format": ("tidy the code with ruff", ("ruff check --fix-only .", "ruff format .")),
    "check": ("run every check and every test, in a real browser too", (*LINT, "bulletin check .", "pytest")),
}
# Each of these would make pip or Python look outside the environment that is being made.
LEAKS = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
PLAYWRIGHT_PATH = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class SetupError(Exception):
    """The machine lacks something, or refused something; the text says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 a step failed or the machine lacks something, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="make.py", description="Sets up this checkout and runs it.")
    commands = parser.add_subparsers(dest="command", required=True)
    sample_parser = commands.add_parser("sample", help="build the sample site and serve it")
    sample_parser.add_argument("--no-serve", action="store_true", help="stop after the build")
    sample_parser.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    for name, (purpose, _) in COMMANDS.items():
        commands.add_parser(name, help=purpose)
    options = parser.parse_args(arguments)
    try:
        if options.command == "sample":
            return sample(serve=not options.no_serve, port=options.port)
        return check() if options.command == "check" else run_steps(set_up("dev"), options.command)
    except SetupError as fault:
        say(f"make.py: {fault}")
        return 1
    except KeyboardInterrupt:
        return 130


def sample(*, serve: bool, port: int) -> int:
    """Builds the sample into `output/`, says how to see it and, with `serve`, serves it until interrupted."""
    bulletin = str(program(set_up("runtime"), "bulletin"))
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
    """Runs every check. Without a browser its tests are skipped and counted; with CI=true that fails."""
    venv = set_up("dev")
    chromium = obtain_chromium(venv)
    obtain_pango(venv)
    obtain_programs()
    status = run_steps(venv, "check", {"BULLETIN_CHROMIUM": str(chromium)} if chromium else {})
    if chromium:
        return status
    say(
        f"\nNo page was opened in a browser: none of {', '.join(CHROMIUM_NAMES)} is on PATH. Install one "
        "(Debian: apt-get install chromium), or name its program in BULLETIN_CHROMIUM."
    )
    return 1 if os.environ.get("CI", "").lower() in {"1", "true"} else status


def run_steps(venv: Path, command: str, variables: Mapping[str, str] | None = None) -> int:
    """Runs every step, whatever the others gave, and prints a summary. Returns 1 if any failed, else 0."""
    summary, status = "", 0
    for step in COMMANDS[command][1]:
        say(f"\n== {step}")
        start = time.monotonic()
        failed = call((str(program(venv, "python")), "-m", *shlex.split(step)), variables) != 0
        summary += f"\n{'FAILED' if failed else 'passed'} {time.monotonic() - start:6.1f} s  {step}"
        status = 1 if failed else status
    say(summary)
    return status


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
    stands = stamp.is_file() and program(venv, "python").exists()
    held = stamp.read_text(encoding="utf-8").strip() if stands else ""
    if held in {f"{needs} {digest}", f"dev {digest}"}:
        return venv
    if held != f"runtime {digest}":
        create(venv)
    stamp.unlink(missing_ok=True)
    install(venv, needs)
    stamp.write_text(f"{needs} {digest}\n", encoding="utf-8")
    return venv


def fingerprint() -> str:
    """Changes when what must be installed, the interpreter or the place of this checkout does."""
    here = f"{platform.python_version()}\n{sys.base_prefix}\n{ROOT}\n"
    files = ("requirements/runtime.txt", "requirements/dev.txt", "pyproject.toml")
    parts = (here.encode(), *((ROOT / name).read_bytes() for name in files))
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def create(venv: Path) -> None:
    """An empty environment stands in the folder; what another one left there is gone."""
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        raise SetupError(f"{venv} is not a virtual environment: name another folder in BULLETIN_VENV.")
    # Debian and Ubuntu keep the module that installs pip in a package of its own.
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    if not importlib.util.find_spec("ensurepip") and not apt_install(package):
        raise SetupError(f"this Python cannot make environments: apt-get install {package}")
    say(f"Creating {display(venv)} with Python {platform.python_version()}")
    command = (sys.executable, "-m", "venv", "--clear", str(venv))
    require_success(command, f"{venv} could not be created, see above.")


def install(venv: Path, needs: Needs) -> None:
    """The locked packages are installed, each file checked against its hash, then `bulletin` itself."""
    say(f"Installing requirements/{needs}.txt")
    pip = (str(program(venv, "python")), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    packages = (*pip, "--require-hashes", "-r", str(ROOT / "requirements" / f"{needs}.txt"))
    require_success(packages, "the packages were not installed, see above: is a package index within reach?")
    # Without isolation the build takes the locked hatchling, not whatever the index has today.
    itself = (*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    require_success(itself, "bulletin was not installed, see above.")


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
    return (
        find_chromium(venv)
        or (download_chromium(venv) and find_chromium(venv))
        or (apt_install("chromium") and find_chromium(venv))
        or None
    )


def find_chromium(venv: Path) -> Path | None:
    """The first Chromium that starts: those on PATH, then the one that playwright keeps for itself."""
    for name in CHROMIUM_NAMES:
        if (path := shutil.which(name)) and starts(Path(path)):
            return Path(path)
    own = Path((capture((str(program(venv, "python")), "-c", PLAYWRIGHT_PATH)) or "").strip())
    return own if own.is_file() and starts(own) else None


def starts(chromium: Path) -> bool:
    """True when the program runs: one that lacks a shared library, or a stub for a snap, does not."""
    return capture((str(chromium), "--version")) is not None


def download_chromium(venv: Path) -> bool:
    """True when playwright has fetched its Chromium, which a machine without internet access cannot."""
    say("No browser here: trying `playwright install chromium`")
    command = (str(program(venv, "python")), "-m", "playwright", "install", "chromium")
    return capture(command, DOWNLOAD_SECONDS) is not None


def obtain_pango(venv: Path) -> None:
    """The libraries that printed issues need are here, or it has been said which are missing."""
    imports = (str(program(venv, "python")), "-c", "import weasyprint")
    if capture(imports) is not None:
        return
    for package in PANGO_PACKAGES:
        apt_install(package)
    if capture(imports) is None:
        say(f"Printed issues cannot be tested without Pango: apt-get install {' '.join(PANGO_PACKAGES)}")


def obtain_programs() -> None:
    """The programs that some tests run are here, or it has been said which tests cannot run without them."""
    for name, package in PROGRAMS.items():
        if not shutil.which(name) and not apt_install(package):
            say(f"Tests that run {name} cannot run without it: apt-get install {package}")


def apt_install(package: str) -> bool:
    """True when the Debian package is installed; tried only as root, where apt-get asks nothing."""
    if os.name == "nt" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing the Debian package {package}")
    # A failed update is not the end: the lists that are already here may do.
    call(("apt-get", "update", "-qq"))
    command = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", package)
    return call(command, {"DEBIAN_FRONTEND": "noninteractive"}) == 0


# --- running programs -------------------------------------------------------------------------


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for a child: ours, less those that would let other installations in."""
    return {name: value for name, value in os.environ.items() if name not in LEAKS} | dict(extra or {})


def call(command: Sequence[str], variables: Mapping[str, str] | None = None) -> int:
    """The exit status of a command run at the root, its output shown; 127 when it is not there."""
    try:
        return subprocess.run(command, cwd=ROOT, env=child_environment(variables), check=False).returncode
    except FileNotFoundError:
        say(f"make.py: {command[0]} is not there.")
        return 127


def capture(command: Sequence[str], seconds: float = START_SECONDS) -> str | None:
    """What a command printed, or None when it failed or took longer than that many seconds."""
    env = child_environment()
    try:
        return subprocess.run(
            command, cwd=ROOT, env=env, check=True, timeout=seconds, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def become(command: tuple[str, ...]) -> int:
    """This process is now that command, so that a signal sent to it reaches the server."""
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(command[0], command, child_environment())  # noqa: S606  # no shell is wanted
    return call(command)


def require_success(command: Sequence[str], otherwise: str) -> None:
    """The command ended well. Raises SetupError with that sentence if not."""
    if call(command) != 0:
        raise SetupError(otherwise)


def display(path: Path) -> str:
    """The path as one would type it from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def say(text: str) -> None:
    """The text is on stderr at once, before what the next command prints."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

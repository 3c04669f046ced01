from __future__ import annotations

import sys
from pathlib import Path

import pytest

import make


def executable(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that would have been run; each succeeds."""
    seen: list[tuple[str, ...]] = []

    def record(command: tuple[str, ...], variables: object = None) -> int:
        del variables
        seen.append(tuple(command))
        if command[1:3] == ("-m", "venv"):
            executable(Path(command[-1]) / "bin" / "python", "exit 0")
        return 0

    monkeypatch.setattr(make, "call", record)
    return seen


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "venv"
    monkeypatch.setenv("BULLETIN_VENV", str(folder))
    return folder


def test_a_fresh_set_up_creates_then_installs_with_hashes(venv: Path, calls: list[tuple[str, ...]]) -> None:
    assert venv == make.set_up("runtime")
    created, requirements, itself = calls
    assert created == (sys.executable, "-m", "venv", "--clear", str(venv))
    assert requirements[-3:] == ("--require-hashes", "-r", str(make.ROOT / "requirements/runtime.txt"))
    assert itself[-2:] == ("-e", str(make.ROOT))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("runtime", "runtime", 0), ("dev", "dev", 0), ("dev", "runtime", 0), ("runtime", "dev", 2)],
)
def test_a_second_set_up_runs_only_what_is_missing(
    venv: Path, calls: list[tuple[str, ...]], first: make.Needs, second: make.Needs, expected: int
) -> None:
    make.set_up(first)
    calls.clear()
    assert venv == make.set_up(second)
    assert expected == len(calls)


@pytest.mark.parametrize("stamp", ["", "runtime", "runtime 0123", "other {digest}"])
def test_a_stamp_that_disagrees_starts_again(venv: Path, calls: list[tuple[str, ...]], stamp: str) -> None:
    make.set_up("runtime")
    (venv / "bulletin-stamp").write_text(stamp.format(digest=make.fingerprint()), encoding="utf-8")
    calls.clear()
    (venv / "pyvenv.cfg").write_text("", encoding="utf-8")
    make.set_up("runtime")
    assert [command[1:3] for command in calls] == [("-m", "venv"), ("-m", "pip"), ("-m", "pip")]


def test_a_folder_that_is_no_environment_is_not_emptied(venv: Path, calls: list[tuple[str, ...]]) -> None:
    venv.mkdir()
    (venv / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(make.SetupError, match="not a virtual environment"):
        make.set_up("runtime")
    assert calls == []


def test_an_install_that_fails_leaves_no_stamp(
    venv: Path, calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    make.set_up("runtime")
    calls.clear()
    monkeypatch.setattr(make, "call", lambda _command, _variables=None: 1)
    with pytest.raises(make.SetupError, match="package index"):
        make.set_up("dev")
    assert not (venv / "bulletin-stamp").exists()


def test_a_python_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(make.SetupError, match=r"Python 99\.0 or later"):
        make.set_up("runtime")


def test_without_ensurepip_the_package_to_install_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], venv: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr(make, "apt_install", lambda _package: False)
    assert make.main(["sample"]) == 1
    assert f"python3.{sys.version_info.minor}-venv" in capsys.readouterr().err
    assert not venv.exists()


def test_the_browser_named_in_the_environment_is_preferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = executable(tmp_path / "mine", "echo Chromium 1")
    executable(tmp_path / "bin/chromium", "echo Chromium 2")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("BULLETIN_CHROMIUM", str(named))
    assert named == make.obtain_chromium(tmp_path)


def test_a_named_browser_that_does_not_start_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_CHROMIUM", str(executable(tmp_path / "mine", "exit 3")))
    with pytest.raises(make.SetupError, match="does not start"):
        make.obtain_chromium(tmp_path)


def test_a_program_on_path_that_does_not_start_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executable(tmp_path / "bin/chromium", "exit 1")
    real = executable(tmp_path / "bin/google-chrome", "echo Chrome 1")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("BULLETIN_CHROMIUM", raising=False)
    assert real == make.obtain_chromium(tmp_path)


def test_the_ways_to_get_a_browser_are_tried_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def fail(way: str) -> bool:
        tried.append(way)
        return False

    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BULLETIN_CHROMIUM", raising=False)
    monkeypatch.setattr(make, "download_chromium", lambda _venv: fail("playwright"))
    monkeypatch.setattr(make, "apt_install", fail)
    assert make.obtain_chromium(tmp_path) is None
    assert tried == ["playwright", "chromium"]


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
@pytest.mark.usefixtures("venv", "calls")
def test_a_missing_browser_fails_only_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(make, "obtain_chromium", lambda _venv: None)
    assert status == make.main(["check"])
    assert "apt-get install chromium" in capsys.readouterr().err


@pytest.mark.usefixtures("venv")
def test_a_check_that_fails_does_not_hide_the_next_ones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(make, "set_up", lambda _needs: tmp_path)
    monkeypatch.setattr(make, "obtain_chromium", lambda _venv: tmp_path / "chromium")
    monkeypatch.setattr(make, "call", lambda command, _variables=None: int("mypy" in command))
    assert make.main(["check"]) == 1
    printed = capsys.readouterr().err
    summary = [
        line.split(maxsplit=3) for line in printed.splitlines() if line.startswith(("FAILED", "passed"))
    ]
    assert ["FAILED", "mypy"] in [[verdict, step] for verdict, _, _, step in summary]
    assert ["passed", "pytest"] == [summary[-1][0], summary[-1][3]]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("test", ["pytest -m not slow and not browser"]),
        ("lint", ["ruff check .", "ruff format --check .", "mypy"]),
        ("format", ["ruff check --fix-only .", "ruff format ."]),
    ],
)
@pytest.mark.usefixtures("venv")
def test_a_small_command_runs_its_steps_in_the_environment_of_development(
    calls: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, command: str, expected: list[str]
) -> None:
    venv = make.set_up("dev")
    calls.clear()
    monkeypatch.setattr(make, "obtain_chromium", lambda _venv: pytest.fail("a browser was looked for"))
    assert 0 == make.main([command])
    assert {(str(venv / "bin" / "python"), "-m")} == {call[:2] for call in calls}
    assert expected == [" ".join(call[2:]) for call in calls]


def test_pytest_learns_where_the_browser_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, dict[str, str]] = {}
    monkeypatch.setattr(make, "set_up", lambda _needs: tmp_path)
    monkeypatch.setattr(make, "obtain_chromium", lambda _venv: tmp_path / "chromium")
    monkeypatch.setattr(
        make, "call", lambda command, variables=None: bool(given.update({command[-1]: variables}))
    )
    make.main(["check"])
    assert given["pytest"] == {"BULLETIN_CHROMIUM": str(tmp_path / "chromium")}


def test_a_child_does_not_inherit_other_installations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PIP_TARGET", "elsewhere")
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    variables = make.child_environment({"CI": "true"})
    assert "PYTHONPATH" not in variables
    assert "PIP_TARGET" not in variables
    assert variables["LANG"] == "fr_FR.UTF-8"
    assert variables["CI"] == "true"


@pytest.mark.usefixtures("venv", "calls")
def test_the_sample_is_built_before_the_command_to_see_it_is_printed(
    calls: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert make.main(["sample", "--no-serve"]) == 0
    assert calls[-1][1:] == ("build", str(make.ROOT))
    assert "--port 8000" in capsys.readouterr().err


def test_a_sample_that_does_not_build_is_not_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make, "set_up", lambda _needs: tmp_path)
    monkeypatch.setattr(make, "call", lambda _command, _variables=None: 3)
    monkeypatch.setattr(make, "become", lambda _command: pytest.fail("served"))
    assert make.main(["sample"]) == 3


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_the_locked_files_hold_no_address_and_a_hash_for_each_pin(name: str) -> None:
    text = (make.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    pins = [line for line in text.splitlines() if "==" in line]
    assert pins
    assert all(line.endswith(" \\") for line in pins)


def test_both_locked_files_pin_the_same_versions() -> None:
    runtime, dev = (
        {
            line.split(" ;")[0].rstrip(" \\")
            for line in (make.ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            if "==" in line
        }
        for name in ("runtime", "dev")
    )
    assert runtime < dev

"""click in French, and the exit status of every way in which a command can end.

All texts of click are in English. Those of the help are replaced where click writes them, those of its
exceptions by the type of the exception, and those of its parameter types by the types of this module. A
command returns its exit status, or raises a ``BulletinError``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

import click

from bulletin.build.report import debug_asked, error_text, unexpected_text
from bulletin.diagnostics import BulletinError, Unreadable, UsageFault
from bulletin.french.nearest import did_you_mean, question
from bulletin.french.printed import no_break, number, plural
from bulletin.french.slugs import plain
from bulletin.french.typed_dates import parse_day
from bulletin.source.tree import refusal

INTERNAL_ERROR: Final = 3
INTERRUPTED: Final = 130
"""The exit status of a command that Ctrl+C ends."""
_LAST_PORT: Final = 65_535
_LONGEST_SENTENCE: Final = 500
_TEXTS: Final = {
    "Commands": "Commandes",
    "Positional arguments": "Arguments",
    "Show this message and exit.": "Affiche cette aide.",
    "[default:": "[par défaut :",
    "[required]": "[obligatoire]",
    "TEXT": "TEXTE",
    "PATH": "CHEMIN",
    "INTEGER": "N",
}
"""The texts and words that click writes in a help, and their French."""
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)


class WholeDay(click.ParamType[date]):
    """A day with its year, in any form in which writers type days."""

    name = "jour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return a day; raise ``UsageFault`` for any other text, and for a day without a year."""
        if isinstance(value, date):
            return value
        try:
            found = parse_day(str(value))
        except Unreadable as error:
            raise _refused(no_break(error.message), no_break(error.hint), param, ctx) from error
        if not isinstance(found, date):
            hint = f"Ajoutez-la : « {value} 2016 », par exemple."
            raise _refused(f"il manque l’année dans « {value} ».", hint, param, ctx)
        return found


class WholeNumber(click.ParamType[int]):
    """A whole number from ``minimum`` to ``maximum``, both included."""

    def __init__(self, minimum: int = 0, maximum: int | None = None, name: str = "n") -> None:
        self.minimum = minimum
        self.maximum = maximum
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return a number; raise ``UsageFault`` for any other text, and for a number out of bounds."""
        try:
            found = int(str(value))
        except ValueError as error:
            raise _refused(f"« {value} » n’est pas un nombre entier.", "", param, ctx) from error
        if self.maximum is None and found < self.minimum:
            raise _refused(f"{found} est trop petit.", f"Le plus petit est {self.minimum}.", param, ctx)
        if self.maximum is not None and not self.minimum <= found <= self.maximum:
            bounds = f"Choisissez un nombre de {number(self.minimum)} à {number(self.maximum)}."
            raise _refused(f"{found} est hors des bornes.", bounds, param, ctx)
        return found


class OneOf(click.ParamType[str]):
    """One of a few words, whose case and accents do not matter."""

    name = "mot"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002  # click's signature
        """Return all the words."""
        return "|".join(self.words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word as declared; raise ``UsageFault``, with the nearest word, for any other."""
        found = next((word for word in self.words if plain(word) == plain(str(value))), None)
        if found is None:
            hint = did_you_mean(str(value), self.words)
            hint = hint or f"Choisissez parmi : {', '.join(self.words)}."
            raise _refused(f"« {value} » n’est pas un choix possible.", hint, param, ctx)
        return found


DAY: Final = WholeDay()
PORT: Final = WholeNumber(1, _LAST_PORT, name="port")


class _FrenchHelp(click.HelpFormatter):
    """Writes a help as click does, in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Usage : ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{_french(heading)} ")

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(_french(name), _french(text)) for name, text in rows], *args, **kwargs)

    def getvalue(self) -> str:
        return no_break(super().getvalue())


class _FrenchContext(click.Context):
    formatter_class = _FrenchHelp


class FrenchCommand(click.Command):
    """A command whose help, errors and end are in French."""

    context_class = _FrenchContext

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and exit with its status, whatever happens.

        Without ``standalone_mode`` exceptions go to the caller, as in click.
        """
        bare = kwargs | {"standalone_mode": False}
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **bare)
        use_utf8(sys.stdout, sys.stderr)
        try:
            status = super().main(*args, **bare)
        except click.exceptions.NoArgsIsHelpError as error:
            sys.exit(_reported(error.message, UsageFault.exit_status))
        except click.UsageError as error:
            sys.exit(_reported(error_text(usage_fault(error)), UsageFault.exit_status))
        except BulletinError as error:
            sys.exit(_reported(error_text(error), error.exit_status))
        except OSError as error:
            refused = refusal(error, str(error.filename or "un fichier"))
            sys.exit(_reported(error_text(refused), refused.exit_status))
        except click.Abort:
            sys.exit(_reported("Interrompu.", INTERRUPTED))
        except Exception as error:  # noqa: BLE001  # any other exception is an error in the program
            sys.exit(_reported(unexpected_text(error, debug=debug_asked()), INTERNAL_ERROR))
        sys.exit(status if isinstance(status, int) else 0)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, with a context in exceptions; raise ``UsageFault`` for too many arguments."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        ctx.allow_extra_args = allowed
        if ctx.args and not allowed and not ctx.resilient_parsing:
            extra = plural(len(ctx.args), "Argument", "Arguments")
            raise UsageFault(f"{extra} en trop : {' '.join(ctx.args)}", _help_hint(ctx))
        return rest

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the whole first sentence, which click would cut in the list of commands."""
        return super().get_short_help_str(max(limit, _LONGEST_SENTENCE))


class FrenchGroup(FrenchCommand, click.Group):
    """A group of commands, listed in the order in which they are declared."""

    command_class = FrenchCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "COMMANDE …")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of declaration."""
        return list(self.commands)


def version_option(programme: str, version: str) -> Callable[[_Decorated], _Decorated]:
    """Return the decorator that adds ``--version``, which prints « programme version »."""
    return click.version_option(version, message=f"{programme} %(version)s", help="Affiche la version.")


def usage_fault(error: click.UsageError) -> UsageFault:
    """Return an exception of click as a French sentence and a remedy, with how to get the help."""
    message, hint = _sentences(error)
    return UsageFault(message, "\n".join(filter(None, (hint, _help_hint(error.ctx)))))


def use_utf8(*streams: object) -> None:
    """Make streams write in UTF-8, whatever the locale is.

    What cannot be written in UTF-8, such as a file name in another encoding, is written as an escape.
    """
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _reported(text: str, status: int) -> int:
    """Print a text to stderr, and return the exit status."""
    click.echo(text, err=True)
    return status


def _french(text: str) -> str:
    """Return a text of a help with the texts and words of click in French."""
    return _TEXTS.get(text) or " ".join(_TEXTS.get(word, word) for word in text.split(" "))


def _refused(message: str, hint: str, param: click.Parameter | None, ctx: click.Context | None) -> UsageFault:
    """Return the exception for a value that is not valid."""
    return UsageFault(f"{_name(param)} : {message}", "\n".join(filter(None, (hint, _help_hint(ctx)))))


def _sentences(error: click.UsageError) -> tuple[str, str]:
    """Return what is wrong and, if it is known, what to type."""
    match error:
        case click.MissingParameter():
            kind = "Option manquante" if isinstance(error.param, click.Option) else "Argument manquant"
            return f"{kind} : {_name(error.param)}.", ""
        case click.BadParameter():
            return f"{_name(error.param)} : la valeur n’est pas acceptée.", ""
        case click.NoSuchOption(option_name=name):
            return f"Option inconnue : {name}.", question(*(error.possibilities or ())[:1])
        case click.NoSuchCommand(command_name=name):
            return f"Commande inconnue : {name}.", question(*(error.possibilities or ())[:1])
        case click.BadOptionUsage(option_name=name):
            return _misused(name, error.ctx), ""
        case _ if error.ctx is not None and isinstance(error.ctx.command, click.Group):
            return "Commande manquante.", ""
        case _:
            return "Ces arguments ne vont pas ensemble.", ""


def _misused(name: str, ctx: click.Context | None) -> str:
    options = ctx.command.get_params(ctx) if ctx else []
    option = next((one for one in options if isinstance(one, click.Option) and name in one.opts), None)
    if option is not None and ctx is not None and not option.is_flag:
        return f"L’option {name} attend une valeur : {_french(f'{name} {option.make_metavar(ctx)}')}."
    return f"L’option {name} ne prend pas de valeur."


def _help_hint(ctx: click.Context | None) -> str:
    if ctx is None:
        return ""
    takes_commands = isinstance(ctx.command, click.Group)
    return f"Pour l’aide : {ctx.command_path}{' COMMANDE' if takes_commands else ''} --help"


def _name(param: click.Parameter | None) -> str:
    """Return the name of a parameter on the command line: its longest option, or its name in capitals."""
    match param:
        case click.Option():
            return max(param.opts, key=len)
        case click.Argument():
            return param.human_readable_name.strip("[]")
        case _:
            return "Arguments"

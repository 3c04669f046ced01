"""A layer over click whose every word is French, and the exit status of every way a command can end.

click ships English texts only: headings are replaced where click writes them, refusals by what kind they
are. click's own types speak English, so those of this module stand for them. The roof: a command returns
its exit status, or raises a ``BulletinError``.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, TypeVar

import click

from bulletin.build.report import fault_text, unexpected_text
from bulletin.diagnostics import BulletinError, Unreadable, UsageFault
from bulletin.french.printed import NBSP, NNBSP, number, plural
from bulletin.french.slugs import plain
from bulletin.french.typed_dates import parse_day
from bulletin.source.tree import refusal

DEBUG_VARIABLE: Final = "BULLETIN_DEBUG"
"""Environment variable that, when not empty, has a fault of ours shown with its traceback."""
FAULT_OF_OURS: Final = 3
INTERRUPTED: Final = 130
"""What a shell gives a command that Ctrl+C ended."""
_LAST_PORT: Final = 65_535
_METAVARS: Final = {
    "TEXT": "TEXTE",
    "PATH": "CHEMIN",
    "FILE": "FICHIER",
    "DIRECTORY": "DOSSIER",
    "INTEGER": "N",
    "FLOAT": "NOMBRE",
}
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)


class Refused(click.BadParameter):
    """A value of the command line that is refused, with a French sentence."""

    def __init__(
        self,
        message: str,
        hint: str = "",
        ctx: click.Context | None = None,
        param: click.Parameter | None = None,
    ) -> None:
        super().__init__(message, ctx, param)
        self.hint = hint


class TooManyArguments(click.UsageError):
    """More arguments than the command takes."""

    def __init__(self, arguments: Sequence[str], ctx: click.Context) -> None:
        super().__init__(" ".join(arguments), ctx)
        self.arguments = tuple(arguments)


class WholeDay(click.ParamType[date]):
    """A day with its year, in any form in which writers type days."""

    name = "jour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day. Raises ``Refused`` for what is none, and for a day without a year."""
        if isinstance(value, date):
            return value
        try:
            found = parse_day(str(value))
        except Unreadable as fault:
            raise Refused(fault.message, fault.hint, ctx, param) from fault
        if not isinstance(found, date):
            hint = f"Ajoutez-la : « {value} 2016 », par exemple."
            raise Refused(f"il manque l’année dans « {value} ».", hint, ctx, param)
        return found


class WholeNumber(click.ParamType[int]):
    """A whole number from ``minimum`` to ``maximum``, both included."""

    def __init__(self, minimum: int = 0, maximum: int | None = None, name: str = "n") -> None:
        self.minimum = minimum
        self.maximum = maximum
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises ``Refused`` for what is none, or is out of bounds."""
        try:
            found = int(str(value))
        except ValueError as fault:
            raise Refused(f"« {value} » n’est pas un nombre entier.", "", ctx, param) from fault
        if self.maximum is None and found < self.minimum:
            raise Refused(f"{found} est trop petit.", f"Le plus petit est {self.minimum}.", ctx, param)
        if self.maximum is not None and not self.minimum <= found <= self.maximum:
            bounds = f"Choisissez un nombre de {number(self.minimum)} à {number(self.maximum)}."
            raise Refused(f"{found} est hors des bornes.", bounds, ctx, param)
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
        """Return the word as declared. Raises ``Refused``, with the nearest one, for another."""
        by_plain = {plain(word): word for word in self.words}
        found = by_plain.get(plain(str(value)))
        if found is None:
            hint = (
                _did_you_mean(plain(str(value)), by_plain) or f"Choisissez parmi : {', '.join(self.words)}."
            )
            raise Refused(f"« {value} » n’est pas un choix possible.", hint, ctx, param)
        return found


DAY: Final = WholeDay()
PORT: Final = WholeNumber(1, _LAST_PORT, name="port")


class FrenchCommand(click.Command):
    """A command that helps, refuses and ends in French."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and leave with its exit status, whatever happens.

        Without ``standalone_mode`` it is click's own: exceptions go to the caller.
        """
        bare = kwargs | {"standalone_mode": False}
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **bare)
        use_utf8(sys.stdout, sys.stderr)
        debug = bool(os.environ.get(DEBUG_VARIABLE))
        try:
            status = super().main(*args, **bare)
        except click.exceptions.NoArgsIsHelpError as fault:
            sys.exit(_told(fault.message, UsageFault.exit_status))
        except click.UsageError as fault:
            sys.exit(_told(fault_text(usage_fault(fault)), UsageFault.exit_status))
        except BulletinError as fault:
            sys.exit(_told(fault_text(fault), fault.exit_status))
        except OSError as fault:
            refused = refusal(fault, str(fault.filename or "un fichier"))
            sys.exit(_told(fault_text(refused), refused.exit_status))
        except click.Abort:
            sys.exit(_told("Interrompu.", INTERRUPTED))
        except Exception as fault:  # noqa: BLE001  # the roof: whatever is left is a fault of ours
            sys.exit(_told(unexpected_text(fault, debug=debug), FAULT_OF_OURS))
        sys.exit(status if isinstance(status, int) else 0)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does. Raises ``TooManyArguments``; any refusal knows its command."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise
        ctx.allow_extra_args = allowed
        if ctx.args and not allowed and not ctx.resilient_parsing:
            raise TooManyArguments(ctx.args, ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's option with a French sentence."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says what may be typed."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"Usage{NBSP}: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each argument is, when at least one says so."""
        arguments = [param for param in self.get_params(ctx) if isinstance(param, click.Argument)]
        if any(argument.help for argument in arguments):
            _write_section(formatter, "Arguments", [one.get_help_record(ctx) for one in arguments])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option is."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        _write_section(formatter, "Options", [_option_row(one, ctx) for one in options if not one.hidden])


class FrenchGroup(FrenchCommand, click.Group):
    """A command made of others, told in the order in which they were declared."""

    command_class = FrenchCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", "COMMANDE …")
        super().__init__(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the names in the order of declaration."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each option is, then each command."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [
            (name, one.get_short_help_str(formatter.width)) for name, one in found if one and not one.hidden
        ]
        _write_section(formatter, "Commandes", rows)


def version_option(programme: str, version: str) -> Callable[[_Decorated], _Decorated]:
    """Return the decorator that adds ``--version``, which prints « programme version »."""
    return click.version_option(version, message=f"{programme} %(version)s", help="Affiche la version.")


def usage_fault(fault: click.UsageError) -> UsageFault:
    """Return what click refused as a French sentence and a remedy, with how to get the help."""
    message, hint = _sentences(fault)
    return UsageFault(message, "\n".join(filter(None, (hint, _help_hint(fault.ctx)))))


def use_utf8(*streams: object) -> None:
    """Have texts written to ``streams`` in UTF-8 from now on, whatever the locale says.

    What has no form in UTF-8, as a file name of another encoding, is written as its code.
    """
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _told(text: str, status: int) -> int:
    click.echo(text, err=True)
    return status


def _sentences(fault: click.UsageError) -> tuple[str, str]:
    """Return what is wrong and, where it can be known, what to type."""
    hint = ""
    match fault:
        case Refused():
            message, hint = f"{_name(fault.param)} : {fault.message}", fault.hint
        case click.MissingParameter():
            kind = "Option manquante" if isinstance(fault.param, click.Option) else "Argument manquant"
            message = f"{kind} : {_name(fault.param)}."
        case click.BadParameter():
            message = f"{_name(fault.param)} : la valeur n’est pas acceptée."
        case click.NoSuchOption(option_name=name):
            message, hint = f"Option inconnue : {name}.", _did_you_mean(name, _option_names(fault.ctx))
        case click.NoSuchCommand(command_name=name):
            message, hint = f"Commande inconnue : {name}.", _did_you_mean(name, _command_names(fault.ctx))
        case click.BadOptionUsage(option_name=name):
            message = _misused(name, fault.ctx)
        case TooManyArguments(arguments=arguments):
            extra = plural(len(arguments), "Argument", "Arguments")
            message = f"{extra} en trop : {' '.join(arguments)}"
        case _ if fault.ctx is not None and isinstance(fault.ctx.command, click.Group):
            message = "Commande manquante."
        case _:
            message = "Ces arguments ne vont pas ensemble."
    return message, hint


def _misused(name: str, ctx: click.Context | None) -> str:
    options = ctx.command.get_params(ctx) if ctx else []
    option = next((one for one in options if isinstance(one, click.Option) and name in one.opts), None)
    if option is not None and ctx is not None and not option.is_flag:
        return f"L’option {name} attend une valeur : {_spec(option, ctx)}."
    return f"L’option {name} ne prend pas de valeur."


def _help_hint(ctx: click.Context | None) -> str:
    if ctx is None:
        return ""
    takes_commands = isinstance(ctx.command, click.Group)
    return f"Pour l’aide : {ctx.command_path}{' COMMANDE' if takes_commands else ''} --help"


def _did_you_mean(typed: str, known: Iterable[str]) -> str:
    near = get_close_matches(typed, list(known), n=1)
    return f"Vouliez-vous dire {near[0]} ?" if near else ""


def _option_names(ctx: click.Context | None) -> list[str]:
    options = ctx.command.get_params(ctx) if ctx else []
    return [name for one in options if isinstance(one, click.Option) and not one.hidden for name in one.opts]


def _command_names(ctx: click.Context | None) -> list[str]:
    command = ctx.command if ctx else None
    if not isinstance(command, click.Group):
        return []
    return [name for name, one in command.commands.items() if not one.hidden]


def _name(param: click.Parameter | None) -> str:
    """Return what stands for the parameter on the command line: its longest option, or its capitals."""
    match param:
        case click.Option():
            return max(param.opts, key=len)
        case click.Argument():
            return param.human_readable_name.strip("[]")
        case _:
            return "Arguments"


def _spec(option: click.Option, ctx: click.Context) -> str:
    """Return the names of the option and what follows them, as « --output DIR »."""
    spec, _ = option.get_help_record(ctx) or (_name(option), "")
    return " ".join(_METAVARS.get(word, word) for word in spec.split(" "))


def _option_row(option: click.Option, ctx: click.Context) -> tuple[str, str]:
    extra = option.get_help_extra(ctx)
    notes = []
    if "default" in extra:
        notes.append(f"par défaut : {extra['default']}")
    if "envvars" in extra:
        notes.append(f"variable : {', '.join(extra['envvars'])}")
    if option.required:
        notes.append("obligatoire")
    aside = f"[{f'{NNBSP}; '.join(notes)}]" if notes else ""
    return _spec(option, ctx), "  ".join(filter(None, (option.help, aside)))


def _write_section(formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(f"{heading}{NBSP}"):
            formatter.write_dl(rows)

"""A layer over click whose every word is French, and the exit status of every way a command can end.

click ships English texts only: those of the help are replaced where click writes them, refusals by what
kind they are. click's own types speak English, so those of this module stand for them. A command returns
its exit status, or raises a ``BulletinError``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

import click

from bulletin.build.report import debug_asked, fault_text, unexpected_text
from bulletin.diagnostics import BulletinError, Unreadable, UsageFault
from bulletin.french.nearest import nearest
from bulletin.french.printed import NBSP, NNBSP, number, plural
from bulletin.french.slugs import plain
from bulletin.french.typed_dates import parse_day
from bulletin.source.tree import refusal

FAULT_OF_OURS: Final = 3
INTERRUPTED: Final = 130
"""What a shell gives a command that Ctrl+C ended."""
_LAST_PORT: Final = 65_535
_LONGEST_SENTENCE: Final = 500
_TEXTS: Final = {
    "Commands": "Commandes",
    "Positional arguments": "Arguments",
    "Show this message and exit.": "Affiche cette aide.",
    "[default:": f"[par défaut{NBSP}:",
    "[required]": "[obligatoire]",
    "TEXT": "TEXTE",
    "PATH": "CHEMIN",
    "INTEGER": "N",
}
"""What click writes in a help, whole texts and words, and what stands there instead."""
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any] | click.Command)


class WholeDay(click.ParamType[date]):
    """A day with its year, in any form in which writers type days."""

    name = "jour"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day. Raises ``UsageFault`` for what is none, and for a day without a year."""
        if isinstance(value, date):
            return value
        try:
            found = parse_day(str(value))
        except Unreadable as fault:
            raise _refused(fault.message, fault.hint, param, ctx) from fault
        if not isinstance(found, date):
            hint = f"Ajoutez-la{NBSP}: «{NBSP}{value} 2016{NBSP}», par exemple."
            raise _refused(f"il manque l’année dans «{NBSP}{value}{NBSP}».", hint, param, ctx)
        return found


class WholeNumber(click.ParamType[int]):
    """A whole number from ``minimum`` to ``maximum``, both included."""

    def __init__(self, minimum: int = 0, maximum: int | None = None, name: str = "n") -> None:
        self.minimum = minimum
        self.maximum = maximum
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number. Raises ``UsageFault`` for what is none, or is out of bounds."""
        try:
            found = int(str(value))
        except ValueError as fault:
            raise _refused(f"«{NBSP}{value}{NBSP}» n’est pas un nombre entier.", "", param, ctx) from fault
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
        """Return the word as declared. Raises ``UsageFault``, with the nearest one, for another."""
        found = next((word for word in self.words if plain(word) == plain(str(value))), None)
        if found is None:
            hint = _did_you_mean(nearest(str(value), self.words))
            hint = hint or f"Choisissez parmi{NBSP}: {', '.join(self.words)}."
            raise _refused(f"«{NBSP}{value}{NBSP}» n’est pas un choix possible.", hint, param, ctx)
        return found


DAY: Final = WholeDay()
PORT: Final = WholeNumber(1, _LAST_PORT, name="port")


class _FrenchHelp(click.HelpFormatter):
    """Writes a help as click does, in French."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"Usage{NBSP}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{_french(heading)}{NBSP}")

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().write_dl([(_french(name), _french(text)) for name, text in rows], *args, **kwargs)


class _FrenchContext(click.Context):
    formatter_class = _FrenchHelp


class FrenchCommand(click.Command):
    """A command that helps, refuses and ends in French."""

    context_class = _FrenchContext

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command and leave with its exit status, whatever happens.

        Without ``standalone_mode`` it is click's own: exceptions go to the caller.
        """
        bare = kwargs | {"standalone_mode": False}
        if not kwargs.get("standalone_mode", True):
            return super().main(*args, **bare)
        use_utf8(sys.stdout, sys.stderr)
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
        except Exception as fault:  # noqa: BLE001  # whatever is left is a fault of ours
            sys.exit(_told(unexpected_text(fault, debug=debug_asked()), FAULT_OF_OURS))
        sys.exit(status if isinstance(status, int) else 0)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; any refusal knows its command. Raises ``UsageFault`` for what is too many."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise
        ctx.allow_extra_args = allowed
        if ctx.args and not allowed and not ctx.resilient_parsing:
            extra = plural(len(ctx.args), "Argument", "Arguments")
            raise UsageFault(f"{extra} en trop{NBSP}: {' '.join(ctx.args)}", _help_hint(ctx))
        return rest

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the whole first sentence, which the list of commands folds: click would cut it off."""
        return super().get_short_help_str(max(limit, _LONGEST_SENTENCE))


class FrenchGroup(FrenchCommand, click.Group):
    """A command made of others, told in the order in which they were declared."""

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


def _french(text: str) -> str:
    """Return a text of a help with what click has put into it in French."""
    return _TEXTS.get(text) or " ".join(_TEXTS.get(word, word) for word in text.split(" "))


def _refused(message: str, hint: str, param: click.Parameter | None, ctx: click.Context | None) -> UsageFault:
    """Return the refusal of a value that was typed."""
    return UsageFault(f"{_name(param)}{NBSP}: {message}", "\n".join(filter(None, (hint, _help_hint(ctx)))))


def _sentences(fault: click.UsageError) -> tuple[str, str]:
    """Return what is wrong and, where it can be known, what to type."""
    match fault:
        case click.MissingParameter():
            kind = "Option manquante" if isinstance(fault.param, click.Option) else "Argument manquant"
            return f"{kind}{NBSP}: {_name(fault.param)}.", ""
        case click.BadParameter():
            return f"{_name(fault.param)}{NBSP}: la valeur n’est pas acceptée.", ""
        case click.NoSuchOption(option_name=name):
            return f"Option inconnue{NBSP}: {name}.", _did_you_mean(*fault.possibilities or ())
        case click.NoSuchCommand(command_name=name):
            return f"Commande inconnue{NBSP}: {name}.", _did_you_mean(*fault.possibilities or ())
        case click.BadOptionUsage(option_name=name):
            return _misused(name, fault.ctx), ""
        case _ if fault.ctx is not None and isinstance(fault.ctx.command, click.Group):
            return "Commande manquante.", ""
        case _:
            return "Ces arguments ne vont pas ensemble.", ""


def _misused(name: str, ctx: click.Context | None) -> str:
    options = ctx.command.get_params(ctx) if ctx else []
    option = next((one for one in options if isinstance(one, click.Option) and name in one.opts), None)
    if option is not None and ctx is not None and not option.is_flag:
        return f"L’option {name} attend une valeur{NBSP}: {_french(f'{name} {option.make_metavar(ctx)}')}."
    return f"L’option {name} ne prend pas de valeur."


def _help_hint(ctx: click.Context | None) -> str:
    if ctx is None:
        return ""
    takes_commands = isinstance(ctx.command, click.Group)
    return f"Pour l’aide{NBSP}: {ctx.command_path}{' COMMANDE' if takes_commands else ''} --help"


def _did_you_mean(near: str = "", *_others: str) -> str:
    return f"Vouliez-vous dire {near}{NNBSP}?" if near else ""


def _name(param: click.Parameter | None) -> str:
    """Return what stands for the parameter on the command line: its longest option, or its capitals."""
    match param:
        case click.Option():
            return max(param.opts, key=len)
        case click.Argument():
            return param.human_readable_name.strip("[]")
        case _:
            return "Arguments"

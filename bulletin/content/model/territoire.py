"""Where something holds or happens."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CommuneCitee:
    """A commune by its present INSEE code, with the name that the writer chose for it."""

    code: str
    ecrit: str
    ancienne: str = field(default="", compare=False)
    """The INSEE code of the former commune that was named, ``""`` when it is the present one."""

    @property
    def key(self) -> str:
        """Equal for two mentions of one commune as it was when it was named."""
        return self.ancienne or self.code


@dataclass(frozen=True, slots=True)
class EpciCite:
    """An EPCI or EPT by its SIREN; a group unknown to the data has no SIREN, but a name and communes."""

    siren: str
    nom: str
    communes: tuple[CommuneCitee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Territoire:
    """Where something holds: communes, EPCI, départements, in the order in which they were typed."""

    communes: tuple[CommuneCitee, ...] = ()
    epci: tuple[EpciCite, ...] = ()
    departements: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.communes or self.epci or self.departements)

    @property
    def key(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Equal for two territories that are the same whatever the order and spelling.

        Two former communes of one present commune are two territories: each had conventions of its own.
        """
        return (frozenset(commune.key for commune in self.communes), *self.codes[1:])

    @property
    def codes(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The codes of its communes of today, of its EPCI and of its départements."""
        return (
            frozenset(commune.code for commune in self.communes),
            frozenset(epci.siren or epci.nom for epci in self.epci),
            frozenset(self.departements),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A place where people meet."""

    nom: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: CommuneCitee | None = None

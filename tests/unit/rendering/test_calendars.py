from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.model.evenement import EvenementEtat
from bulletin.french.dates import Moment
from bulletin.pages.views.calendars import CalendarEntry, CalendarView
from bulletin.rendering.calendars import render_calendar

PARIS = ZoneInfo("Europe/Paris")
POSTED = dt.datetime(2014, 11, 14, tzinfo=PARIS)
FORUM = CalendarEntry(
    uid="2014-11-14-forum@bulletin.example",
    titre="Forum de la famille, à Puteaux",
    url="https://bulletin.example/2014/11/14/forum/",
    debut=Moment(dt.date(2014, 11, 21)),
    fin=Moment(dt.date(2014, 11, 22)),
    etat=EvenementEtat.PREVU,
    revision=0,
    published=POSTED,
    updated=POSTED,
)
AGENDA = CalendarView(
    titre="Agenda – Le bulletin, de la Caf",
    url="https://bulletin.example/agenda/",
    self_url="https://bulletin.example/agenda.ics",
    fuseau="Europe/Paris",
    entries=(FORUM,),
)
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")),
        st.sampled_from('\\;,:"\n\tnN«» éœ'),
    ),
    max_size=300,
)


def lines_of(data: bytes) -> list[str]:
    """The unfolded lines of a calendar, read as RFC 5545 says and not by the library that wrote them."""
    return re.sub("\r\n[ \t]", "", data.decode()).removesuffix("\r\n").split("\r\n")


def value_of(name: str, entry: CalendarEntry, view: CalendarView = AGENDA) -> str:
    """What follows the colon of the only line of that property in the event."""
    lines = lines_of(render_calendar(replace(view, entries=(entry,))))
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    (found,) = [line for line in event if re.match(rf"{name}[;:]", line)]
    return found.removeprefix(name)


def names_of(entry: CalendarEntry) -> set[str]:
    """The names of the properties of the event."""
    lines = lines_of(render_calendar(replace(AGENDA, entries=(entry,))))
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    return {re.split("[;:]", line)[0] for line in event}


def unescaped(text: str) -> str:
    """A TEXT value of RFC 5545, section 3.3.11, without its escapes."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text)


def at(day: dt.date, hour: int, minute: int = 0) -> Moment:
    """A moment with its hour."""
    return Moment(day, dt.time(hour, minute))


# -- the file --------------------------------------------------------------------------------------------


def test_lines_end_with_crlf_and_hold_75_octets_at_most() -> None:
    entry = replace(FORUM, titre="Rencontre à l’école œcuménique " * 20, description="é\n" * 200)
    data = render_calendar(replace(AGENDA, entries=(entry,)))

    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert all(line.decode() for line in data.split(b"\r\n")[:-1])


def test_equal_views_give_equal_bytes() -> None:
    assert render_calendar(AGENDA) == render_calendar(replace(AGENDA, entries=(replace(FORUM),)))


def test_what_is_written_is_read_back_without_an_error() -> None:
    entry = replace(
        FORUM,
        lieu="Hôtel de Ville, 131 rue de la République; Puteaux",
        description="Deux jours.\nVenez\\partez.",
        contact="Le rendez-vous des parents, 01 02 03 04 05",
        categories=("Événement", "Parents, enfants"),
        reminder=POSTED,
        reminder_text="Inscription",
    )
    calendar = icalendar.Calendar.from_ical(render_calendar(replace(AGENDA, entries=(entry,))))

    assert [] == [error for component in calendar.walk() for error in component.errors]
    (event,) = calendar.walk("VEVENT")
    assert entry.lieu == str(event["location"])
    assert entry.description == str(event["description"])
    assert entry.contact == str(event["contact"])
    assert ":Événement,Parents\\, enfants" == value_of("CATEGORIES", entry)
    assert entry.uid == str(event["uid"])


@given(titre=TEXTS, description=TEXTS)
def test_any_text_is_read_back_as_it_was(titre: str, description: str) -> None:
    entry = replace(FORUM, titre=f"x{titre}x", description=f"x{description}x")

    assert entry.titre == unescaped(value_of("SUMMARY", entry).removeprefix(":"))
    assert entry.description == unescaped(value_of("DESCRIPTION", entry).removeprefix(":"))


def test_a_backslash_before_a_capital_n_ends_no_line() -> None:
    entry = replace(FORUM, titre="Dossier C:\\Nord", categories=("A\\Nord", "Parents, enfants"))

    assert ":Dossier C:\\\\Nord" == value_of("SUMMARY", entry)
    assert ":A\\\\Nord,Parents\\, enfants" == value_of("CATEGORIES", entry)


def test_characters_that_no_calendar_can_hold_are_removed() -> None:
    entry = replace(FORUM, titre="Fo\x00rum\x0b", description="un\r\ndeux\rtrois\ud800")

    assert ":Forum" == value_of("SUMMARY", entry)
    assert ":un\\ndeux\\ntrois" == value_of("DESCRIPTION", entry)


def test_a_calendar_to_follow_has_its_name_in_the_old_property_and_the_new() -> None:
    lines = lines_of(render_calendar(AGENDA))

    assert "NAME:Agenda – Le bulletin\\, de la Caf" in lines
    assert "X-WR-CALNAME:Agenda – Le bulletin\\, de la Caf" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D" in lines
    assert "SOURCE;VALUE=URI:https://bulletin.example/agenda.ics" in lines


def test_an_event_alone_has_no_name_of_a_calendar() -> None:
    lines = lines_of(render_calendar(replace(AGENDA, titre="", self_url="")))

    assert [] == [line for line in lines if re.match("NAME|X-WR|SOURCE|REFRESH", line)]
    assert "BEGIN:VEVENT" in lines


@pytest.mark.parametrize("fuseau", ["Europe/Paris", "Indian/Reunion", "America/Miquelon"])
def test_a_calendar_without_an_event_has_the_component_that_every_calendar_needs(fuseau: str) -> None:
    lines = lines_of(render_calendar(replace(AGENDA, fuseau=fuseau, entries=())))

    assert 1 == lines.count("BEGIN:VTIMEZONE")
    assert "BEGIN:VEVENT" not in lines


# -- an event --------------------------------------------------------------------------------------------


def test_whole_days_end_the_day_after_the_last_and_do_not_block_time() -> None:
    assert ";VALUE=DATE:20141121" == value_of("DTSTART", FORUM)
    assert ";VALUE=DATE:20141123" == value_of("DTEND", FORUM)
    assert ":TRANSPARENT" == value_of("TRANSP", FORUM)


def test_a_single_day_ends_on_the_next() -> None:
    assert ";VALUE=DATE:20141122" == value_of("DTEND", replace(FORUM, fin=FORUM.debut))


def test_hours_are_written_in_the_zone_of_the_site() -> None:
    day = dt.date(2014, 12, 8)
    entry = replace(FORUM, debut=at(day, 14), fin=at(day, 17, 30))

    assert ";TZID=Europe/Paris:20141208T140000" == value_of("DTSTART", entry)
    assert ";TZID=Europe/Paris:20141208T173000" == value_of("DTEND", entry)


@pytest.mark.parametrize("fin", [at(dt.date(2014, 12, 8), 14), Moment(dt.date(2014, 12, 8))])
def test_no_duration_is_invented_for_an_hour_without_an_end(fin: Moment) -> None:
    assert "DTEND" not in names_of(replace(FORUM, debut=at(dt.date(2014, 12, 8), 14), fin=fin))


def test_a_last_day_without_an_hour_is_whole() -> None:
    entry = replace(FORUM, debut=at(dt.date(2014, 12, 8), 14), fin=Moment(dt.date(2014, 12, 9)))

    assert ";TZID=Europe/Paris:20141210T000000" == value_of("DTEND", entry)


DAYS = st.dates(dt.date(1996, 1, 1), dt.date(2099, 12, 31))
HOURS = st.none() | st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
STATES = st.sampled_from(EvenementEtat)


@given(debut=DAYS, hours=st.tuples(HOURS, HOURS), length=st.integers(0, 40), etat=STATES)
def test_no_event_ends_before_it_starts(
    debut: dt.date, hours: tuple[dt.time | None, dt.time | None], length: int, etat: EvenementEtat
) -> None:
    fin = Moment(debut + dt.timedelta(days=length), hours[1])
    entry = replace(FORUM, debut=Moment(debut, hours[0]), fin=fin, etat=etat)
    calendar = icalendar.Calendar.from_ical(render_calendar(replace(AGENDA, entries=(entry,))))

    (event,) = calendar.walk("VEVENT")
    start, end = event.decoded("dtstart"), event.decoded("dtend", None)
    assert end is None or (type(end) is type(start) and end > start)
    assert [] == event.errors


def test_the_dates_of_an_event_come_from_the_content() -> None:
    entry = replace(FORUM, updated=dt.datetime(2015, 7, 2, tzinfo=PARIS))

    assert ":20141113T230000Z" == value_of("CREATED", entry)
    assert ":20150701T220000Z" == value_of("LAST-MODIFIED", entry)
    assert value_of("LAST-MODIFIED", entry) == value_of("DTSTAMP", entry)


@pytest.mark.parametrize(
    ("etat", "revision", "status", "sequence"),
    [
        (EvenementEtat.PREVU, 0, "CONFIRMED", 0),
        (EvenementEtat.PREVU, 3, "CONFIRMED", 3),
        (EvenementEtat.COMPLET, 0, "CONFIRMED", 0),
        (EvenementEtat.REPORTE, 0, "TENTATIVE", 1),
        (EvenementEtat.ANNULE, 0, "CANCELLED", 1),
        (EvenementEtat.ANNULE, 2, "CANCELLED", 2),
    ],
)
def test_a_state_gives_a_status_and_a_sequence_that_programs_take_for_newer(
    etat: EvenementEtat, revision: int, status: str, sequence: int
) -> None:
    entry = replace(FORUM, etat=etat, revision=revision)

    assert f":{status}" == value_of("STATUS", entry)
    assert f":{sequence}" == value_of("SEQUENCE", entry)


def test_what_is_not_known_has_no_line() -> None:
    assert set() == names_of(FORUM) & {"LOCATION", "DESCRIPTION", "CONTACT", "CATEGORIES", "ORGANIZER"}


def test_a_reminder_is_an_instant() -> None:
    entry = replace(
        FORUM, reminder=dt.datetime(2014, 7, 14, 9, tzinfo=PARIS), reminder_text="Inscription\u00a0!"
    )

    assert ":20140714T070000Z" == value_of("TRIGGER", entry)
    assert ":DISPLAY" == value_of("ACTION", entry)


# -- zones -----------------------------------------------------------------------------------------------


def rules_of(fuseau: str) -> icalendar.Timezone:
    """The rules that the calendar carries."""
    (rules,) = icalendar.Calendar.from_ical(render_calendar(replace(AGENDA, fuseau=fuseau))).walk("VTIMEZONE")
    assert isinstance(rules, icalendar.Timezone)
    return rules


def around_every_change(year: int) -> Iterator[dt.datetime]:
    """Hours around those at which the clocks of Paris change; none of them is skipped or comes twice."""
    for month in (3, 10):
        sunday = max(dt.date(year, month, d) for d in range(25, 32) if dt.date(year, month, d).weekday() == 6)
        for hour in (0, 1, 4, 12):
            yield dt.datetime.combine(sunday, dt.time(hour, 30))
        yield dt.datetime.combine(sunday - dt.timedelta(days=1), dt.time(12))
        yield dt.datetime.combine(sunday + dt.timedelta(days=1), dt.time(12))


@pytest.mark.parametrize("year", [1996, 2014, 2026, 2038, 2099])
def test_the_rules_of_paris_are_those_of_the_time_zone_database_on_the_days_of_the_change(year: int) -> None:
    zone = rules_of("Europe/Paris").to_tz(lookup_tzid=False)

    assert [moment.replace(tzinfo=PARIS).utcoffset() for moment in around_every_change(year)] == [
        zone.utcoffset(moment.replace(tzinfo=zone)) for moment in around_every_change(year)
    ]


@pytest.mark.parametrize(
    ("fuseau", "name", "offset"),
    [
        ("Indian/Reunion", "+04", "+0400"),
        ("Indian/Mayotte", "EAT", "+0300"),
        ("America/Martinique", "AST", "-0400"),
        ("America/Guadeloupe", "AST", "-0400"),
        ("America/Cayenne", "-03", "-0300"),
    ],
)
def test_an_overseas_zone_has_one_offset(fuseau: str, name: str, offset: str) -> None:
    lines = lines_of(render_calendar(replace(AGENDA, fuseau=fuseau)))

    assert f"TZID:{fuseau}" in lines
    assert f"TZNAME:{name}" in lines
    assert [f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}"] == [ln for ln in lines if "TZOFFSET" in ln]


def test_a_zone_whose_rules_are_not_known_has_its_hours_in_utc() -> None:
    view = replace(AGENDA, fuseau="America/Miquelon")
    summer, winter = dt.date(2026, 7, 14), dt.date(2026, 12, 8)

    assert ":20260714T160000Z" == value_of("DTSTART", replace(FORUM, debut=at(summer, 14)), view)
    assert ":20261208T170000Z" == value_of(
        "DTSTART", replace(FORUM, debut=at(winter, 14), fin=at(winter, 15)), view
    )
    assert ":20261208T180000Z" == value_of(
        "DTEND", replace(FORUM, debut=at(winter, 14), fin=at(winter, 15)), view
    )


def test_the_second_of_two_equal_hours_ends_no_event_before_it_starts() -> None:
    night = dt.date(2026, 10, 25)

    assert "DTEND" in names_of(replace(FORUM, debut=at(night, 1, 30), fin=at(night, 2, 30)))
    assert ";TZID=Europe/Paris:20261025T023000" == value_of(
        "DTSTART", replace(FORUM, debut=at(night, 2, 30), fin=at(night, 4))
    )

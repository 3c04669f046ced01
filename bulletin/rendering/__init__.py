"""Views to bytes: HTML, RSS, Atom, JSON, iCalendar, OPML, letters, PDF."""

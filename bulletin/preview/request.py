"""A request to the preview, and whether it comes from one of its own pages."""

from __future__ import annotations

from werkzeug.wrappers import Request as WerkzeugRequest

BODY_BYTES = 64_000_000
"""A form with a few photographs as a telephone takes them."""
TEXT_BYTES = 4_000_000
"""The longest field that is not a file: a text of a million bytes, however it is encoded."""
_HTTP_PORT = "80"
_OUR_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Request(WerkzeugRequest):
    """A request with the limits of the preview: a larger one is answered 413, and is not read."""

    max_content_length = BODY_BYTES
    max_form_memory_size = TEXT_BYTES

    @property
    def writes(self) -> bool:
        """Whether it asks for something to be done, and not only to be shown."""
        return self.method not in {"GET", "HEAD"}

    def is_for(self, host: str) -> bool:
        """Whether the Host header names this preview; ``host`` is the name that ``--host`` gave.

        Any other name is that of another site, made to point here (DNS rebinding). An address in figures
        cannot be such a name, so the one that the connection reached is always good.
        """
        reached, port = self.environ["SERVER_NAME"], self.environ["SERVER_PORT"]
        names = {*_OUR_NAMES, bracketed(host).lower(), bracketed(reached)}
        asked: str = self.environ.get("HTTP_HOST", "").lower()
        # A browser leaves out the port that HTTP implies.
        return asked in {f"{name}:{port}" for name in names} or (port == _HTTP_PORT and asked in names)

    @property
    def is_from_our_pages(self) -> bool:
        """Whether no other site can have sent it; another port of this machine counts as another site.

        What a person typed in the address bar may show (« none »), and does nothing.
        """
        origin = self.headers.get("Origin")
        from_there = {None, "same-origin"} if self.writes else {None, "same-origin", "none"}
        is_ours = origin is None or origin.lower() == f"http://{self.environ.get('HTTP_HOST', '')}".lower()
        return is_ours and self.headers.get("Sec-Fetch-Site") in from_there


def bracketed(host: str) -> str:
    """Return a host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host

"""The Markdown of a text, with the HTML that is made of it when it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bulletin.content.body.rendered import BodyFindings, BodyHtml, RenderedBody


@dataclass(frozen=True, kw_only=True)
class Body:
    """The Markdown of a text, which is made into HTML once, when it is first asked for.

    The HTML depends on the Markdown alone, so that a fingerprint may be made of the Markdown in its place.
    """

    markdown: str = ""

    @cached_property
    def rendered(self) -> RenderedBody:
        """The body made into HTML, and all that was found in it."""
        # The Markdown library takes long to load, and most commands show no body.
        from bulletin.content.body.rendering import render  # noqa: PLC0415

        return render(self.markdown)

    @property
    def found(self) -> BodyFindings:
        """What was found in the body."""
        return self.rendered.found

    @property
    def shown(self) -> BodyHtml:
        """The HTML of the body."""
        return self.rendered.shown

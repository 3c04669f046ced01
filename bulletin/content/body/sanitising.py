"""HTML to HTML that cannot run, load or read anything; the only module that knows nh3.

What passes is on the list of ``html_names``. The steps that follow may only write tags and attributes of
their own choosing.
"""

from __future__ import annotations

import functools

import nh3

from bulletin.content.body.html_names import ATTRIBUTES, CLASSES, FORGOTTEN, SCHEMES, TAGS

RANK = "data-n"
"""The attribute by which the reading of a body knows a tag again; nothing that is published has it."""


def sanitised(html: str) -> str:
    """Return HTML that is well-formed and holds nothing but what a body may hold."""
    return _cleaner().clean(html)


@functools.cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(FORGOTTEN),
        attributes={"*": {RANK}, **{name: set(names) for name, names in ATTRIBUTES.items()}},
        allowed_classes={name: set(names) for name, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )

"""The HTML of a letter, with its CSS copied into ``style`` attributes: mail programs ignore style sheets.

Pure. The only module that knows css-inline.
"""

from __future__ import annotations


def inlined(page: str, css: str) -> bytes:
    """Return a page in UTF-8, each rule of ``css`` moved to the ``style`` of the elements it selects.

    At-rules, such as the media query of the dark scheme, have no place there: they stay in a ``<style>`` at
    the end of the head. Nothing is fetched: a style sheet that the page links to is ignored.
    """
    from css_inline import CSSInliner  # noqa: PLC0415 - a site without letters does not load it

    styled = page.replace("</head>", f"<style>{css}</style></head>", 1)
    inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, remove_inlined_selectors=True)
    return f"{inliner.inline(styled)}\n".encode()

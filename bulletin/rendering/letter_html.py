"""A letter whose styles stand on its elements, as mail programs need.

Pure. The only module that knows css-inline.
"""

from __future__ import annotations


def inlined(page: str, css: str) -> bytes:
    """Return a page with the rules of ``css`` set on the elements they select.

    What cannot stand on an element, such as the colours of the dark scheme, stays in a ``<style>`` at the
    end of the head. Nothing is fetched: a letter that names another style sheet is left without it.
    """
    from css_inline import CSSInliner  # noqa: PLC0415 - a site without letters does not load it

    styled = page.replace("</head>", f"<style>{css}</style></head>", 1)
    inliner = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, remove_inlined_selectors=True)
    return f"{inliner.inline(styled)}\n".encode()

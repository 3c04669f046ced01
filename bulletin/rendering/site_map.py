"""What search engines read: the site map (sitemaps.org 0.9) and the rules of robots.txt (RFC 9309)."""

from __future__ import annotations

from xml.sax.saxutils import escape

from bulletin.pages.views.contents import RobotRules, SiteMap


def render_site_map(view: SiteMap) -> str:
    """Return the site map, its addresses in the order given."""
    urls = "".join(f"  <url><loc>{escape(url)}</loc></url>\n" for url in view.urls)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )


def render_robots(view: RobotRules) -> str:
    """Return the rules for every search engine; an empty « Disallow » allows all."""
    rule = f"Disallow: {view.closed}".rstrip()
    return f"User-agent: *\n{rule}\nSitemap: {view.site_map}\n"

"""The answers of the preview, request by request, without a socket."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

import pytest
from bulletin.preview.answers import Door, Request, Response, Shown, answer, content_type, with_script
from hypothesis import given
from hypothesis import strategies as st

HOST = "localhost:8000"
DOOR = Door(base_path="/", hosts=frozenset({HOST}))
SUB_DOOR = Door(base_path="/bulletin/", hosts=frozenset({HOST}))
SITE: Mapping[str, bytes] = {
    "index.html": b"<body>accueil</body>",
    "404.html": b"<body>introuvable</body>",
    "2016/07/11/x/index.html": b"<body>billet</body>",
    "rss.xml": b"<rss/>",
    "LISEZ MOI.txt": b"texte",
}
SHOWN = Shown(token="a1", files=SITE)
NOTHING_YET = Shown(token="b2", files={}, fault="x.md:7 <commune> inconnue")
SCRIPT = b'<script src="/__bulletin/recharger.js" data-site="a1" defer></script>'


def ask(
    target: str,
    *,
    shown: Shown = SHOWN,
    door: Door = DOOR,
    method: str = "GET",
    hosts: tuple[str, ...] = (HOST,),
    origin: str | None = None,
    fetch_site: str | None = None,
) -> Response:
    request = Request(method=method, target=target, hosts=hosts, origin=origin, fetch_site=fetch_site)
    return answer(request, shown, door)


def status_and_place(response: Response) -> tuple[int, str | None]:
    return response.status.value, response.headers.get("Location")


def test_a_folder_gives_its_index_with_the_reload_script_at_the_end_of_the_body() -> None:
    response = ask("/2016/07/11/x/")
    assert HTTPStatus.OK == response.status
    assert b"<body>billet" + SCRIPT + b"</body>" == response.body


def test_other_files_are_given_byte_for_byte() -> None:
    assert b"<rss/>" == ask("/rss.xml").body
    assert b"texte" == ask("/LISEZ%20MOI.txt?v=1").body


def test_a_folder_without_its_slash_moves_to_the_one_with_it() -> None:
    assert (301, "/2016/07/11/x/") == status_and_place(ask("/2016/07/11/x"))
    assert (301, "/bulletin/2016/07/11/x/") == status_and_place(ask("/bulletin/2016/07/11/x", door=SUB_DOOR))


@pytest.mark.parametrize(
    "target",
    [
        "/absent",
        "/2016/",
        "/../index.html",
        "/%2e%2e/index.html",
        "/2016/07/11/x/../x/",
        "/.git/config",
        "/%00",
        "/%2F",
    ],
)
def test_what_the_site_does_not_hold_is_the_sites_own_404(target: str) -> None:
    response = ask(target)
    assert HTTPStatus.NOT_FOUND == response.status
    assert b"<body>introuvable" + SCRIPT + b"</body>" == response.body


def test_a_site_without_a_404_page_has_a_plain_one() -> None:
    response = ask("/absent", shown=Shown(token="a1", files={"index.html": b"x"}))
    assert HTTPStatus.NOT_FOUND == response.status
    assert "text/plain; charset=utf-8" == response.headers["Content-Type"]


@pytest.mark.parametrize("target", ["/", "/bulletin"])
def test_the_root_leads_to_the_base_path(target: str) -> None:
    assert (302, "/bulletin/") == status_and_place(ask(target, door=SUB_DOOR))


def test_a_page_answers_under_the_base_path_only() -> None:
    assert HTTPStatus.OK == ask("/bulletin/2016/07/11/x/", door=SUB_DOOR).status
    assert HTTPStatus.NOT_FOUND == ask("/2016/07/11/x/", door=SUB_DOOR).status
    assert HTTPStatus.NOT_FOUND == ask("/bulletin2016/07/11/x/", door=SUB_DOOR).status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"])
def test_anything_but_reading_is_refused(method: str) -> None:
    response = ask("/", method=method)
    assert (HTTPStatus.METHOD_NOT_ALLOWED, "GET, HEAD") == (response.status, response.headers["Allow"])


@pytest.mark.parametrize(
    "hosts", [(), ("",), ("localhost",), ("localhost:81",), ("pirate.fr:8000",), (HOST, HOST)]
)
def test_another_name_is_misdirected(hosts: tuple[str, ...]) -> None:
    assert HTTPStatus.MISDIRECTED_REQUEST == ask("/", hosts=hosts).status


def test_a_host_is_known_in_capitals_too() -> None:
    assert HTTPStatus.OK == ask("/", hosts=("LocalHost:8000",)).status


@pytest.mark.parametrize("target", ["/__bulletin/recharger", "/__bulletin/etat"])
@pytest.mark.parametrize(
    ("origin", "fetch_site", "status"),
    [
        (None, None, HTTPStatus.OK),
        (None, "same-origin", HTTPStatus.OK),
        ("http://localhost:8000", "same-origin", HTTPStatus.OK),
        ("http://localhost:9000", "same-site", HTTPStatus.FORBIDDEN),
        ("http://localhost:9000", None, HTTPStatus.FORBIDDEN),
        ("null", None, HTTPStatus.FORBIDDEN),
        (None, "cross-site", HTTPStatus.FORBIDDEN),
        (None, "same-site", HTTPStatus.FORBIDDEN),
    ],
)
def test_only_pages_of_the_preview_may_read_its_state(
    target: str, origin: str | None, fetch_site: str | None, status: HTTPStatus
) -> None:
    assert status == ask(target, origin=origin, fetch_site=fetch_site).status


def test_the_state_says_which_site_is_shown_and_what_is_wrong() -> None:
    whole = ask("/__bulletin/etat").body
    faulty = ask("/__bulletin/etat", shown=Shown(token="a1", files=SITE, fault="l’écueil")).body
    assert {"site": "a1", "faute": None} == json.loads(whole or b"")
    assert {"site": "a1", "faute": "l’écueil"} == json.loads(faulty or b"")


def test_the_stream_of_events_has_no_end() -> None:
    response = ask("/__bulletin/recharger")
    assert response.body is None
    assert "text/event-stream; charset=utf-8" == response.headers["Content-Type"]


def test_the_script_and_the_style_are_files_of_their_own() -> None:
    assert "text/javascript; charset=utf-8" == ask("/__bulletin/recharger.js").headers["Content-Type"]
    assert "text/css; charset=utf-8" == ask("/__bulletin/apercu.css").headers["Content-Type"]
    assert HTTPStatus.NOT_FOUND == ask("/__bulletin/autre").status


def test_before_there_is_a_site_every_page_shows_the_fault_escaped() -> None:
    response = ask("/2016/", shown=NOTHING_YET)
    assert HTTPStatus.SERVICE_UNAVAILABLE == response.status
    assert b"x.md:7 &lt;commune&gt; inconnue" in (response.body or b"")
    assert b'data-site="b2" data-faute' in (response.body or b"")


@pytest.mark.parametrize("target", ["/", "/absent", "/rss.xml", "/2016/07/11/x", "/__bulletin/etat"])
def test_every_answer_carries_the_headers_of_safety(target: str) -> None:
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    headers = ask(target).headers
    assert expected == {name: headers[name] for name in expected}
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("communes/92025-colombes/rss.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("agenda.ics", "text/calendar; charset=utf-8"),
        ("donnees/conventions.csv", "text/csv; charset=utf-8"),
        ("x/PHOTO.JPG", "image/jpeg"),
        ("police.woff2", "font/woff2"),
        ("sans-suffixe", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_of_its_name(path: str, expected: str) -> None:
    assert expected == content_type(path)


def test_the_script_goes_before_the_last_end_of_body_or_at_the_end() -> None:
    assert b"<pre></body></pre>" + SCRIPT + b"</BODY></html>" == with_script(
        b"<pre></body></pre></BODY></html>", "a1"
    )
    assert b"fragment" + SCRIPT == with_script(b"fragment", "a1")


@given(st.text(max_size=60))
def test_no_target_gives_more_than_the_site_holds(target: str) -> None:
    pages = {
        with_script(content, "a1") if name.endswith(".html") else content for name, content in SITE.items()
    }
    response = ask("/" + target)
    assert response.body in pages or response.status != HTTPStatus.OK or target.startswith("__bulletin/")

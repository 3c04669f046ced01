"""What the preview answers, request by request, without a socket."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from bulletin.build.rendered import FileCopy, Rendered
from bulletin.diagnostics import MachineRefusal
from bulletin.preview.application import Preview
from bulletin.preview.request import BODY_BYTES, TEXT_BYTES, Request
from bulletin.preview.shown import Shown
from bulletin.preview.site_pages import content_type, with_script

HERE = "http://localhost:8000"
SITE: Mapping[str, Rendered] = {
    "index.html": b"<body>accueil</body>",
    "404.html": b"<body>introuvable</body>",
    "2016/07/11/x/index.html": b"<body>billet</body>",
    "rss.xml": b"<rss/>",
    "LISEZ MOI.txt": b"texte",
}
SHOWN = Shown(token="a1", files=SITE)
BELOW = Shown(token="a1", files=SITE, base_path="/bulletin/")
NOTHING_YET = Shown(token="b2", files={}, fault="x.md:7 <commune> inconnue")
SCRIPT = b'<script src="/__bulletin/recharger.js" data-site="a1" defer></script>'


def ask(
    target: str,
    *,
    shown: Shown = SHOWN,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    rules: tuple[Rule, ...] = (),
    is_read_only: bool = False,
    data: Any = None,
    environ: Mapping[str, Any] | None = None,
) -> TestResponse:
    """What a browser of this machine gets at ``target``; nothing is said in the terminal."""
    said: list[str] = []
    preview = Preview(host="127.0.0.1", is_read_only=is_read_only, say=said.append, rules=rules)
    preview.show(shown)
    answered = Client(preview).open(
        target,
        base_url=HERE,
        method=method,
        headers=dict(headers or {}),
        data=data,
        environ_overrides={"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", **(environ or {})},
    )
    assert [] == said
    return answered


def status_and_place(response: TestResponse) -> tuple[int, str | None]:
    return response.status_code, response.headers.get("Location")


def test_a_folder_gives_its_index_with_the_reload_script_at_the_end_of_the_body() -> None:
    response = ask("/2016/07/11/x/")
    assert 200 == response.status_code
    assert b"<body>billet" + SCRIPT + b"</body>" == response.data


def test_other_files_are_given_byte_for_byte() -> None:
    assert b"<rss/>" == ask("/rss.xml").data
    assert b"texte" == ask("/LISEZ%20MOI.txt?v=1").data


def test_a_folder_without_its_slash_moves_to_the_one_with_it() -> None:
    assert (301, "/2016/07/11/x/") == status_and_place(ask("/2016/07/11/x"))
    assert (301, "/bulletin/2016/07/11/x/") == status_and_place(ask("/bulletin/2016/07/11/x", shown=BELOW))


def test_a_move_keeps_the_escapes_of_the_address() -> None:
    shown = Shown(token="a1", files={"créches et co/index.html": b""})
    assert (301, "/cr%C3%A9ches%20et%20co/") == status_and_place(ask("/cr%C3%A9ches%20et%20co", shown=shown))


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
        "/%ff",
        "/__bulletin/autre",
        "//__bulletin/etat",
    ],
)
def test_what_the_site_does_not_hold_is_the_sites_own_404(target: str) -> None:
    response = ask(target)
    assert (404, b"<body>introuvable" + SCRIPT + b"</body>") == (response.status_code, response.data)


def test_a_site_without_a_404_page_has_a_plain_one() -> None:
    response = ask("/absent", shown=Shown(token="a1", files={"index.html": b"x"}))
    assert (404, "text/plain; charset=utf-8") == (response.status_code, response.content_type)


@pytest.mark.parametrize("target", ["/", "/bulletin"])
def test_the_root_leads_to_the_base_path(target: str) -> None:
    assert (302, "/bulletin/") == status_and_place(ask(target, shown=BELOW))


def test_a_page_answers_under_the_base_path_only() -> None:
    assert 200 == ask("/bulletin/2016/07/11/x/", shown=BELOW).status_code
    assert 404 == ask("/2016/07/11/x/", shown=BELOW).status_code
    assert 404 == ask("/bulletin2016/07/11/x/", shown=BELOW).status_code


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_the_site_is_only_read(method: str) -> None:
    response = ask("/", method=method)
    assert (405, "GET, HEAD") == (response.status_code, response.headers["Allow"])
    assert "Cette adresse ne reçoit pas ce genre de demande.\n" == response.text


@pytest.mark.parametrize("host", ["", "localhost", "localhost:81", "pirate.fr:8000"])
def test_another_name_is_misdirected(host: str) -> None:
    assert 421 == ask("/", environ={"HTTP_HOST": host}).status_code


@pytest.mark.parametrize(
    "host", ["LocalHost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.5:8000", "Bureau.local:8000"]
)
def test_the_given_name_and_the_reached_address_are_ours(host: str) -> None:
    preview = Preview(host="bureau.local", is_read_only=False, say=print)
    preview.show(SHOWN)
    reached = {"SERVER_NAME": "192.168.1.5", "SERVER_PORT": "8000", "HTTP_HOST": host}
    assert 200 == Client(preview).get("/rss.xml", environ_overrides=reached).status_code


@pytest.mark.parametrize("host", ["localhost", "localhost:80"])
def test_a_browser_may_leave_out_the_port_that_http_implies(host: str) -> None:
    assert 200 == ask("/rss.xml", environ={"SERVER_PORT": "80", "HTTP_HOST": host}).status_code


@pytest.mark.parametrize("target", ["/__bulletin/recharger", "/__bulletin/etat"])
@pytest.mark.parametrize(
    ("origin", "fetch_site", "status"),
    [
        (None, None, 200),
        (None, "same-origin", 200),
        (HERE, "same-origin", 200),
        ("http://localhost:9000", "same-site", 403),
        ("http://localhost:9000", None, 403),
        ("null", None, 403),
        (None, "cross-site", 403),
        (None, "same-site", 403),
    ],
)
def test_only_pages_of_the_preview_may_read_its_state(
    target: str, origin: str | None, fetch_site: str | None, status: int
) -> None:
    sent = {"Origin": origin, "Sec-Fetch-Site": fetch_site}
    headers = {name: text for name, text in sent.items() if text is not None}
    assert status == ask(target, method="HEAD", headers=headers).status_code


def test_the_state_says_which_site_is_shown_and_what_is_wrong() -> None:
    whole = ask("/__bulletin/etat").data
    faulty = ask("/__bulletin/etat", shown=Shown(token="a1", files=SITE, fault="l’écueil")).data
    assert {"site": "a1", "faute": None, "avis": None, "compris": None} == json.loads(whole)
    assert {"site": "a1", "faute": "l’écueil", "avis": None, "compris": None} == json.loads(faulty)


def test_the_script_and_the_style_are_files_of_their_own() -> None:
    assert "text/javascript; charset=utf-8" == ask("/__bulletin/recharger.js").content_type
    assert "text/css; charset=utf-8" == ask("/__bulletin/apercu.css").content_type
    assert b"EventSource" in ask("/__bulletin/recharger.js").data


def test_before_there_is_a_site_every_page_shows_the_fault_escaped() -> None:
    response = ask("/2016/", shown=NOTHING_YET)
    assert 503 == response.status_code
    assert b"x.md:7 &lt;commune&gt; inconnue" in response.data
    assert b'data-site="b2" data-faute' in response.data


@pytest.mark.parametrize(
    "target", ["/", "/absent", "/rss.xml", "/2016/07/11/x", "/__bulletin/etat", "/__bulletin/recharger"]
)
def test_every_answer_carries_the_headers_of_safety(target: str) -> None:
    expected = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
    headers = ask(target, method="HEAD").headers
    assert expected == {name: headers[name] for name in expected}
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("rss.xml", "application/rss+xml; charset=utf-8"),
        ("communes/92025-colombes/rss.xml", "application/rss+xml; charset=utf-8"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("feed.json", "application/feed+json; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("agenda.ics", "text/calendar; charset=utf-8"),
        ("donnees/conventions.csv", "text/csv; charset=utf-8"),
        ("donnees/communes.geojson", "application/geo+json; charset=utf-8"),
        ("x/PHOTO.JPG", "image/jpeg"),
        ("x/plan.svg", "image/svg+xml"),
        ("x/charte.pdf", "application/pdf"),
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
        with_script(content, "a1") if name.endswith(".html") else content
        for name, content in SITE.items()
        if isinstance(content, bytes)
    }
    response = ask("/", environ={"PATH_INFO": f"/{target}".encode().decode("latin-1")})
    assert response.data in pages or response.status_code != 200 or target.startswith("__bulletin/")


# -- files that are only copied ------------------------------------------------------------------------------


def copied(root: Path, name: str = "medias/fete.jpg", content: bytes = b"photographie") -> Shown:
    """A site whose only file is a copy, which stands on the disk."""
    file = root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    copy = FileCopy(disk=file, digest=sha256(content).hexdigest(), size=len(content))
    return Shown(token="a1", files={"fete.jpg": copy}, folders={file.parent: file.parent.resolve()})


def test_a_picture_is_read_from_the_disk_each_time(tmp_path: Path) -> None:
    shown = copied(tmp_path)
    first = ask("/fete.jpg", shown=shown)
    assert (200, "image/jpeg", "12", b"photographie") == (
        first.status_code,
        first.content_type,
        first.headers["Content-Length"],
        first.data,
    )
    (tmp_path / "medias/fete.jpg").write_bytes(b"une autre")
    assert b"une autre" == ask("/fete.jpg", shown=shown).data


def test_head_of_a_picture_gives_its_length(tmp_path: Path) -> None:
    response = ask("/fete.jpg", shown=copied(tmp_path), method="HEAD")
    assert ("12", b"") == (response.headers["Content-Length"], response.data)


def test_a_picture_that_is_gone_is_not_found(tmp_path: Path) -> None:
    shown = copied(tmp_path)
    (tmp_path / "medias/fete.jpg").unlink()
    assert 404 == ask("/fete.jpg", shown=shown).status_code


def test_a_picture_that_a_link_has_replaced_is_not_followed(tmp_path: Path) -> None:
    shown = copied(tmp_path / "site")
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(b"secret")
    (tmp_path / "site/medias/fete.jpg").unlink()
    (tmp_path / "site/medias/fete.jpg").symlink_to(secret)
    assert 404 == ask("/fete.jpg", shown=shown).status_code


def test_a_folder_that_a_link_has_replaced_is_not_followed(tmp_path: Path) -> None:
    shown = copied(tmp_path / "site")
    copied(tmp_path, "ailleurs/fete.jpg", b"secret")
    (tmp_path / "site/medias").rename(tmp_path / "site/anciennes")
    (tmp_path / "site/medias").symlink_to(tmp_path / "ailleurs")
    assert 404 == ask("/fete.jpg", shown=shown).status_code


def test_a_site_reached_through_a_link_shows_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "version-1").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "version-1")
    assert b"photographie" == ask("/fete.jpg", shown=copied(tmp_path / "site")).data


# -- pages of other rooms ------------------------------------------------------------------------------------


def echo(request: Request, texte: str = "") -> Response:
    """A page of another room, which says what it was sent."""
    parts = [texte, request.form.get("titre", ""), *(file.filename or "" for file in request.files.values())]
    return Response(" ".join(filter(None, parts)))


def room() -> tuple[Rule, ...]:
    """Its rules, which can be mounted once."""
    return (
        Rule("/_atelier/", endpoint=echo, methods=["GET"]),
        Rule("/_atelier/texte/<path:texte>", endpoint=echo, methods=["GET", "POST"]),
    )


def test_another_room_answers_below_its_own_path() -> None:
    assert b"articles/2016-07-11-x" == ask("/_atelier/texte/articles/2016-07-11-x", rules=room()).data
    assert 308 == ask("/_atelier", rules=room()).status_code
    assert b"introuvable" in ask("/_atelier/inconnue", rules=room()).data
    assert b"accueil" in ask("/", rules=room()).data


def test_a_room_receives_fields_and_files() -> None:
    sent = {"titre": "Une fête", "image": (io.BytesIO(b"x"), "fête.jpg")}
    answered = ask("/_atelier/texte/a", method="POST", rules=room(), data=sent)
    assert (200, "a Une fête fête.jpg") == (answered.status_code, answered.text)


def test_a_room_has_the_headers_of_safety_unless_it_says_otherwise() -> None:
    def framed(request: Request) -> Response:
        del request
        return Response(headers={"Content-Security-Policy": "frame-ancestors 'self'"})

    answered = ask("/_atelier/", rules=(Rule("/_atelier/", endpoint=framed),))
    assert "frame-ancestors 'self'" == answered.headers["Content-Security-Policy"]
    assert "nosniff" == answered.headers["X-Content-Type-Options"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "http://pirate.fr"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:9000", "Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
def test_only_pages_of_the_preview_may_write(headers: Mapping[str, str], status: int) -> None:
    answered = ask("/_atelier/texte/a", method="POST", rules=room(), headers=headers)
    assert status == answered.status_code


def test_a_preview_open_to_other_machines_shows_and_does_not_write() -> None:
    assert 200 == ask("/_atelier/texte/a", rules=room(), is_read_only=True).status_code
    refused = ask("/_atelier/texte/a", method="POST", rules=room(), is_read_only=True)
    assert (403, True) == (refused.status_code, "il montre, et n’écrit pas" in refused.text)


def test_a_method_that_a_page_does_not_take_is_refused() -> None:
    refused = ask("/_atelier/", method="POST", rules=room())
    assert (405, "Cette adresse ne reçoit pas ce genre de demande.\n") == (refused.status_code, refused.text)


@pytest.mark.parametrize(
    "data",
    [
        {"titre": "x" * (TEXT_BYTES + 1), "image": (io.BytesIO(b"x"), "a.jpg")},
        {f"champ-{number}": "x" for number in range(1_100)} | {"image": (io.BytesIO(b"x"), "a.jpg")},
    ],
    ids=["a field too long", "too many fields"],
)
def test_a_form_beyond_the_limits_is_refused(data: Mapping[str, Any]) -> None:
    refused = ask("/_atelier/texte/a", method="POST", rules=room(), data=data)
    assert (413, "Cet envoi est trop lourd\u00a0: allégez ses images.\n") == (
        refused.status_code,
        refused.text,
    )


def test_a_body_too_long_is_not_read() -> None:
    unread = io.BytesIO(b"titre=x")
    said = {"CONTENT_LENGTH": str(BODY_BYTES + 1), "wsgi.input": unread}
    said["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
    assert 413 == ask("/_atelier/texte/a", method="POST", rules=room(), environ=said).status_code
    assert 0 == unread.tell()


def test_a_body_without_a_length_is_refused() -> None:
    chunked = {"HTTP_TRANSFER_ENCODING": "chunked"}
    assert 411 == ask("/_atelier/texte/a", method="POST", rules=room(), environ=chunked).status_code


def test_what_a_room_does_not_find_is_said_in_french() -> None:
    def nothing(request: Request) -> Response:
        del request
        raise NotFound

    answered = ask("/_atelier/", rules=(Rule("/_atelier/", endpoint=nothing),))
    assert (404, "Il n’y a pas de page à cette adresse.\n") == (answered.status_code, answered.text)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (ZeroDivisionError("calcul"), "C’est un défaut de bulletin, pas le vôtre (ZeroDivisionError"),
        (MachineRefusal("Le disque est plein.", "Libérez de la place."), "→ Libérez de la place."),
        (OSError(28, "No space left", "content/a.md"), "Le disque est plein\u00a0: content/a.md"),
    ],
)
def test_a_page_that_fails_is_reported_and_the_next_one_answers(fault: Exception, sentence: str) -> None:
    def failing(request: Request) -> Response:
        del request
        raise fault

    said: list[str] = []
    rules = [Rule("/_atelier/", endpoint=failing)]
    preview = Preview(host="localhost", is_read_only=False, say=said.append, rules=rules)
    preview.show(SHOWN)
    here = {"SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000"}
    client = Client(preview)
    failed = client.get("/_atelier/", base_url=HERE, environ_overrides=here)
    assert 500 == failed.status_code
    assert sentence in failed.text
    assert "Traceback" not in failed.text
    assert failed.text == f"{said[0]}\n"
    assert 200 == client.get("/rss.xml", base_url=HERE, environ_overrides=here).status_code


def test_a_rule_that_would_hide_a_page_of_the_site_is_a_fault_of_the_room() -> None:
    with pytest.raises(ValueError, match="/articles/"):
        Preview(host="", is_read_only=False, say=print, rules=[Rule("/articles/", endpoint=echo)])

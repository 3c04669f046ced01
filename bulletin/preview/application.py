"""What the preview answers, as a WSGI application: its own addresses, those of other rooms, the site.

Another room mounts its pages by giving Werkzeug rules whose endpoint is a function that takes the
``Request`` and the values of the rule, and returns a ``Response``. Whatever is answered, the request was
sent to this preview by its own name, and one that writes was sent by its own pages.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.exceptions import Forbidden, HTTPException, LengthRequired, MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule, RuleFactory
from werkzeug.wrappers import Response

from bulletin.build.report import debug_asked, error_text, unexpected_text
from bulletin.diagnostics import BulletinError
from bulletin.french.printed import no_break
from bulletin.preview import site_pages
from bulletin.preview.reload_events import ReloadEvents
from bulletin.preview.request import Request
from bulletin.preview.shown import Shown
from bulletin.source.tree import refusal

RESERVED = "/_"
"""How the paths that are not the site's begin; no page of a site has such an address."""
_SAFE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        # The one directive that a page's own meta element cannot carry.
        "Content-Security-Policy": "frame-ancestors 'none'",
    }
)
"""Sent with every answer that does not say otherwise."""

SENTENCES: Mapping[int, str] = MappingProxyType(
    {
        HTTPStatus.BAD_REQUEST: "Cette demande n’a pas de sens pour l’aperçu.",
        HTTPStatus.FORBIDDEN: "Cette adresse ne répond qu’aux pages de l’aperçu.",
        HTTPStatus.NOT_FOUND: "Il n’y a pas de page à cette adresse.",
        HTTPStatus.METHOD_NOT_ALLOWED: "Cette adresse ne reçoit pas ce genre de demande.",
        HTTPStatus.LENGTH_REQUIRED: "Cette demande ne dit pas sa longueur.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: no_break("Cet envoi est trop lourd : allégez ses images."),
        HTTPStatus.REQUEST_URI_TOO_LONG: "Cette adresse est trop longue.",
        HTTPStatus.MISDIRECTED_REQUEST: no_break(
            "L’aperçu n’a pas ce nom : prenez l’adresse qu’il a affichée."
        ),
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "L’en-tête de cette demande est trop long.",
        HTTPStatus.SERVICE_UNAVAILABLE: no_break("Trop de pages sont ouvertes à la fois : réessayez."),
    }
)
"""What is said of a refusal; never a word of what was asked."""
_READ_ONLY = no_break("Cet aperçu est ouvert à d’autres machines : il montre, et n’écrit pas.")

Say = Callable[[str], None]
Endpoint = Callable[..., Response]


class Preview:
    """The application; what it shows of the site is given by ``show``, and awaited until then."""

    def __init__(self, *, host: str, is_read_only: bool, say: Say, rules: Iterable[RuleFactory] = ()) -> None:
        self._host = host
        self._is_read_only = is_read_only
        self._say = say
        self._rules = _routes([*self._own_rules(), *rules])
        self._shown: Shown | None = None
        self._is_ready = threading.Event()
        self._events = ReloadEvents()

    def show(self, shown: Shown) -> None:
        """Every request from now on is answered with ``shown``, and open pages are told."""
        self._shown = shown
        self._is_ready.set()
        self._events.publish()

    def close(self) -> None:
        """End the event streams."""
        self._events.close()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        response = self._response(Request(environ))
        for name, text in _SAFE_HEADERS.items():
            response.headers.setdefault(name, text)
        return response(environ, start_response)

    def _response(self, request: Request) -> Response:
        """The answer, or the French sentence that says why there is none."""
        try:
            return self._answer(request)
        except HTTPException as refused:
            return refusal_page(refused)
        except BulletinError as fault:
            return self._failed(error_text(fault))
        except OSError as fault:
            return self._failed(error_text(refusal(fault, str(fault.filename or "un fichier"))))
        except Exception as fault:  # noqa: BLE001 -- one request that fails does not end the preview
            return self._failed(unexpected_text(fault, debug=debug_asked()))

    def _failed(self, text: str) -> Response:
        self._say(text)
        return site_pages.plain(f"{text}\n", HTTPStatus.INTERNAL_SERVER_ERROR)

    def _answer(self, request: Request) -> Response:
        if not request.is_for(self._host):
            raise MisdirectedRequest
        if "Transfer-Encoding" in request.headers:
            raise LengthRequired
        try:
            endpoint, values = self._rules.bind_to_environ(request.environ).match()
        except NotFound:
            return self._site(request)
        if request.writes:
            self._refuse_strange_writer(request)
        found: Response = endpoint(request, **values)
        return found

    def _refuse_strange_writer(self, request: Request) -> None:
        if self._is_read_only:
            raise Forbidden(response=site_pages.plain(_READ_ONLY, HTTPStatus.FORBIDDEN))
        if not request.is_from_our_pages:
            raise Forbidden

    def _current(self) -> Shown:
        """What is shown now; waits for the first ``show``."""
        while self._shown is None:
            self._is_ready.wait()
        return self._shown

    # -- addresses -----------------------------------------------------------------------------------------

    def _own_rules(self) -> list[Rule]:
        own = site_pages.OWN
        return [
            Rule(f"{own}recharger.js", endpoint=_asset, methods=["GET"]),
            Rule(f"{own}apercu.css", endpoint=_asset, methods=["GET"]),
            Rule(f"{own}recharger", endpoint=self._stream, methods=["GET"]),
            Rule(f"{own}etat", endpoint=self._state, methods=["GET"]),
        ]

    def _stream(self, request: Request) -> Response:
        _refuse_strange_reader(request)
        self._current()
        return Response(self._events.stream(), content_type="text/event-stream; charset=utf-8")

    def _state(self, request: Request) -> Response:
        _refuse_strange_reader(request)
        shown = self._current()
        state = {
            "site": shown.token,
            "faute": shown.fault or None,
            "avis": shown.advice or None,
            "compris": shown.understood or None,
        }
        return Response(json.dumps(state, ensure_ascii=False), content_type="application/json; charset=utf-8")

    def _site(self, request: Request) -> Response:
        if request.writes:
            raise MethodNotAllowed(["GET", "HEAD"])
        return site_pages.answer(request.path, self._current())


class MisdirectedRequest(HTTPException):
    """The request was meant for another site."""

    code = HTTPStatus.MISDIRECTED_REQUEST


class TooManyRequests(HTTPException):
    """More requests at a time than the preview answers."""

    code = HTTPStatus.SERVICE_UNAVAILABLE

    def get_headers(self, *args: Any, **kwargs: Any) -> list[tuple[str, str]]:
        """Return when to come again."""
        return [*super().get_headers(*args, **kwargs), ("Retry-After", "1")]


def refusal_page(refused: HTTPException) -> Response:
    """Return the French sentence of a refusal, or the response that it carries."""
    response = Response.force_type(refused.get_response())
    if refused.response is None:
        text = SENTENCES.get(response.status_code, "")
        response.content_type = site_pages.PLAIN
        response.set_data(f"{text}\n" if text else "")
    return response


def _routes(rules: Iterable[RuleFactory]) -> Map:
    """Return the rules as one map. Raises ValueError for one that would hide a page of the site."""
    routes = Map(rules, merge_slashes=False)
    for rule in routes.iter_rules():
        if not rule.rule.startswith(RESERVED):
            raise ValueError(f"the rule {rule.rule} does not begin with {RESERVED}")
    return routes


def _asset(request: Request) -> Response:
    name = request.path.removeprefix(site_pages.OWN)
    return Response(site_pages.asset(name), content_type=site_pages.content_type(name))


def _refuse_strange_reader(request: Request) -> None:
    if not request.is_from_our_pages:
        raise Forbidden

"""Puts the office on the web: the kiosks' API, the clerk's pages and the resident's page in one application."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from anyio import to_thread
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sync.office.accounts import Role
from sync.office.api import KioskApi
from sync.office.context import Office, World, open_office
from sync.office.cookies import Cookies
from sync.office.desk import Desk, Oversight
from sync.office.headers import HeadersMiddleware
from sync.office.letters import PartDamagedError
from sync.office.public import StatusPage
from sync.office.settings import OfficeSettings
from sync.office.states import LetterState
from sync.office.templates import STATIC, Templates
from sync.office.tus import TusEndpoint
from sync.office.web import HOME, LOGIN, Gate

logger = logging.getLogger(__name__)

_UPLOAD_METHODS = ["POST", "HEAD", "PATCH", "DELETE", "OPTIONS", "GET", "PUT"]


def create_app(settings: OfficeSettings, world: World | None = None) -> Starlette:
    """The whole office as an ASGI application; `app.state.office` is the office itself.

    Who brings a world also closes its nursery.
    """
    is_own_world = world is None
    office = open_office(settings, world or World())
    templates, cookies = Templates(settings), Cookies(settings, office.world.random)
    routes = [
        *_kiosk_routes(office),
        *_clerk_routes(office, templates, cookies),
        *_public_routes(office, templates, cookies),
    ]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(HeadersMiddleware, clock=office.world.clock, metrics=office.metrics)],
        exception_handlers={PartDamagedError: _damaged},
        lifespan=_lifespan(office, is_own_world=is_own_world),
    )
    app.state.office = office
    return app


def _kiosk_routes(office: Office) -> list[Route]:
    uploads, api = TusEndpoint(office), KioskApi(office)
    return [
        Route("/api/v1/uploads", uploads.__call__, methods=_UPLOAD_METHODS),
        Route("/api/v1/uploads/{upload_id}", uploads.__call__, methods=_UPLOAD_METHODS),
        Route("/api/v1/submissions/{submission_id}", api.submission),
        Route("/api/v1/submissions/{submission_id}/proof", api.proof),
        Route("/api/v1/status/{lookup}", api.status),
    ]


def _clerk_routes(office: Office, templates: Templates, cookies: Cookies) -> list[Route]:
    gate, desk, oversight = (
        Gate(office, templates, cookies),
        Desk(office, templates),
        Oversight(office, templates),
    )
    letter = HOME + "/{submission_id:uuid}"
    acting = [role for role in Role if role.may_register]
    return [
        Route(LOGIN, gate.show_login),
        Route(LOGIN, gate.log_in, methods=["POST"]),
        Route("/wyloguj", gate.log_out, methods=["POST"]),
        Route(HOME, gate.reading(desk.inbox).__call__),
        Route(letter, gate.reading(desk.letter).__call__),
        Route(letter + "/strony/{page:int}.jpg", gate.reading(desk.picture).__call__),
        Route(letter + "/document.pdf", gate.reading(desk.document).__call__),
        Route(letter + "/package.asice", gate.reading(desk.package).__call__),
        Route(letter + "/proof-of-receipt.xml", gate.reading(desk.proof).__call__),
        Route(letter + "/rejestr", gate.acting(desk.register, *acting).__call__, methods=["POST"]),
        Route(letter + "/stan", gate.acting(desk.set_state, *acting).__call__, methods=["POST"]),
        Route("/nadzor", gate.reading(oversight.show, Role.ADMIN).__call__),
    ]


def _public_routes(office: Office, templates: Templates, cookies: Cookies) -> list[Route | Mount]:
    status = StatusPage(office, templates, cookies)
    return [
        Route("/", lambda _request: RedirectResponse(f"{office.settings.public_path}{HOME}")),
        Route("/status", status.show),
        Route("/status", status.answer, methods=["POST"]),
        Route("/healthz", _health(office)),
        Route("/metrics", _metrics(office)),
        Mount("/static", StaticFiles(directory=STATIC), name="static"),
    ]


def _health(office: Office) -> Callable[[Request], Response]:
    def answer(_request: Request) -> Response:
        try:
            with office.database.read() as connection:
                connection.execute(text("SELECT 1"))
            with office.staging.create() as probe:
                probe.write(b"healthy")
        except (SQLAlchemyError, OSError):
            logger.exception("unhealthy")
            return PlainTextResponse("unhealthy\n", status_code=503)
        return PlainTextResponse("healthy\n")

    return answer


def _metrics(office: Office) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        address = request.client.host if request.client else ""
        if address not in office.settings.metrics_addresses:
            return Response(status_code=404)
        office.metrics.unregistered.set(office.letters.counts()[LetterState.RECEIVED])
        return Response(office.metrics.text(), media_type="text/plain; version=0.0.4")

    return answer


def _damaged(_request: Request, error: Exception) -> Response:
    """A clerk must not take changed bytes for the resident's; what to do is in the operator's hands."""
    logger.error("stored_package_damaged", extra={"part": str(error)})
    sentence = "Plik w magazynie jest uszkodzony. Nie pokazujemy go. Zawiadom administratora."
    return PlainTextResponse(sentence, status_code=500)


def _lifespan(
    office: Office, *, is_own_world: bool
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        stopping = threading.Event()
        office.world.nursery.start()
        tidier = threading.Thread(target=_tidy_until, args=(office, stopping), name="tidier")
        tidier.start()
        forwarder = None
        if office.forwarding is not None:
            forwarder = threading.Thread(target=office.forwarding.run, args=(stopping,), name="forwarder")
            forwarder.start()
        try:
            yield
        finally:
            stopping.set()
            await to_thread.run_sync(tidier.join)
            if forwarder is not None:
                await to_thread.run_sync(forwarder.join)
            await to_thread.run_sync(office.close)
            if is_own_world:
                office.world.nursery.close()

    return lifespan


def _tidy_until(office: Office, stopping: threading.Event) -> None:
    while True:
        try:
            office.tidy()
        except (SQLAlchemyError, OSError):
            logger.exception("tidying_interrupted")  # the next round tries again
        if stopping.wait(office.settings.tidy_interval_s):
            return

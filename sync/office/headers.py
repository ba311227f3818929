"""What every answer carries: the office's time, and rules that keep a hostile letter inert in a clerk's browser."""

from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.clock import Clock
from sync.office.metrics import Metrics

_RULES = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_KEPT_PATHS = "/static/"


class HeadersMiddleware:
    """Pure ASGI, so that a streamed body is not buffered on its way through."""

    def __init__(self, app: ASGIApp, *, clock: Clock, metrics: Metrics) -> None:
        self._app = app
        self._clock = clock
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer's beginning."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(scope, message)
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _complete(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["Date"] = format_datetime(self._clock(), usegmt=True)
        for name, value in _RULES.items():
            headers[name] = value
        if _KEPT_PATHS in scope["path"]:
            headers["Cache-Control"] = "public, max-age=3600"
        else:
            headers.setdefault(
                "Cache-Control", "no-store"
            )  # a letter must not stay in a browser's disk cache
        self._metrics.requests.labels(method=scope["method"], status=str(message["status"])).inc()

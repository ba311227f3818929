"""Puts reading behind the process wall: the `ocr` host serves this, and the screen never waits for an engine.

`read_page` only takes the page in; the reading comes later as the event `page_read`. Buffers and answers are
made by whatever the host gives us, so that this package needs nothing of the wall's own code.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ocr.fields import fields_to_json, read_fields
from ocr.image import ImageRefusedError
from ocr.page import OcrFault, PageReading
from ocr.pdf import PdfMeta, PdfPage, make_pdf
from ocr.pool import Pool, PoolConfig

READ_PAGE = "read_page"
READ_FIELDS = "read_fields"
MAKE_PDF = "make_pdf"
FORGET = "forget"
PAGE_READ = "page_read"
BAD_CALL = OcrFault.BAD_CALL.value


class BufferLike(Protocol):
    """What is needed of the wall's sealed memory."""

    def view(self) -> memoryview: ...


class OcrService:
    """Serves `read_page`, `forget`, `read_fields` and `make_pdf`.

    Buffers of a call:
    `read_page` {page_id, dpi}: the image. `read_fields`: the readings as one JSON list.
    `make_pdf` {meta, turns, dpi}: the readings as one JSON list, then one image per page.
    """

    name = "ocr"
    urgent = frozenset({FORGET})

    def __init__(
        self,
        config: PoolConfig | None = None,
        *,
        make_buffer: Callable[[bytes], Any],
        answer: Callable[[str, Mapping[str, Any], Sequence[Any]], Any],
    ) -> None:
        self._config = config or PoolConfig()
        self._make_buffer = make_buffer
        self._answer = answer
        self._emit: Callable[[str, Mapping[str, Any], Sequence[Any]], None] | None = None
        self._pool: Pool | None = None

    def start(self, emit: Callable[[str, Mapping[str, Any], Sequence[Any]], None]) -> None:
        """Start the pool. The models load meanwhile: the first pages wait in its queue."""
        self._emit = emit
        self._pool = Pool(self._config)

    def methods(self) -> Mapping[str, Callable[[Mapping[str, Any], Sequence[Any]], Any]]:
        return {
            READ_PAGE: self._read_page,
            READ_FIELDS: self._read_fields,
            MAKE_PDF: self._make_pdf,
            FORGET: self._forget,
        }

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _read_page(self, body: Mapping[str, Any], buffers: Sequence[BufferLike]) -> Any:
        page_id, dpi = body.get("page_id"), body.get("dpi", 300)
        if (
            not isinstance(page_id, str)
            or not isinstance(dpi, int)
            or len(buffers) != 1
            or self._pool is None
        ):
            return self._answer(BAD_CALL, {}, ())
        # A copy: the call's buffers are given back when it returns, long before the page is read.
        self._pool.submit(page_id, bytes(buffers[0].view()), dpi, self._page_read)
        return self._answer("ok", {}, ())

    def _page_read(self, page_id: str, reading: PageReading) -> None:
        if self._emit is not None:
            body = {"page_id": page_id, "status": reading.status.value, "reason": reading.reason}
            self._emit(PAGE_READ, body, (self._make_buffer(reading.to_bytes()),))

    def _forget(self, body: Mapping[str, Any], buffers: Sequence[BufferLike]) -> Any:  # noqa: ARG002 - the wall's signature
        if self._pool is not None:
            self._pool.forget(str(body.get("page_id")))
        return self._answer("ok", {}, ())

    def _read_fields(self, body: Mapping[str, Any], buffers: Sequence[BufferLike]) -> Any:  # noqa: ARG002 - the wall's signature
        if len(buffers) != 1:
            return self._answer(BAD_CALL, {}, ())
        fields = fields_to_json(read_fields(_readings(buffers[0])))
        return self._answer("ok", {}, (self._make_buffer(json.dumps(fields, ensure_ascii=False).encode()),))

    def _make_pdf(self, body: Mapping[str, Any], buffers: Sequence[BufferLike]) -> Any:
        readings = _readings(buffers[0]) if buffers else []
        turns = body.get("turns", [0] * len(readings))
        if not readings or len(buffers) != len(readings) + 1 or len(turns) != len(readings):
            return self._answer(BAD_CALL, {}, ())
        pages = [
            # Views, not copies: two hundred scans lie in memory once.
            PdfPage(image=image.view(), reading=reading, turn=int(turn), dpi=int(body.get("dpi", 300)))
            for image, reading, turn in zip(buffers[1:], readings, turns, strict=True)
        ]
        try:
            pdf = make_pdf(pages, PdfMeta.from_json(body["meta"]))
        except ImageRefusedError:
            return self._answer(OcrFault.PDF_NOT_MADE.value, {}, ())
        return self._answer("ok", {}, (self._make_buffer(pdf),))


def _readings(buffer: BufferLike) -> list[PageReading]:
    return [PageReading.from_json(item) for item in json.loads(bytes(buffer.view()))]

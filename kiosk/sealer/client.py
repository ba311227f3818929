"""The screen's side of the sealer host: typed calls, and the card's answer passed back while it signs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Thread

from drivers.device import DeviceClient, DeviceState, Event, Launcher
from drivers.wire import Buffer
from kiosk.sealer.draft import Draft
from kiosk.sealer.service import HAND_OVER, SEAL, SIGN_LETTER, SIGNATURE, TO_BE_SIGNED

CardSign = Callable[[bytes], "bytes | str"]
"""Signs with the card; answers the signature or the card's failure code."""


@dataclass(frozen=True)
class SignOrder:
    """Everything that the signature needs besides the PDF."""

    certificate_der: bytes
    chain: Sequence[bytes]
    when: datetime
    sign: CardSign


@dataclass(frozen=True)
class Sealed:
    """A sealed and encrypted letter, as bytes that the screen can't read; the buffer is its keeper's to close."""

    draft: Draft
    package_sha256: str
    package: Buffer


class HandOverEnd(StrEnum):
    """How a hand-over ended; a failure code comes as plain text instead."""

    DONE = "done"
    UNCERTAIN = "device.gone"  # the sealer died over it: repeat with the same bytes


class SealerClient:
    """One letter at a time; every call ends within its deadline with a value."""

    def __init__(
        self,
        launch: Launcher,
        *,
        on_state: Callable[[DeviceState], None],
        sign_deadline_s: float = 90.0,
        seal_deadline_s: float = 120.0,
    ) -> None:
        self._sign_deadline_s = sign_deadline_s
        self._seal_deadline_s = seal_deadline_s
        self._sign: CardSign | None = None
        self._device = DeviceClient(launch, on_event=self._hear, on_state=on_state)

    def wait_ready(self, timeout_s: float) -> bool:
        """Wait until the host serves; tell whether it does."""
        return self._device.wait_ready(timeout_s)

    @property
    def is_ready(self) -> bool:
        """Tell whether the host serves right now."""
        return self._device.state is DeviceState.READY

    def sign_letter(self, pdf: Buffer, order: SignOrder) -> Buffer | str:
        """Return the signed PDF (the caller's to close), or a failure code."""
        self._sign = order.sign
        with contextlib.ExitStack() as stack:
            certificates = [
                stack.enter_context(Buffer.of(der, "certificate"))
                for der in (order.certificate_der, *order.chain)
            ]
            reply = self._device.call(
                SIGN_LETTER,
                {"when": order.when.isoformat()},
                buffers=[pdf, *certificates],
                deadline_s=self._sign_deadline_s,
            )
        self._sign = None
        return reply.buffers[0] if reply.ok else reply.outcome

    def seal(self, draft: Draft, pdf: Buffer, scans: Sequence[Buffer] = ()) -> Sealed | str:
        """Seal and encrypt the letter; a failure code when that could not be done.

        `scans`: the pages as the scanner gave them, when the office wants them in the package.
        """
        with Buffer.of(draft.model_dump_json().encode(), "draft") as words:
            reply = self._device.call(SEAL, buffers=[words, pdf, *scans], deadline_s=self._seal_deadline_s)
        if not reply.ok:
            return reply.outcome
        return Sealed(draft, str(reply.body["package_sha256"]), reply.buffers[0])

    def hand_over(self, sealed: Sealed) -> HandOverEnd | str:
        """Put it durably into the outbox; repeating it is harmless. A failure code: nothing was left there."""
        name = {
            "submission_id": sealed.draft.submission_id,
            "number": sealed.draft.number,
            "package_sha256": sealed.package_sha256,
        }
        reply = self._device.call(HAND_OVER, name, buffers=[sealed.package], deadline_s=self._seal_deadline_s)
        if reply.ok:
            return HandOverEnd.DONE
        return HandOverEnd.UNCERTAIN if reply.outcome.startswith("device.") else reply.outcome

    def close(self) -> None:
        """End the host."""
        self._device.close()

    def _hear(self, event: Event) -> None:
        if event.name != TO_BE_SIGNED:
            return
        with event.buffers[0] as buffer:
            data = buffer.bytes()
        # A callback must not call its own device; and the card takes its time.
        Thread(target=self._ask_card, args=(data,), name="card-signature", daemon=True).start()

    def _ask_card(self, data: bytes) -> None:
        sign = self._sign
        answer = "card.refused" if sign is None else sign(data)
        if isinstance(answer, bytes):
            with Buffer.of(answer, "signature") as signature:
                self._device.call(SIGNATURE, buffers=[signature], deadline_s=10.0)
        else:
            self._device.call(SIGNATURE, {"code": answer}, deadline_s=10.0)

"""Makes the PDF, has it signed, seals the letter and hands it over: the way of a letter out of the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from drivers.card_values import PinState
from drivers.cards import CardsClient
from drivers.wire import Buffer
from kiosk.reader import ReaderClient
from kiosk.sealer.client import CardSign, HandOverEnd, Sealed, SealerClient, SignOrder
from kiosk.session.effects import HandIn, SignLetter
from kiosk.session.events import (
    Event,
    HandedOver,
    HandOverFailed,
    SealingProgressed,
    Signed,
    SigningFailed,
)
from kiosk.session.values import ClockTrust, LetterContent, RequestId, SealingStage, SubmissionId
from kiosk.shell.drafts import DraftMaker, HandedLetter
from kiosk.shell.lanes import Lanes
from kiosk.shell.pages import PageStore
from kiosk.shell.pin import Pin
from ocr.page import OcrFault, PageReading, PageStatus
from ocr.pdf import PdfMeta
from sync.clock import ClockWatch

PDF_NOT_MADE = "ocr.pdf_not_made"
PAGE_LOST = "visit.page_lost"
DISK_FULL = "kiosk.disk_full"
_HAND_OVER_TRIES = 3
_TITLE = "Pismo"
"""The PDF's title; nothing of the letter's content, since a title is shown in lists."""


@dataclass(frozen=True)
class LetterTools:
    """The hosts and the clock that a letter's way out needs."""

    reader: ReaderClient
    cards: CardsClient
    sealer: SealerClient
    clock: ClockWatch
    sends_scans: bool = False  # the office wants the untouched images beside the PDF


class Letters:
    """Serves SignLetter and HandIn; keeps the signed PDF and what the receipt needs until the visit is wiped."""

    def __init__(
        self,
        tools: LetterTools,
        store: PageStore,
        drafts: DraftMaker,
        pin: Pin,
        *,
        lanes: Lanes,
        post: Callable[[Event], None],
    ) -> None:
        self._tools = tools
        self._store = store
        self._drafts = drafts
        self._pin = pin
        self._lanes = lanes
        self._post = post
        self._lock = threading.Lock()
        self._signed: dict[RequestId, Buffer] = {}
        self._handed: HandedLetter | None = None
        self._uncertain: dict[SubmissionId, Sealed] = {}
        self._visit = 0

    @property
    def handed(self) -> HandedLetter | None:
        """The letter that was handed over in this visit: what the receipt says."""
        with self._lock:
            return self._handed

    def sign(self, effect: SignLetter) -> None:
        """Make the PDF and have the card sign it; the PIN is gone afterwards whatever happens."""
        pin, visit = self._pin.take(), self._visit
        self._lanes.run("letter", lambda: self._sign(effect, pin, visit))

    def hand_in(self, effect: HandIn) -> None:
        """Seal and hand over."""
        self._lanes.run("letter", lambda: self._hand_in(effect))

    def clear(self) -> None:
        """Forget the PDF and the receipt's words."""
        with self._lock:
            self._visit += 1
            gone, self._signed = list(self._signed.values()), {}
            gone += [sealed.package for sealed in self._uncertain.values()]
            self._uncertain = {}
            self._handed = None
        for buffer in gone:
            buffer.close()
        self._drafts.clear()

    def _sign(self, effect: SignLetter, pin: bytearray, visit: int) -> None:
        state: list[PinState] = []
        try:
            listed = self._tools.cards.certificates()
            chosen = [found for found in listed.certificates if found.certificate_id == effect.certificate_id]
            if listed.fault is not None or not chosen:
                code = "card.removed" if listed.fault is None else listed.fault.value
                self._post(SigningFailed(effect.request_id, code))
                return
            pdf = self._make_pdf(effect.letter)
            if isinstance(pdf, str):
                self._post(SigningFailed(effect.request_id, pdf))
                return
            order = SignOrder(
                certificate_der=chosen[0].der,
                chain=listed.authorities,
                when=self._tools.clock.read().at,
                sign=self._card_signer(effect, pin, state),
            )
            with pdf:
                signed = self._tools.sealer.sign_letter(pdf, order)
        finally:
            pin[:] = bytes(len(pin))
        if isinstance(signed, str):
            self._post(_failed(effect, signed, state[-1] if state else None))
            return
        with self._lock:
            is_wanted = visit == self._visit
            if is_wanted:
                self._signed[effect.request_id] = signed
        if not is_wanted:
            signed.close()  # the resident left meanwhile
            return
        self._post(Signed(effect.request_id))

    def _card_signer(self, effect: SignLetter, pin: bytearray, state: list[PinState]) -> CardSign:
        """Make the callable that signs; what is known of the PIN afterwards is put into `state`."""

        def sign(data: bytes) -> bytes | str:
            end = self._tools.cards.sign(
                data, pin, effect.certificate_id, consent_last_try=effect.consent_last_try
            )
            if end.pin is not None:
                state.append(end.pin)
            if end.fault is not None or end.signature is None:
                return "card.refused" if end.fault is None else end.fault.value
            return end.signature

        return sign

    def _hand_in(self, effect: HandIn) -> None:
        submission_id = effect.letter.submission_id
        self._post(SealingProgressed(submission_id, SealingStage.PDF))
        is_signed = effect.signed_in is not None
        sealed = self._uncertain.get(submission_id) or self._seal(effect)
        if isinstance(sealed, str):
            self._post(HandOverFailed(submission_id, sealed))
            return
        self._post(SealingProgressed(submission_id, SealingStage.HAND_OVER))
        for _attempt in range(_HAND_OVER_TRIES):
            end = self._tools.sealer.hand_over(sealed)
            if end is not HandOverEnd.UNCERTAIN:
                break
            # It may lie in the outbox now: whatever comes next for this letter must be the very same package.
            self._uncertain[submission_id] = sealed
        if end is HandOverEnd.DONE:
            self._uncertain.pop(submission_id, None)
            self._tell(
                submission_id, self._drafts.handed(sealed.draft, sealed.package_sha256, is_signed=is_signed)
            )
        elif submission_id in self._uncertain:
            self._post(HandOverFailed(submission_id, HandOverEnd.UNCERTAIN.value))
            return
        else:
            self._post(HandOverFailed(submission_id, end))
        sealed.package.close()

    def _seal(self, effect: HandIn) -> Sealed | str:
        scans = self._images(effect.letter) if self._tools.sends_scans else []
        if scans is None:
            return PAGE_LOST
        pdf = self._pdf_of(effect)
        if isinstance(pdf, str):
            return pdf
        self._post(SealingProgressed(effect.letter.submission_id, SealingStage.SEAL))
        readings = [self._reading(page.page_id) for page in effect.letter.pages]
        try:
            draft = self._drafts.draft(effect.letter, readings, self._store)
        except OSError:
            return DISK_FULL
        sealed = self._tools.sealer.seal(draft, pdf, scans)
        if effect.signed_in is None:
            pdf.close()
        return sealed

    def _tell(self, submission_id: SubmissionId, letter: HandedLetter) -> None:
        with self._lock:
            self._handed = letter
        self._post(
            HandedOver(
                submission_id=submission_id,
                number=letter.number,
                secret=letter.secret,
                qr=letter.qr,
                at=letter.at,
                clock=ClockTrust(letter.clock_state.value),
                digest_prefix=letter.package_sha256[:16],
            )
        )

    def _pdf_of(self, effect: HandIn) -> Buffer | str:
        if effect.signed_in is None:
            return self._make_pdf(effect.letter)
        with self._lock:
            return self._signed.get(effect.signed_in) or PAGE_LOST

    def _make_pdf(self, letter: LetterContent) -> Buffer | str:
        images = self._images(letter)
        if images is None:
            return PAGE_LOST
        readings = [self._reading(page.page_id) for page in letter.pages]
        turns = [page.turn for page in letter.pages]
        meta = PdfMeta(title=_TITLE, created=self._tools.clock.read().at, language="pl-PL")
        return self._tools.reader.make_pdf(images, readings, turns, meta) or PDF_NOT_MADE

    def _images(self, letter: LetterContent) -> list[Buffer] | None:
        """Return the scans of the letter's pages; None when one of them is gone."""
        pages = [self._store.get(page.page_id) for page in letter.pages]
        images = [page.image for page in pages if page is not None]
        return images if len(images) == len(letter.pages) else None

    def _reading(self, page_id: str) -> PageReading:
        page = self._store.get(page_id)
        if page is None or page.reading is None:
            return PageReading.without_text(PageStatus.IMAGE_ONLY, OcrFault.WORKER_LOST)
        return page.reading


def _failed(effect: SignLetter, code: str, pin: PinState | None) -> SigningFailed:
    if pin is None:
        return SigningFailed(effect.request_id, code)
    tries_left = -1 if pin.tries_left is None else pin.tries_left
    return SigningFailed(effect.request_id, code, tries_left, pin.needs_consent)

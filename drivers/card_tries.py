"""PKCS#11 tells only that the PIN's tries are "low"; many cards tell the exact number when asked directly.

ISO 7816-4: VERIFY without data spends no try and answers `63 Cx` (x tries left) or `69 83` (blocked).
"""

from typing import Final

from smartcard import scard

_BLOCKED: Final = (0x69, 0x83)
_COUNTER_SW1: Final = 0x63
_COUNTER_SW2: Final = 0xC0


def read_tries_left(reader: str, query: bytes) -> int | None:
    """Ask the card in the reader how many tries are left; None when it doesn't tell or can't be asked."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if result != scard.SCARD_S_SUCCESS:
        return None
    try:
        answer = _exchange(context, reader, query)
    finally:
        scard.SCardReleaseContext(context)
    return tries_in(answer)


def tries_in(answer: bytes) -> int | None:
    """Return the count that status words tell; None when they tell something else."""
    if len(answer) != 2:
        return None
    if tuple(answer) == _BLOCKED:
        return 0
    if answer[0] == _COUNTER_SW1 and answer[1] & 0xF0 == _COUNTER_SW2:
        return answer[1] & 0x0F
    return None


def _exchange(context: int, reader: str, query: bytes) -> bytes:
    # Shared, and left as it is afterwards: the vendor's module has its own connection to the same card.
    result, card, protocol = scard.SCardConnect(
        context, reader, scard.SCARD_SHARE_SHARED, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
    )
    if result != scard.SCARD_S_SUCCESS:
        return b""
    try:
        header = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
        result, answer = scard.SCardTransmit(card, header, list(query))
        return bytes(byte & 0xFF for byte in answer) if result == scard.SCARD_S_SUCCESS else b""
    finally:
        scard.SCardDisconnect(card, scard.SCARD_LEAVE_CARD)

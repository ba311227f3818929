"""Every failure of card, printer and speech has words for the resident and for the technician."""

from enum import StrEnum

import pytest

from drivers.cards import CardFault
from drivers.printer import PrinterFault, PrinterWarning
from drivers.speech import SpeechFault
from kiosk.failures.catalogue import load_catalogue


@pytest.mark.parametrize("area", [CardFault, PrinterFault, PrinterWarning, SpeechFault])
def test_every_failure_has_words(area: type[StrEnum]) -> None:
    catalogue = load_catalogue()

    assert [code for code in area if code not in catalogue] == []


def test_no_words_are_left_over_from_failures_that_are_gone() -> None:
    known = {*CardFault, *PrinterFault, *PrinterWarning, *SpeechFault}

    ours = [code for code in load_catalogue() if code.partition(".")[0] in ("card", "printer", "speech")]

    assert [code for code in ours if code not in known] == []

"""Every fault of this package has words for the resident and for the technician."""

from enum import StrEnum

import pytest

from kiosk.failures.catalogue import load_catalogue
from sync.faults import NumberFault, SealFault, SyncFault


@pytest.mark.parametrize("faults", [SealFault, SyncFault, NumberFault])
def test_every_fault_has_words_and_every_word_has_a_fault(faults: type[StrEnum]) -> None:
    area = next(iter(faults)).partition(".")[0]
    told = {code for code in load_catalogue() if code.startswith(f"{area}.")}
    ours = {fault.value for kind in (SealFault, SyncFault, NumberFault) for fault in kind}

    assert {fault.value for fault in faults} <= told
    assert told <= ours

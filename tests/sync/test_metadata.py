"""The archive's description of a letter: valid against the published schema, whatever the resident typed."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from sync.metadata import NAMESPACE, build_metadata
from sync.submission import Party, PartyKind, Submission
from tests.sync.kit import letter

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "archiwum"
NAMES = {"m": NAMESPACE}

UGLY = (
    letter().submission,
    replace(
        letter().submission, sender=Party(""), case_number="", letter_date=None, subject="", language="xx"
    ),
    replace(
        letter().submission,
        sender=Party("Gmina <Żnin> & \x00\x0b synowie", PartyKind.INSTITUTION, "\x1b[31m"),
    ),
    replace(letter().submission, sender=Party("Cher", address="Toruń, u sąsiada", pesel="44051401359")),
    replace(
        letter().submission, sender=Party("A B C", address="87-100 Toruń", email="a@b.pl"), language="uk"
    ),
    replace(
        letter().submission,
        subject="\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace") + "  ",
    ),
)


def read(submission: Submission) -> etree._Element:
    return etree.fromstring(build_metadata(submission))


@pytest.mark.parametrize("submission", UGLY, ids=range(len(UGLY)))
def test_the_description_is_valid_against_metadane_1_7(submission: Submission, tmp_path: Path) -> None:
    if not SHARED.exists():
        pytest.skip("the published schema is not on this machine")
    described = tmp_path / "metadata.xml"
    described.write_bytes(build_metadata(submission))

    # A process of its own: libxml2 reads XML_CATALOG_FILES once.
    script = (
        "import sys; from lxml import etree; "
        "schema = etree.XMLSchema(etree.parse(sys.argv[1])); schema.assertValid(etree.parse(sys.argv[2]))"
    )
    checked = subprocess.run(
        [sys.executable, "-c", script, str(SHARED / "Metadane-1.7.xsd"), str(described)],
        env={**os.environ, "XML_CATALOG_FILES": str(SHARED / "catalog.xml")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("submission", UGLY, ids=range(len(UGLY)))
def test_elements_stand_in_the_order_that_the_schema_fixes(submission: Submission) -> None:
    order = [
        "odbiorca",
        "data",
        "dostep",
        "format",
        "grupowanie",
        "identyfikator",
        "jezyk",
        "opis",
        "uprawnienia",
        "kwalifikacja",
        "relacja",
        "status",
        "tematyka",
        "tworca",
        "typ",
        "tytul",
    ]

    names = [etree.QName(child).localname for child in read(submission)]

    assert names == sorted(names, key=order.index)
    assert {"data", "dostep", "format", "identyfikator", "tworca", "typ", "tytul"} <= set(names)


def test_an_address_is_taken_apart_as_far_as_it_can_be_understood() -> None:
    address = read(letter().submission).find("m:tworca/m:podmiot/m:osoba/m:adres", NAMES)

    assert address is not None
    found = {etree.QName(part).localname: part.text for part in address}
    assert found == {
        "kod": "87-100",
        "miejscowosc": "Toruń",
        "ulica": "ul. Długa",
        "budynek": "7",
        "lokal": "3",
        "kraj": "PL",
    }


def test_an_address_that_is_not_understood_is_kept_whole() -> None:
    described = read(replace(letter().submission, sender=Party("Jan Kot", address="u sąsiada za rzeką")))

    assert described.findtext(".//m:osoba/m:adres/m:uwagi", namespaces=NAMES) == "u sąsiada za rzeką"


def test_the_account_of_sheets_and_the_clock_are_told() -> None:
    told = read(letter().submission).findtext("m:opis", namespaces=NAMES)

    assert told is not None
    assert "Kartki: 2" in told
    assert "Stan zegara: synchronised" in told

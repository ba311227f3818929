"""Fields are proposed from where the words stand; these letters are made of words and places, no pictures."""

import pytest

from ocr.fields import FieldName, FieldReading, fields_from_json, fields_to_json, read_fields
from ocr.page import PageReading, PageStatus
from tests.ocr.kit import written

LEFT, RIGHT = 230, 1270
LETTER = [
    ("Świedziebnia Mała, dnia 9 czerwca 2026 r.", 1400, 200),
    ("Grażyna Jabłońska", LEFT, 330),
    ("ul. Młyńska 61/4", LEFT, 390),
    ("87-335 Świedziebnia Mała", LEFT, 450),
    ("PESEL 61091445707", LEFT, 510),
    ("tel. 888 194 189", LEFT, 570),
    ("e-mail: grazyna.jablonska@poczta.example", LEFT, 630),
    ("Urząd Marszałkowski Województwa", RIGHT, 760),
    ("Kujawsko-Pomorskiego w Toruniu", RIGHT, 820),
    ("Departament Środowiska", RIGHT, 880),
    ("ul. Targowa 13/15", RIGHT, 940),
    ("87-100 Toruń", RIGHT, 1000),
    ("Znak sprawy: OŚ.7221.12.2026.AB", LEFT, 1130),
    ("Wniosek o udostępnienie informacji o środowisku", 650, 1250),
    ("Proszę o udostępnienie informacji dotyczących stanu wód jeziora oraz planowanych", LEFT, 1400),
    ("działań naprawczych, jakie przewidziano na lata 2024 i 2025 w programie ochrony.", LEFT, 1460),
    ("Z poważaniem", RIGHT, 1650),
    ("Załączniki:", LEFT, 1900),
    ("1. wykaz zrzutów ścieków,", 290, 1960),
    ("2. szkic sytuacyjny brzegu", 290, 2020),
    ("jeziora – 3 egz.", 290, 2080),
]
EXPECTED = {
    FieldName.SENDER_NAME: "Grażyna Jabłońska",
    FieldName.SENDER_ADDRESS: "ul. Młyńska 61/4, 87-335 Świedziebnia Mała",
    FieldName.RECIPIENT: "Urząd Marszałkowski Województwa Kujawsko-Pomorskiego w Toruniu",
    FieldName.SUBJECT: "Wniosek o udostępnienie informacji o środowisku",
    FieldName.CASE_NUMBER: "OŚ.7221.12.2026.AB",
    FieldName.DATE: "2026-06-09",
    FieldName.PLACE: "Świedziebnia Mała",
    FieldName.PESEL: "61091445707",
    FieldName.EMAIL: "grazyna.jablonska@poczta.example",
    FieldName.PHONE: "888 194 189",
    FieldName.ATTACHMENTS: ["wykaz zrzutów ścieków", "szkic sytuacyjny brzegu jeziora – 3 egz."],
}


def _with(changes: dict[str, str]) -> PageReading:
    return written([(changes.get(text, text), x, y) for text, x, y in LETTER])


@pytest.mark.parametrize("name", list(FieldName))
def test_every_field_of_a_plain_letter_is_proposed(name: FieldName) -> None:
    reading = read_fields([_with({})])[name]

    assert reading.value == EXPECTED[name]
    assert reading.confidence > 0.85
    assert reading.page_index == 0
    assert reading.box is not None


def test_an_empty_letter_proposes_nothing() -> None:
    nothing = read_fields([PageReading(status=PageStatus.READ, blank=True)])

    assert {reading.value for name, reading in nothing.items() if name is not FieldName.ATTACHMENTS} == {None}
    assert nothing[FieldName.ATTACHMENTS].value == []


def test_an_annex_alone_is_not_taken_for_the_letter() -> None:
    annex = written([("Załącznik nr 1 do pisma z dnia 09.06.2026 r.", LEFT, 200), *LETTER[1:4]])

    assert read_fields([annex])[FieldName.SENDER_NAME].value is None


def test_the_letter_is_found_behind_an_annex_that_was_fed_first() -> None:
    annex = written(
        [("Załącznik nr 1 do pisma z dnia 09.06.2026 r.", LEFT, 200), ("1 rów przy moście", LEFT, 400)]
    )

    fields = read_fields([annex, _with({})])

    assert fields[FieldName.SENDER_NAME].value == "Grażyna Jabłońska"
    assert fields[FieldName.SENDER_NAME].page_index == 1


def test_a_letter_by_way_of_another_office_goes_to_the_first_named() -> None:
    fields = read_fields(
        [
            _with(
                {
                    "Urząd Marszałkowski Województwa": "Samorządowe Kolegium Odwoławcze w",
                    "Kujawsko-Pomorskiego w Toruniu": "Toruniu",
                    "Departament Środowiska": "za pośrednictwem",
                    "ul. Targowa 13/15": "Marszałka Województwa Kujawsko-Pomorskiego",
                }
            )
        ]
    )

    assert fields[FieldName.RECIPIENT].value == "Samorządowe Kolegium Odwoławcze w Toruniu"


def test_a_pesel_with_a_wrong_digit_is_offered_not_given() -> None:
    pesel = read_fields([_with({"PESEL 61091445707": "PESEL 61091445107"})])[FieldName.PESEL]

    assert pesel.value is None or pesel.confidence < 0.7
    assert "61091445707" in (pesel.value, *pesel.alternatives)


def test_a_nip_is_not_taken_for_a_telephone() -> None:
    fields = read_fields([_with({"tel. 888 194 189": "NIP 525-224-84-81, REGON 010137837"})])

    assert fields[FieldName.PHONE].value is None


def test_worn_letters_make_a_field_less_sure() -> None:
    clear = read_fields([written(LETTER, confidence=0.99)])[FieldName.SENDER_NAME].confidence
    worn = read_fields([written(LETTER, confidence=0.4)])[FieldName.SENDER_NAME].confidence

    assert worn < 0.75 < clear


def test_a_form_gives_the_given_name_first() -> None:
    form = written(
        [
            ("Miejski Ośrodek Pomocy Społecznej", RIGHT, 300),
            ("ul. Ćwiklińskiej 6, 28-300 Jędrzejowice", RIGHT, 360),
            ("1. Nazwisko i imię wnioskodawcy", LEFT, 900),
            ("Kozieł Mirosław", 1150, 900),
            ("2. Numer PESEL", LEFT, 1030),
            ("78052767051", 1150, 1030),
            ("3. Adres zamieszkania", LEFT, 1160),
            ("ul. Źródlana 119/60, 08-500 Ryczów Nowy", 1150, 1160),
        ]
    )

    fields = read_fields([form])

    assert fields[FieldName.SENDER_NAME].value == "Mirosław Kozieł"
    assert fields[FieldName.SENDER_ADDRESS].value == "ul. Źródlana 119/60, 08-500 Ryczów Nowy"
    assert fields[FieldName.PESEL].value == "78052767051"


def test_a_receipt_stamp_is_no_addressee() -> None:
    stamped = written([*LETTER[:7], ("BIURO PODAWCZE", 1500, 690), *LETTER[7:]])

    assert read_fields([stamped])[FieldName.RECIPIENT].value == EXPECTED[FieldName.RECIPIENT]


def test_fields_survive_the_way_through_the_wall() -> None:
    fields = read_fields([_with({})])

    assert fields_from_json(fields_to_json(fields)).keys() == fields.keys()
    assert FieldReading.from_json(fields[FieldName.DATE].to_json()).value == "2026-06-09"

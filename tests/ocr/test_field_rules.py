"""One small case per rule, and one for each mistake that was found and mended."""

import pytest

from ocr.addresses import find_address
from ocr.attachments import find_attachments
from ocr.case_numbers import find_case_number
from ocr.contacts import find_mail, find_pesel, find_pesel_in_text, find_phone
from ocr.date_line import find_date_and_place
from ocr.dates import find_dates
from ocr.forms import read_form
from ocr.gazetteer import is_given_name, is_surname, is_town, likeliest_town, towns_of
from ocr.layout import TextLine, lay_out, text_lines
from ocr.party_names import given_name_first, is_person, leading_name, name_lines
from ocr.proposal import best, propose
from ocr.subjects import find_subject
from ocr.text_shape import sentence_case, tidy_case, unspaced
from tests.ocr.kit import written


def lines(*texts: str, confidence: float = 0.97) -> list[TextLine]:
    drawn = [(text, 230, 200 + 64 * row) for row, text in enumerate(texts)]
    return text_lines(written(drawn, confidence=confidence), 0)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["ul. Długa 5/7", "87-100 Toruń"], "ul. Długa 5/7, 87-100 Toruń"),
        (["zam. ul. długa 5 m. 7", "87-100 Torun"], "ul. Długa 5 m. 7, 87-100 Toruń"),  # a mark lost
        (["ul. Długa 5", "87-1OO Toruń"], "ul. Długa 5, 87-100 Toruń"),  # letters for figures
        (["ui. Długa 5", "87 - 100 Toruń"], "ul. Długa 5, 87-100 Toruń"),
        (["Kolonia Łąki 86 m. 29", "87-404 Radomin"], "Kolonia Łąki 86 m. 29, 87-404 Radomin"),
        (["ul. Kard. Stefana", "Bema 50B/10", "87-100 Toruń"], "ul. Kard. Stefana Bema 50B/10, 87-100 Toruń"),
        (["ul. Polna 1", "89-100 Nakło", "nad Notecią"], "ul. Polna 1, 89-100 Nakło nad Notecią"),
        (["skr. poczt. 61, 87-720", "Ciechocinek"], "skr. poczt. 61, 87-720 Ciechocinek"),
        (["Jan Nowak, ul. Polna 1, 87-100 Toruń"], "ul. Polna 1, 87-100 Toruń"),
        (["ul. Polna 1, 88-400 Żninek"], "ul. Polna 1, 88-400 Żninek"),  # listed nowhere: not made Żnin
        (["14 Market Street", "York YO1 8SL", "United Kingdom"], "14 Market Street, York YO1 8SL, United Kingdom"),
        (["Hauptstraße 12", "10115 Berlin"], "Hauptstraße 12, 10115 Berlin"),
        (["adres do korespondencji: ul. A 1, 87-800 Włocławek", "ul. B 2", "87-100 Toruń"], "ul. B 2, 87-100 Toruń"),
    ],
)  # fmt: skip
def test_an_address_is_put_together(texts: list[str], expected: str) -> None:
    address = find_address(lines(*texts))

    assert address is not None
    assert address.value == expected


@pytest.mark.parametrize("texts", [["Przedszkole nr 5"], ["art. 127 § 1"], ["tel. 602 109 418"]])
def test_what_is_no_address_gives_none(texts: list[str]) -> None:
    assert find_address(lines(*texts)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dwunastego marca dwa tysiące dwudziestego szóstego roku", "2026-03-12"),
        ("dwudziestego pierwszego maja dwa tysiące dwudziestego piątego", "2025-05-21"),
        ("29 V 2025 r.", "2025-05-29"),
        ("4. Mai 2026", "2026-05-04"),
        ("February 24, 2025", "2025-02-24"),
        ("24 February 2025", "2025-02-24"),
    ],
)
def test_a_date_is_read_however_it_is_written(text: str, expected: str) -> None:
    assert [found.value.isoformat() for found in find_dates(text)] == [expected]


@pytest.mark.parametrize(
    ("texts", "date", "place"),
    [
        (["Nakło nad Notecią, dn. 4 maja 2026 r."], "2026-05-04", "Nakło nad Notecią"),
        (["Grudziądz dnia 14 listopada 2025 r."], "2025-11-14", "Grudziądz"),  # "z dnia" is no "of the day"
        (["włocławek, 4 maja 2026"], "2026-05-04", "włocławek".capitalize()),
        (["dnia 4 maja 2026 r."], "2026-05-04", None),
        (["Data: 4.05.2026"], "2026-05-04", None),
        (["ur. 4 maja 1960 r."], None, None),
        (["decyzja z dnia 4 maja 2026 r."], None, None),
    ],
)
def test_the_date_of_writing_is_told_from_others(
    texts: list[str], date: str | None, place: str | None
) -> None:
    layout = lay_out(written([(text, 1400, 200) for text in texts]), 0)

    found = list(find_date_and_place(layout, None))

    assert [proposal.value for proposal, _ in found] == ([date] if date else [])
    assert [town.value if town else None for _, town in found] == ([place] if date else [])


def test_a_birth_date_in_a_form_is_no_date_of_writing() -> None:
    form = written([("Data urodzenia", 230, 900), ("03.05.1960", 1150, 900)])

    assert not list(find_date_and_place(lay_out(form, 0), None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Znak sprawy: OŚ.7222.14.2026.KW", "OŚ.7222.14.2026.KW"),
        ("Znak: SK0-17.4/353/2026", "SKO-17.4/353/2026"),  # a nought for an O
        ("Nasz znak: 0Ś/650/32/2025", "OŚ/650/32/2025"),
        ("Sygn. akt: II SA/Bd 376/26", "II SA/Bd 376/26"),
        ("Znak: KM-II.6220 .12.2025", "KM-II.6220.12.2025"),
        ("uchwała nr XII.12.4.2026", None),
        ("działka 118/3 i 207/11", None),
    ],
)
def test_a_case_mark_is_known_by_form_or_label(text: str, expected: str | None) -> None:
    found = best(find_case_number(lay_out(written([(text, 230, 200)]), 0)))

    assert (found.value if found else None) == expected


def test_the_addressees_mark_goes_before_the_senders() -> None:
    marks = written([("Nasz znak: GK.1.1.2026", 230, 200), ("Wasz znak: OŚ.2.2.2025", 230, 270)])

    found = best(find_case_number(lay_out(marks, 0)))

    assert found is not None
    assert (found.value, found.alternatives) == ("OŚ.2.2.2025", ("GK.1.1.2026",))


def test_a_lone_1_in_a_unit_is_offered_as_a_roman_figure() -> None:
    found = best(find_case_number(lay_out(written([("Znak: DG-1.58.2.2026", 230, 200)]), 0)))

    assert found is not None
    assert found.alternatives == ("DG-I.58.2.2026",)
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Dotyczy: zmiany planu", "miejscowego"], "zmiany planu miejscowego"),
        (["'Temat: zmiana planu"], "zmiana planu"),  # a stain before the label
        (["Dotyczy: sprawy nr OŚ.7.1.2026 – skarga na hałas"], "skarga na hałas"),
        (["PISMO", "Dotyczy: skargi na hałas"], "skargi na hałas"),
    ],
)
def test_the_subject_follows_its_label(texts: list[str], expected: str) -> None:
    found = best(find_subject(lay_out(written([(t, 230, 900 + 64 * n) for n, t in enumerate(texts)]), 0)))

    assert found is not None
    assert found.value == expected


def test_a_spaced_title_goes_on_below() -> None:
    title = written([("W N I O S E K", 1084, 900), ("o wydanie zaświadczenia", 964, 964)])

    found = best(find_subject(lay_out(title, 0)))

    assert found is not None
    assert found.value == "Wniosek o wydanie zaświadczenia"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Załączniki:", "1. mapa", "2. wypis – 2 egz."], ["mapa", "wypis – 2 egz."]),
        (["Załącznik: kosztorys prac."], ["kosztorys prac"]),
        (["Zał. 2", "1. mapa", "2. wypis"], ["mapa", "wypis"]),
        (["W załączeniu przesyłam:", "- mapa,", "- wypis."], ["mapa", "wypis"]),
        (["Do wniosku załączam:", "a) mapa;", "b) wypis;"], ["mapa", "wypis"]),
        (["Załączniki: 1) mapa, 2) wypis,", "3) odpis"], ["mapa", "wypis", "odpis"]),
        (["Załączniki:", "1. mapa w skali", "1:500 – 2 egz."], ["mapa w skali 1:500 – 2 egz."]),
        (["Załączniki:", "16 mapa,", "2. wypis"], ["mapa", "wypis"]),  # "1." read as 16
        (["Enclosures:", "- copy of my passport"], ["copy of my passport"]),
        (["Załączniki: brak"], []),
        (["Załączników: 0"], []),
        (["Załączam wyrazy szacunku i proszę o szybką odpowiedź w tej sprawie"], []),
    ],
)
def test_attachments_are_listed(texts: list[str], expected: list[str]) -> None:
    assert find_attachments([lines(*texts)])[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e-mail: jan.nowak@poczta.example", "jan.nowak@poczta.example"),
        ("e-mail: jan . nowak @ poczta . example", "jan.nowak@poczta.example"),
        ("e-mail: jan nowak@poczta.example", "jan_nowak@poczta.example"),  # a low stroke lost
        ("adres e-mail: biuro poczta.example", "biuro@poczta.example"),
    ],
)
def test_a_mail_address_is_mended_where_signs_were_lost(text: str, expected: str) -> None:
    found = best(find_mail(lines(text)))

    assert found is not None
    assert found.value == expected
    assert (found.confidence >= 0.9) is (expected in text)


def test_a_mail_address_that_was_cut_off_is_not_sure() -> None:
    found = best(find_mail(lines("e-mail: jan.nowak@poczta.exa")))

    assert found is not None
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tel. 602 109 418", "602 109 418"),
        ("tel. +48 602-109-418", "+48 602-109-418"),
        ("kom. (52) 342 81 68; email: a@b.pl", "(52) 342 81 68"),
        ("Tel.: +49 30 901820", "+49 30 901820"),
        ("KRS 0000123456", None),
        ("przesyłka nr 00459007731234567890", None),
        ("NIP 525-224-84-81", None),
    ],
)
def test_a_telephone_is_told_from_other_numbers(text: str, expected: str | None) -> None:
    found = best(find_phone(lines(text)))

    assert (found.value if found else None) == expected


def test_a_number_that_nobody_has_is_not_sure() -> None:
    right, misread = best(find_phone(lines("tel. 784-924-979"))), best(find_phone(lines("tel. 184-924-979")))

    assert right is not None
    assert misread is not None
    assert misread.confidence < 0.9 <= right.confidence


def test_a_pesel_is_read_from_boxes_and_with_letters_for_figures() -> None:
    for text in ("PESEL 7 8 0 5 2 7 6 7 0 5 1", "PESEL 78O527670Sl"):
        found = best(find_pesel(lines(text)))
        assert found is not None
        assert found.value == "78052767051"


def test_a_case_mark_is_no_pesel() -> None:
    assert best(find_pesel(lines("6982.106.2026 78.05.27.67.05.1"))) is None


def test_a_daughters_pesel_is_not_the_writers() -> None:
    assert not list(find_pesel_in_text(lines("Sprawa dotyczy mojej córki, PESEL 78052767051.")))
    assert list(find_pesel_in_text(lines("Ja, niżej podpisany, PESEL 78052767051, oświadczam")))


def test_the_edge_of_a_box_is_no_figure() -> None:
    rows = [("Imię i nazwisko", "Jan Nowak"), ("PESEL", "7 8 0 5l 2 7 6 7 0 5 1"), ("Telefon", "602 109 418")]
    drawn = [
        (text, x, 900 + 130 * n)
        for n, row in enumerate(rows)
        for text, x in zip(row, (230, 1150), strict=True)
    ]

    form = read_form(text_lines(written(drawn), 0))

    assert form.pesel is not None
    assert form.pesel.value == "78052767051"
    assert form.pesel.confidence < 0.9


def test_labels_in_a_senders_block_make_no_form() -> None:
    form = read_form(
        lines("Jan Nowak", "adres: ul. Długa 5", "87-100 Toruń", "nr PESEL 78052767051", "tel. 602 109 418")
    )

    assert form.address is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Jan Nowak", "Anna Nowak", "ul. Długa 5"], ["Jan Nowak", "Anna Nowak"]),
        (
            ["Kancelaria Radcy Prawnego", "Paweł Górski", "Rynek 1"],
            ["Kancelaria Radcy Prawnego", "Paweł Górski"],
        ),
        (["Sąd Rejonowy w Toruniu", "I Wydział Cywilny"], ["Sąd Rejonowy w Toruniu"]),
        (["Urząd Gminy", "za pośrednictwem", "Wójta"], ["Urząd Gminy"]),
        (["Biuro Rachunkowe „Debet”", "tel. 1"], ["Biuro Rachunkowe „Debet”"]),  # no "rachunek"
        (["Wnioskodawca:", "Jan Nowak", "PESEL 1"], ["Jan Nowak"]),
    ],
)
def test_a_name_ends_where_something_else_begins(texts: list[str], expected: list[str]) -> None:
    assert [line.text for line in name_lines(lines(*texts))] == expected


def test_a_name_on_a_line_with_more_is_cut_out() -> None:
    assert (
        leading_name("Maja i Jan Żółtowscy, Świedziebnia 13a, 87-335 Świedziebnia") == "Maja i Jan Żółtowscy"
    )
    assert leading_name("Jan Nowak, email: jan@poczta.example") == "Jan Nowak"
    assert leading_name("Nowak, Mazur i Wspólnicy") == ""


def test_names_are_put_in_their_usual_shape() -> None:
    assert given_name_first("Dąbrowska Jadwiga") == "Jadwiga Dąbrowska"
    assert given_name_first("Jan Adam") == "Jan Adam"
    assert tidy_case("ANNA NOWAK-ZIELIŃSKA") == "Anna Nowak-Zielińska"
    assert sentence_case("SKARGA NA HAŁAS") == "Skarga na hałas"
    assert unspaced("W N I O S E K") == "WNIOSEK"


def test_persons_are_told_from_organisations() -> None:
    assert is_person("Grażyna Jabłońska")
    assert is_person("dr Jan Kowalski")
    assert not is_person("Wydział Architektury i Budownictwa")
    assert not is_person("ul. Jana Pawła")


def test_the_lists_are_there() -> None:
    assert is_given_name("Grażyna")
    assert is_surname("Brzęczyszczykowska")
    assert towns_of("87-100") == ("Toruń",)
    assert is_town("nakło nad notecią")
    assert likeliest_town("87-100", "Torun") == "Toruń"
    assert likeliest_town("88-400", "Żninek") is None


def test_doubtful_words_matter_only_when_they_are_in_the_value() -> None:
    clear, doubtful = lines("nr ewid."), lines("Toruń", confidence=0.3)

    sure = propose("nr ewid.", [*clear, *doubtful], rule=0.98)
    unsure = propose("Toruń", [*clear, *doubtful], rule=0.98)

    assert unsure.confidence < 0.9 < sure.confidence


def test_a_rival_takes_confidence_away() -> None:
    line = lines("Jan Nowak")

    assert (
        propose("Jan Nowak", line, rule=0.98, rival=0.5).confidence
        < 0.9
        <= propose("Jan Nowak", line, rule=0.98).confidence
    )


def test_a_heading_close_above_the_first_sentence_is_no_sentence() -> None:
    letter = written(
        [
            ("Odwołanie od decyzji w sprawie opłaty za korzystanie ze środowiska", 431, 1176),
            (
                "Na podstawie art. 127 Kodeksu postępowania administracyjnego wnoszę odwołanie od decyzji",
                257,
                1258,
            ),
            ("z dnia 18 maja 2026 roku, doręczonej mi w ubiegłym tygodniu, wymierzającej opłatę.", 257, 1322),
        ]
    )

    found = best(find_subject(lay_out(letter, 0)))

    assert found is not None
    assert found.value == "Odwołanie od decyzji w sprawie opłaty za korzystanie ze środowiska"

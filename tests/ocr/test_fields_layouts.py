"""Letters as people set them, drawn in signs: where words stand tells what they are.

A column is 24 px wide and a line 60 px high; three blanks part what stands beside each other.
"""

import re

import pytest

from ocr.fields import FieldName, read_fields
from ocr.page import PageReading
from tests.ocr.kit import written

BODY = """
Na podstawie art. 61 Konstytucji RP wnoszę o udostępnienie rejestru umów zawartych w okresie
od 01.01.2025 r. do 30.06.2025 r. Proszę o odpowiedź w terminie 14 dni od otrzymania pisma.
                                                       Z poważaniem
"""


Drawn = tuple[str, dict[str, object]]


def page(drawing: str) -> PageReading:
    rows = enumerate(drawing.strip("\n").splitlines())
    return written(
        [
            (match[0], 150 + 24 * match.start(), 150 + 72 * row)
            for row, text in rows
            for match in re.finditer(r"\S+(?: {1,2}\S+)*", text)
        ]
    )


LETTERHEAD_OF_A_COMPANY: Drawn = (
    """
                            PPUH „Źdźbło” Spółka Jawna
                    ul. Polna 4, 87-148 Łysomice, tel. 56 678 32 11
                 NIP 879-019-92-11   REGON 870012345   KRS 0000123456
                Konto: BS Toruń 61 9502 0006 0000 0712 1981 2874

                                                     Łysomice, 4 maja 2026 r.

                                              Marszałek Województwa
                                              Kujawsko-Pomorskiego
                                              pl. Teatralny 2
                                              87-100 Toruń

   Dotyczy: postępowania OŚ.7222.14.2026.KW

                       WNIOSEK O PRZEDŁUŻENIE TERMINU
"""
    + BODY,
    {
        "sender_name": "PPUH „Źdźbło” Spółka Jawna",
        "sender_address": "ul. Polna 4, 87-148 Łysomice",
        "recipient": "Marszałek Województwa Kujawsko-Pomorskiego",
        "subject": "Wniosek o przedłużenie terminu",
        "case_number": "OŚ.7222.14.2026.KW",
        "date": "2026-05-04",
        "place": "Łysomice",
        "phone": "56 678 32 11",
        "pesel": None,
    },
)
ADDRESSEE_BY_NAME: Drawn = (
    """
   Anna Nowak                                            Toruń, dn. 12.03.2026
   ul. Długa 5/7
   87-100 Toruń

                                              Szanowny Pan
                                              Piotr Zieliński
                                              Marszałek Województwa Kujawsko-Pomorskiego

   Temat: podziękowanie za pomoc po powodzi
"""
    + BODY,
    {
        "sender_name": "Anna Nowak",
        "sender_address": "ul. Długa 5/7, 87-100 Toruń",
        "recipient": "Marszałek Województwa Kujawsko-Pomorskiego",
        "subject": "podziękowanie za pomoc po powodzi",
        "case_number": None,
        "date": "2026-03-12",
        "place": "Toruń",
        "email": None,
        "phone": None,
    },
)
ATTORNEY: Drawn = (
    """
                                                        Bydgoszcz, dnia 3 IV 2026 r.
   Odwołujący się:
   Jan Wójcik, PESEL 78052767051
   ul. Gdańska 12, 85-006 Bydgoszcz
   reprezentowany przez r. pr. Ewę Mazur
   Kancelaria Mazur i Wspólnicy
   ul. Mostowa 1, 85-110 Bydgoszcz
   tel. 52 321 00 00

                                              Samorządowe Kolegium Odwoławcze
                                              w Bydgoszczy
                                              za pośrednictwem
                                              Prezydenta Miasta Bydgoszczy
                                              ul. Jezuicka 1, 85-102 Bydgoszcz

                                  ODWOŁANIE
              od decyzji nr WAB.6730.15.2026.AN z dnia 12 marca 2026 r.
"""
    + BODY,
    {
        "sender_name": "Jan Wójcik",
        "sender_address": "ul. Gdańska 12, 85-006 Bydgoszcz",
        "recipient": "Samorządowe Kolegium Odwoławcze w Bydgoszczy",
        "case_number": "WAB.6730.15.2026.AN",
        "date": "2026-04-03",
        "pesel": "78052767051",
    },
)
SENDER_BELOW: Drawn = (
    """
                                              Wójt Gminy Bukowiec
                                              ul. Dr Florian Ceynowy 14
                                              86-122 Bukowiec

                              Skarga na hałas
"""
    + BODY
    + """
   Zofia Pająk
   Bukowiec 16a
   86-122 Bukowiec
   tel. 602 109 418
   Bukowiec, 17 lutego 2026 r.
""",
    {
        "sender_name": "Zofia Pająk",
        "sender_address": "Bukowiec 16a, 86-122 Bukowiec",
        "recipient": "Wójt Gminy Bukowiec",
        "subject": "Skarga na hałas",
        "date": "2026-02-17",
        "place": "Bukowiec",
        "phone": "602 109 418",
    },
)
SENDER_ON_THE_RIGHT: Drawn = (
    """
                                              Maria i Jan Górscy
                                              os. Młodych 3
                                              88-100 Inowrocław
                                              maria.gorska@poczta.example

   Starosta Inowrocławski
   Wydział Geodezji
   ul. Mątewska 17
   88-100 Inowrocław

   W sprawie: wznowienia granic działki nr 14/2
"""
    + BODY,
    {
        "sender_name": "Maria i Jan Górscy",
        "sender_address": "os. Młodych 3, 88-100 Inowrocław",
        "recipient": "Starosta Inowrocławski",
        "subject": "wznowienia granic działki nr 14/2",
        "email": "maria.gorska@poczta.example",
        "date": None,
        "place": None,
    },
)
TWO_ADDRESSES: Drawn = (
    """
   Halina Ćwiek                                       Ciechocinek, dnia 1 czerwca 2026 r.
   zam. ul. Zdrojowa 8
   87-720 Ciechocinek
   adres do korespondencji: ul. Leśna 2, 87-800 Włocławek
   ur. 03.05.1960 r.

                                              Zakład Ubezpieczeń Społecznych
                                              Oddział w Toruniu

                        Wniosek o ponowne przeliczenie emerytury
"""
    + BODY,
    {
        "sender_name": "Halina Ćwiek",
        "sender_address": "ul. Zdrojowa 8, 87-720 Ciechocinek",
        "recipient": "Zakład Ubezpieczeń Społecznych",
        "date": "2026-06-01",
    },
)
GERMAN: Drawn = (
    """
   Jürgen Müller
   Hauptstraße 12
   10115 Berlin
   Deutschland
   Tel.: +49 30 901820

                                              Urząd Stanu Cywilnego
                                              ul. Ratuszowa 1
                                              86-200 Chełmno

                                                       Berlin, den 4. Mai 2026
   Betreff: Antrag auf eine Geburtsurkunde

   Sehr geehrte Damen und Herren,
   hiermit beantrage ich eine Abschrift der Geburtsurkunde meiner Mutter, geboren in Chełmno am 8. Mai 1931.
                                                       Mit freundlichen Grüßen
   Anlagen:
   - Vollmacht
   - Kopie des Ausweises
""",
    {
        "sender_name": "Jürgen Müller",
        "sender_address": "Hauptstraße 12, 10115 Berlin, Deutschland",
        "recipient": "Urząd Stanu Cywilnego",
        "subject": "Antrag auf eine Geburtsurkunde",
        "date": "2026-05-04",
        "place": "Berlin",
        "phone": "+49 30 901820",
        "attachments": ["Vollmacht", "Kopie des Ausweises"],
    },
)
OFFICE_TO_OFFICE: Drawn = (
    """
   Urząd Gminy Bukowiec                               Bukowiec, dnia 9 stycznia 2026 r.
   ul. Dr Floriana Ceynowy 14
   86-122 Bukowiec
   tel. 52 330 93 10, e-mail: gmina@bukowiec.example
   Nasz znak: GK.6220.1.2026.AB
   Wasz znak: OŚ.7222.14.2025.KW

                                              Regionalna Dyrekcja Ochrony Środowiska
                                              w Bydgoszczy
                                              ul. Dworcowa 81
                                              85-009 Bydgoszcz
                                              e-mail: sekretariat@rdos.example

   Dotyczy: uzgodnienia warunków przedsięwzięcia
"""
    + BODY,
    {
        "sender_name": "Urząd Gminy Bukowiec",
        "sender_address": "ul. Dr Floriana Ceynowy 14, 86-122 Bukowiec",
        "recipient": "Regionalna Dyrekcja Ochrony Środowiska w Bydgoszczy",
        "subject": "uzgodnienia warunków przedsięwzięcia",
        "case_number": "OŚ.7222.14.2025.KW",
        "email": "gmina@bukowiec.example",
        "phone": "52 330 93 10",
    },
)
FORM: Drawn = (
    """
                                              Urząd Miasta Torunia
                                              ul. Wały gen. Sikorskiego 8
                                              87-100 Toruń
                                              e-mail: umt@torun.example

                        WNIOSEK O WYDANIE KARTY PARKINGOWEJ

   DANE WNIOSKODAWCY
   1. Nazwisko                          KOWALSKA
   2. Imię                              ANNA MARIA
   3. Data urodzenia                    27.05.1978
   4. PESEL                             7 8 0 5 2 7 6 7 0 5 1
   5. Ulica                             Szeroka
   6. Nr domu / lokalu                  12/4
   7. Kod pocztowy                      8 7 - 1 0 0
   8. Miejscowość                       Toruń
   9. Telefon                           602 109 418
   10. Adres do korespondencji          ul. Polna 5, 85-001 Bydgoszcz
   11. Imię i nazwisko dziecka          Zofia Kowalska

   Toruń, 2 marca 2026 r.
                                                       Z poważaniem
""",
    {
        "sender_name": "Anna Maria Kowalska",
        "sender_address": "Szeroka 12/4, 87-100 Toruń",
        "recipient": "Urząd Miasta Torunia",
        "subject": "Wniosek o wydanie karty parkingowej",
        "pesel": "78052767051",
        "phone": "602 109 418",
        "email": None,
        "date": "2026-03-02",
        "place": "Toruń",
    },
)
LETTERS: dict[str, Drawn] = {
    "letterhead of a company": LETTERHEAD_OF_A_COMPANY,
    "addressee by name": ADDRESSEE_BY_NAME,
    "attorney": ATTORNEY,
    "sender below the signature": SENDER_BELOW,
    "sender on the right": SENDER_ON_THE_RIGHT,
    "two addresses": TWO_ADDRESSES,
    "German": GERMAN,
    "office to office": OFFICE_TO_OFFICE,
    "form with boxes": FORM,
}


@pytest.mark.parametrize(
    ("letter", "name"), [(letter, name) for letter, (_, fields) in LETTERS.items() for name in fields]
)
def test_a_field_of_a_letter_set_in_another_way_is_found(letter: str, name: str) -> None:
    drawing, fields = LETTERS[letter]

    assert read_fields([page(drawing)])[FieldName(name)].value == fields[name]

"""The matters that varied letters are about, and how days are written; all of it fictitious."""

# ruff: noqa: E501 - what people write is quoted in whole sentences

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Matter:
    kind: str
    rest: str  # "o wydanie …"
    paragraphs: tuple[str, ...]

    @property
    def title(self) -> str:
        return f"{self.kind} {self.rest}"


MATTERS = (
    Matter("Wniosek", "o wydanie zaświadczenia o niezaleganiu w podatkach", (
        "Zwracam się z uprzejmą prośbą o wydanie zaświadczenia o niezaleganiu w podatkach i opłatach lokalnych za okres od dnia 1 stycznia 2023 r. do dnia złożenia niniejszego wniosku.",
        "Zaświadczenie jest mi niezbędne do przedłożenia w banku w związku z ubieganiem się o kredyt. Opłatę skarbową w wysokości 21,00 zł uiściłam przelewem na rachunek urzędu.")),
    Matter("Wniosek", "o udostępnienie informacji publicznej", (
        "Na podstawie art. 61 Konstytucji RP oraz art. 10 ust. 1 ustawy z dnia 6 września 2001 r. o dostępie do informacji publicznej wnoszę o udostępnienie rejestru umów zawartych w okresie od 01.01.2025 r. do 30.06.2025 r.",
        "Wnoszę o przesłanie informacji w formie elektronicznej na adres podany w nagłówku, w terminie 14 dni, to jest do dnia 30.11.2026 r.")),
    Matter("Wniosek", "o zmianę miejscowego planu zagospodarowania przestrzennego", (
        "Wnoszę o przeznaczenie działki nr 118/3 w obrębie Łążek pod zabudowę mieszkaniową jednorodzinną. Działka ma dostęp do drogi publicznej i leży w sąsiedztwie istniejącej zabudowy.",
        "O zmianę studium wnosiłem już pismem z dnia 14 marca 2019 r., na które nie otrzymałem odpowiedzi.")),
    Matter("Wniosek", "o dofinansowanie remontu zabytkowej kapliczki w ramach programu ochrony zabytków", (
        "Wnoszę o przyznanie dotacji w kwocie 24 500,00 zł na remont konserwatorski kapliczki z 1898 r., wpisanej do rejestru zabytków decyzją z dnia 12 maja 1987 r.",
        "Wkład własny wyniesie 20 % kosztów. Prace potrwają od 1 kwietnia do 31 października 2026 r.")),
    Matter("Odwołanie", "od decyzji odmawiającej przyznania dodatku mieszkaniowego", (
        "Na podstawie art. 127 § 1 i 2 Kodeksu postępowania administracyjnego wnoszę odwołanie od decyzji z dnia 3 lutego 2026 r., doręczonej mi w dniu 9 lutego 2026 r., i zarzucam jej błędne ustalenie stanu faktycznego.",
        "Organ pierwszej instancji nie przeprowadził wywiadu środowiskowego, mimo że o to wnosiłem. Wnoszę o uchylenie decyzji w całości i orzeczenie co do istoty sprawy.")),
    Matter("Skarga", "na bezczynność organu w sprawie scalenia gruntów", (
        "Składam skargę na bezczynność organu w postępowaniu wszczętym dnia 17.05.2023 r. Od tego czasu nie wydano żadnego rozstrzygnięcia, choć termin upłynął 31.12.2024 r.",
        "Wnoszę o wyznaczenie terminu załatwienia sprawy oraz o ukaranie winnych zwłoki.")),
    Matter("Sprzeciw", "wobec planowanej budowy fermy drobiu", (
        "My, niżej podpisani mieszkańcy, wyrażamy sprzeciw wobec planowanej budowy fermy drobiu na działce nr 44/2. Inwestycja leży 180 m od najbliższych zabudowań.",
        "W dniu 5 maja 2026 r. odbyło się zebranie wiejskie, które jednogłośnie przyjęło stanowisko w tej sprawie.")),
    Matter("Prośba", "o rozłożenie należności na raty", (
        "Proszę o rozłożenie na 12 miesięcznych rat należności w kwocie 3 186,40 zł, wynikającej z decyzji doręczonej mi 12 stycznia br.",
        "Jestem osobą samotnie wychowującą dwoje dzieci: Zofię, ur. 11.07.2015 r., i Jana, ur. 3 marca 2018 r. Raty mogę wpłacać do 10. dnia każdego miesiąca.")),
    Matter("Zgłoszenie", "zamiaru usunięcia drzew", (
        "Zgłaszam zamiar usunięcia trzech topoli rosnących na działce nr 207/11. Obwody pni na wysokości 5 cm wynoszą 91, 104 i 120 cm.",
        "Oględzin można dokonać w dni robocze po uprzednim uzgodnieniu terminu z zarządcą, panem Kowalskim, tel. 600 100 200.")),
    Matter("Petycja", "w sprawie utworzenia przystanku autobusowego", (
        "Na podstawie ustawy z dnia 11 lipca 2014 r. o petycjach wnosimy o utworzenie przystanku komunikacji publicznej przy skrzyżowaniu ul. Leśnej i ul. Polnej.",
        "Z przystanku korzystałoby codziennie około 120 osób, w tym 40 uczniów. Sprawę omawialiśmy z Urzędem Gminy w Bukowcu, ul. Szkolna 4, 86-122 Bukowiec.")),
    Matter("Reklamacja", "dotycząca przesyłki poleconej nr 00459007731234567890", (
        "Przesyłka nadana dnia 4 września 2026 r. do dziś nie została doręczona adresatowi, panu Marianowi Lipskiemu, zam. ul. Krótka 2, 85-001 Bydgoszcz.",
        "Wnoszę o odszkodowanie w wysokości 150 zł na rachunek 61 1090 1014 0000 0712 1981 2874.")),
)  # fmt: skip
ENGLISH = Matter("Request", "for a copy of a birth certificate", (
    "I am writing to request a certified copy of the birth certificate of my late mother, born in Toruń on 4 May 1931.",
    "Please let me know the fee and the account to which it should be paid. I would be grateful for a reply by 31 December 2026."))  # fmt: skip
GERMAN = Matter("Antrag", "auf Auskunft aus dem Grundbuch", (
    "hiermit beantrage ich Auskunft über das Grundstück meiner Großeltern in Chełmno, das bis zum 8. Mai 1945 im Besitz der Familie war.",
    "Über eine Antwort bis zum 15.12.2026 würde ich mich freuen. Die Gebühren überweise ich gerne im Voraus."))  # fmt: skip
LONG_STORY = (
    "W uzasadnieniu podnoszę, że w dniu 14.02.2024 r. odbyły się oględziny, w których uczestniczyli przedstawiciele gminy i sąsiedzi. Z protokołu wynika, "
    "że rów melioracyjny nie był konserwowany od wielu lat, a woda zalewa przyległe grunty każdej wiosny. Sprawę zgłaszałem wielokrotnie, między innymi "
    "pismami z dnia 3 marca 2022 r. i 19 maja 2023 r., jednak żadne z nich nie doczekało się merytorycznej odpowiedzi. Szkody oszacowałem na kwotę 12 400,00 zł."
)
ATTACHMENTS = (
    *("dowód uiszczenia opłaty skarbowej", "kserokopia umowy dzierżawy", "pełnomocnictwo", "mapa zasadnicza w skali 1:500 – 2 egz."),
    *("odpis decyzji z dowodem doręczenia", "wypis z rejestru gruntów", "zaświadczenie o dochodach za 2025 r.", "kosztorys prac"),
    *("lista podpisów mieszkańców (3 strony)", "aktualny odpis z KRS", "dokumentacja fotograficzna – 12 szt.", "oświadczenie o stanie majątkowym"),
    *("uchwała nr 12/2026 zarządu z dnia 3 marca 2026 r.", "projekt zagospodarowania działki wraz z opisem technicznym przyłączy wodociągowych i kanalizacyjnych"),
)  # fmt: skip
UNITS = ("OŚ", "IN", "ZP", "GK", "RG", "WOO", "KM-II", "DG-I", "SO", "PO-V", "BGN", "ŚG-III")
ORDINAL_DAYS = (
    *("pierwszego", "drugiego", "trzeciego", "czwartego", "piątego", "szóstego", "siódmego", "ósmego", "dziewiątego", "dziesiątego"),
    *("jedenastego", "dwunastego", "trzynastego", "czternastego", "piętnastego", "szesnastego", "siedemnastego", "osiemnastego"),
    *("dziewiętnastego", "dwudziestego", "dwudziestego pierwszego", "dwudziestego drugiego", "dwudziestego trzeciego"),
    *("dwudziestego czwartego", "dwudziestego piątego", "dwudziestego szóstego", "dwudziestego siódmego", "dwudziestego ósmego"),
)  # fmt: skip
YEARS_IN_WORDS = {2025: "dwa tysiące dwudziestego piątego", 2026: "dwa tysiące dwudziestego szóstego"}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
GERMAN_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

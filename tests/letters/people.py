"""Makes up who writes and to whom: people, companies, associations, offices, each with the numbers that they have.

Numbers carry right check digits and belong to nobody on purpose. Given names, surnames and places are common ones, rare
ones and foreign ones, so that a reader that only knows a list is found out.
"""

# ruff: noqa: E501 - tables of names and numbers

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta

WOMEN = (
    *(
        "Bożena",
        "Łucja",
        "Grażyna",
        "Małgorzata",
        "Anna",
        "Katarzyna",
        "Wiesława",
        "Żaneta",
        "Ewa",
        "Zofia",
        "Halina",
    ),
    *("Świętosława", "Sława", "Iga", "Dąbrówka", "Oksana", "Jadwiga", "Urszula", "Agnieszka", "Maja"),
)
MEN = (
    *(
        "Zdzisław",
        "Łukasz",
        "Józef",
        "Paweł",
        "Jan",
        "Piotr",
        "Michał",
        "Sławomir",
        "Grzegorz",
        "Stanisław",
        "Adam",
    ),
    *("Jędrzej", "Ścibor", "Mścisław", "Oleh", "Tadeusz", "Krzysztof", "Bogdan", "Wit", "Ireneusz"),
)
ADJECTIVAL = (
    "Wiśniewsk",
    "Dąbrowsk",
    "Łabędzk",
    "Żółtowsk",
    "Zielińsk",
    "Górsk",
    "Świątnick",
    "Wojnick",
    "Piekarsk",
)
FIXED = (
    *(
        "Nowak",
        "Kowalczyk",
        "Wójcik",
        "Mazur",
        "Gżegżółka",
        "Brzęczyszczykiewicz",
        "Kozieł",
        "Sikora",
        "Wróbel",
        "Zając",
    ),
    *(
        "Szczepański-Lis",
        "Król",
        "Duda",
        "Pająk",
        "Kołodziej",
        "Źrebiec",
        "Szewczenko",
        "Bąk",
        "Ćwiek",
        "Nowak-Zielińska",
    ),
)
TOWNS = (
    *(("87-100", "Toruń"), ("85-015", "Bydgoszcz"), ("86-300", "Grudziądz"), ("87-800", "Włocławek"), ("88-100", "Inowrocław")),
    *(("89-100", "Nakło nad Notecią"), ("87-148", "Łysomice"), ("88-400", "Żnin"), ("87-720", "Ciechocinek"), ("86-200", "Chełmno")),
    *(("09-226", "Zawidz Kościelny"), ("80-288", "Gdańsk"), ("00-511", "Warszawa"), ("87-222", "Książki"), ("42-600", "Tarnowskie Góry")),
    *(("88-153", "Kruszwica Wieś"), ("86-253", "Kijewo Żwirowe"), ("21-040", "Świdnik Duży"), ("26-680", "Wierzbica")),
)  # fmt: skip
VILLAGES = (
    ("87-617", "Bobrowniki"),
    ("86-122", "Bukowiec"),
    ("87-404", "Radomin"),
    ("88-192", "Piechcin"),
    ("87-335", "Świedziebnia"),
)
STREETS = (
    *(
        "ul. Źródlana",
        "ul. Żwirki i Wigury",
        "al. Jana Pawła II",
        "ul. Świętej Jadwigi",
        "os. Młodych",
        "pl. Wolności",
    ),
    *(
        "ul. 3 Maja",
        "ul. Długa",
        "ul. gen. Józefa Bema",
        "ul. 11 Listopada",
        "al. 1000-lecia",
        "ul. Szosa Chełmińska",
    ),
    *("ul. Kard. Stefana Wyszyńskiego", "ul. Łąkowa", "ul. św. Faustyny", "Rynek"),
)
FOREIGN = (
    *(("Hauptstraße 12", "10115 Berlin", "Niemcy", "Jürgen Müller", "de"), ("Gartenweg 7a", "04109 Leipzig", "Deutschland", "Katrin Schäfer", "de")),
    *(("14 Market Street", "York YO1 8SL", "United Kingdom", "Margaret Whitfield", "en"), ("221 Mill Road", "Cambridge CB1 3NL", "Great Britain", "Peter O'Neill", "en")),
    *(("Hlavná 22", "040 01 Košice", "Słowacja", "Ľubica Horváthová", "pl"), ("Rue de la Gare 5", "1000 Bruxelles", "Belgia", "Joanna Kowalska-Dupont", "pl")),
)  # fmt: skip
COMPANIES = (
    *("Zakład Usług Budowlanych „ŚCIANA” sp. z o.o.", "PPHU „Źdźbło” Spółka Jawna", "AGRO-WISŁA S.A.", "Gospodarstwo Rolne Łabędzcy s.c."),
    *("Fundacja „Żywa Woda”", "Stowarzyszenie Przyjaciół Doliny Drwęcy", "Spółdzielnia Mieszkaniowa „Nasz Dom”", "Ochotnicza Straż Pożarna w Bukowcu"),
    *("Przedsiębiorstwo Wodociągów i Kanalizacji Sp. z o.o.", "Biuro Rachunkowe „Debet” Ewa Górska", "Klub Sportowy „Wisła” Chełmno"),
    *("Parafia Rzymskokatolicka pw. św. Jakuba", "Koło Gospodyń Wiejskich w Piechcinie", "Tartak Nowak i Synowie"),
)  # fmt: skip
LAW_FIRMS = ("Kancelaria Radcy Prawnego", "Kancelaria Adwokacka", "Kancelaria Adwokatów i Radców Prawnych")
OFFICES = (
    *("Urząd Gminy Bukowiec", "Starostwo Powiatowe w Żninie", "Urząd Miasta i Gminy w Chełmnie", "Zarząd Dróg Powiatowych w Toruniu"),
    *("Regionalna Dyrekcja Ochrony Środowiska w Bydgoszczy", "Szkoła Podstawowa nr 3 im. Mikołaja Kopernika w Żninie"),
    *("Powiatowy Urząd Pracy w Grudziądzu", "Nadleśnictwo Gołąbki"),
)  # fmt: skip
# Whom people write to: the lines that are the name, and the department below it.
AUTHORITIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Urząd Marszałkowski Województwa", "Kujawsko-Pomorskiego w Toruniu"), "Departament Środowiska"),
    (("Marszałek Województwa", "Kujawsko-Pomorskiego"), "Departament Rozwoju Regionalnego"),
    (("Zarząd Województwa Kujawsko-Pomorskiego",), ""),
    (("Wójt Gminy Bukowiec",), "Referat Gospodarki Komunalnej"),
    (("Prezydent Miasta Torunia",), "Wydział Architektury i Budownictwa"),
    (("Burmistrz Miasta i Gminy", "Nakło nad Notecią"), ""),
    (
        ("Starosta Grudziądzki",),
        "Wydział Geodezji, Katastru",
    ),
    (("Samorządowe Kolegium Odwoławcze", "w Bydgoszczy"), ""),
    (("Sąd Rejonowy w Toruniu",), "I Wydział Cywilny"),
    (("Wojewódzki Sąd Administracyjny", "w Bydgoszczy"), ""),
    (("Powiatowy Inspektor Nadzoru Budowlanego", "w Inowrocławiu"), ""),
    (("Dyrektor Wojewódzkiego Urzędu Pracy", "w Toruniu"), ""),
    (("Zakład Ubezpieczeń Społecznych",), "Oddział w Bydgoszczy"),
    (("Miejski Ośrodek Pomocy Rodzinie w Toruniu",), "Dział Świadczeń"),
    (("Agencja Restrukturyzacji i Modernizacji Rolnictwa",), "Biuro Powiatowe w Żninie"),
    (("Wojewoda Kujawsko-Pomorski",), ""),
    (("Sejmik Województwa", "Kujawsko-Pomorskiego"), "Komisja Skarg, Wniosków i Petycji"),
    (("Gmina Miasta Toruń",), ""),
    (("Komenda Miejska Państwowej Straży Pożarnej", "w Bydgoszczy"), ""),
    (("PKP Polskie Linie Kolejowe S.A.",), "Zakład Linii Kolejowych w Bydgoszczy"),
    (("Rzecznik Praw Obywatelskich",), ""),
)


@dataclass(frozen=True)
class Party:
    """Somebody who writes: `name` as the truth has it, `address` in the letter.json layout."""

    name: str
    name_lines: tuple[str, ...]
    street: str
    town_line: str
    town: str
    pesel: str
    email: str
    phone: str
    is_woman: bool = False
    language: str = "pl"
    country: str = ""

    @property
    def address(self) -> str:
        return ", ".join(part for part in (self.street, self.town_line) if part)


def person(rng: random.Random) -> Party:
    is_woman = rng.random() < 0.5
    given, surname = person_name(rng, is_woman=is_woman)
    name = f"{given} {surname}"
    if rng.random() < 0.12:
        name = f"{given} {rng.choice(WOMEN if is_woman else MEN)} {surname}"
    return _party(name, (name,), rng, is_woman=is_woman)


def person_name(rng: random.Random, *, is_woman: bool) -> tuple[str, str]:
    given = rng.choice(WOMEN if is_woman else MEN)
    if rng.random() < 0.5:
        return given, rng.choice(ADJECTIVAL) + ("a" if is_woman else "i")
    return given, rng.choice([name for name in FIXED if is_woman or not name.endswith("Zielińska")])


def couple(rng: random.Random) -> Party:
    """Two who sign together: one line with "i", or a line each."""
    her, him = rng.choice(WOMEN), rng.choice(MEN)
    if rng.random() < 0.5:
        name = f"{her} i {him} {rng.choice(ADJECTIVAL)[:-1]}cy".replace("skcy", "scy").replace("zkcy", "zcy")
        return _party(name, (name,), rng)
    first, second = f"{him} {rng.choice(FIXED[:10])}", f"{her} {rng.choice(FIXED[:10])}"
    return _party(f"{first}, {second}", (first, second), rng)


def organisation(rng: random.Random) -> Party:
    name = rng.choice(COMPANIES)
    return _party(name, (name,), rng, is_firm=True)


def office(rng: random.Random) -> Party:
    name = rng.choice(OFFICES)
    return _party(name, (name,), rng, is_firm=True)


def law_firm(rng: random.Random) -> Party:
    given, surname = person_name(rng, is_woman=False)
    lines = (rng.choice(LAW_FIRMS), f"{given} {surname}")
    return _party(" ".join(lines), lines, rng, is_firm=True)


def foreigner(rng: random.Random) -> Party:
    street, town_line, country, name, language = rng.choice(FOREIGN)
    mail = f"{ascii_only(name.split()[0])}.{ascii_only(name.split()[-1])}@mail.example"
    phone = rng.choice(("+49 30 901820", "+44 1904 551550", ""))
    town = re.sub(r"^[\d ]+|\s[A-Z]{1,2}\d.*$", "", town_line)
    return Party(name, (name,), street, town_line, town, "", mail, phone, language=language, country=country)


def _party(
    name: str, lines: tuple[str, ...], rng: random.Random, *, is_woman: bool = False, is_firm: bool = False
) -> Party:
    if rng.random() < 0.15:
        postal, town = rng.choice(VILLAGES)
        street = (
            f"{town if rng.random() < 0.6 else rng.choice(('Wólka Żmijowska', 'Kolonia Łąki'))} {_house(rng)}"
        )
    else:
        postal, town = rng.choice(TOWNS)
        street = f"{rng.choice(STREETS)} {_house(rng)}"
    if is_firm:
        site = ascii_only(max(name.replace("„", "").replace("”", "").split(), key=len))
        mail = f"{rng.choice(('biuro', 'sekretariat', 'kontakt'))}@{site}.example"
        phone = rng.choice(
            (f"56 {rng.randrange(610, 670)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}", f"({rng.choice((52, 54, 56))}) {rng.randrange(320, 380)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}")
        )  # fmt: skip
    else:
        words = [ascii_only(word) for word in name.replace(",", "").split()]
        mail = f"{words[0]}{rng.choice('._-')}{words[-1]}{rng.choice(('', '', rng.randrange(1, 99)))}@{rng.choice(('poczta', 'skrzynka', 'mail'))}.example"
        digits = f"{rng.choice((501, 602, 693, 784, 888))}{rng.randrange(10**6):06}"
        phone = rng.choice(("{} {} {}", "{}-{}-{}", "+48 {} {} {}", "{}{}{}")).format(
            digits[:3], digits[3:6], digits[6:]
        )
    return Party(
        name, lines, street, f"{postal} {town}", town, pesel(rng, is_woman=is_woman), mail, phone, is_woman
    )


def _house(rng: random.Random) -> str:
    number = str(rng.randrange(1, 140))
    return number + rng.choice(
        (
            "",
            "",
            "A",
            "a",
            f"/{rng.randrange(1, 60)}",
            f" m. {rng.randrange(1, 60)}",
            f"B/{rng.randrange(1, 30)}",
        )
    )


def ascii_only(text: str) -> str:
    folded = text.lower().translate(str.maketrans("ąćęłńóśźżäöüßľáéú", "acelnoszzaousslaeu"[:17]))
    return "".join(sign for sign in folded if sign.isalnum() or sign == "-").strip("-")


def pesel(rng: random.Random, *, is_woman: bool, first: date = date(1940, 1, 1), days: int = 24000) -> str:
    born = first + timedelta(days=rng.randrange(days))
    month = born.month + (20 if born.year >= 2000 else 0)
    digits = f"{born:%y}{month:02}{born:%d}{rng.randrange(1000):03}{rng.randrange(5) * 2 + (not is_woman)}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    return f"{digits}{-sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 10}"


def nip(rng: random.Random) -> str:
    while True:
        digits = f"{rng.choice((556, 879, 953, 525))}{rng.randrange(10**6):06}"
        check = (
            sum(
                int(digit) * weight for digit, weight in zip(digits, (6, 5, 7, 2, 3, 4, 5, 6, 7), strict=True)
            )
            % 11
        )
        if check < 10:
            return f"{digits[:3]}-{digits[3:6]}-{digits[6:8]}-{digits[8:]}{check}"


def regon(rng: random.Random) -> str:
    digits = f"{rng.randrange(10**8):08}"
    return f"{digits}{sum(int(digit) * weight for digit, weight in zip(digits, (8, 9, 2, 3, 4, 5, 6, 7), strict=True)) % 11 % 10}"


def account(rng: random.Random) -> str:
    body = f"{rng.choice((10205011, 11602202, 95020006))}{rng.randrange(10**16):016}"
    digits = f"{98 - int(body + '252100') % 97:02}{body}"
    return " ".join((digits[:2], *(digits[place : place + 4] for place in range(2, 26, 4))))

"""Says what the generated letters say: made-up people write to the Marshal's Office about real kinds of matters.

Everything is fictitious. PESEL numbers carry a right check digit and belong to nobody on purpose; e-mail addresses end
in `.example`.
"""

# ruff: noqa: E501 - what people write is quoted in whole sentences

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = (
    *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
    *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
)
OFFICE = "Urząd Marszałkowski Województwa Kujawsko-Pomorskiego w Toruniu"
OFFICE_STREET = "ul. Targowa 13/15"
OFFICE_TOWN = "87-100 Toruń"

FEMALE = (
    "Bożena",
    "Łucja",
    "Stanisława",
    "Żaneta",
    "Krystyna",
    "Małgorzata",
    "Jadwiga",
    "Świetlana",
    "Grażyna",
)
MALE = ("Zdzisław", "Michał", "Wojciech", "Łukasz", "Józef", "Przemysław", "Bogusław", "Sławomir", "Jędrzej")
SURNAMES = (
    "Wiśniewsk",
    "Dąbrowsk",
    "Kozłowsk",
    "Świerczyńsk",
    "Łabędzk",
    "Żółtowsk",
    "Gołębiewsk",
    "Jabłońsk",
)
PLACES = (
    ("87-148", "Łysomice Nowe"),
    ("86-253", "Kijewo Żwirowe"),
    ("88-220", "Osięciny Górne"),
    ("87-335", "Świedziebnia Mała"),
    ("89-410", "Więcbork Leśny"),
    ("88-153", "Kruszwica Wieś"),
)
STREETS = (
    "ul. Źródlana",
    "ul. Łąkowa",
    "ul. Świętojańska",
    "ul. Żwirki i Wigury",
    "ul. Młyńska",
    "al. Jana Pawła II",
)


class Kind(StrEnum):
    WNIOSEK = "wniosek"
    SKARGA = "skarga"
    ODWOLANIE = "odwolanie"


@dataclass(frozen=True)
class Person:
    name: str
    street: str
    postal: str
    town: str
    pesel: str
    email: str
    phone: str
    is_woman: bool


@dataclass(frozen=True)
class Content:
    kind: Kind
    sender: Person
    date: date
    recipient: tuple[str, ...]  # its lines; the first is the authority
    via: tuple[str, ...]
    case_number: str | None
    title: str  # subject, as the heading or after "Dotyczy:"
    is_heading: bool
    greeting: str
    paragraphs: tuple[str, ...]
    closing: str
    attachments: tuple[str, ...]
    annex_title: str
    annex_rows: tuple[tuple[str, ...], ...]
    annex_text: tuple[str, ...]
    stamp: tuple[str, ...]  # pressed on the annex
    with_pesel: bool = True
    with_email: bool = True
    with_phone: bool = True

    def fields(self) -> dict[str, object]:
        """Return the truth in the layout of letter.json."""
        return {
            "sender_name": self.sender.name,
            "sender_address": f"{self.sender.street}, {self.sender.postal} {self.sender.town}",
            "recipient": self.recipient[0],
            "subject": self.title,
            "case_number": self.case_number,
            "date": self.date.isoformat(),
            "place": self.sender.town,
            "pesel": self.sender.pesel if self.with_pesel else None,
            "email": self.sender.email if self.with_email else None,
            "phone": self.sender.phone if self.with_phone else None,
            "attachments": list(self.attachments),
        }


def polish_date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year} r."


def make_content(kind: Kind, rng: random.Random) -> Content:
    """Return a letter of that kind; the same random state gives the same letter."""
    person = _person(rng)
    day = date(2026, 1, 5) + timedelta(days=rng.randrange(320))
    return {Kind.WNIOSEK: _wniosek, Kind.SKARGA: _skarga, Kind.ODWOLANIE: _odwolanie}[kind](person, day, rng)


def _person(rng: random.Random) -> Person:
    is_woman = rng.random() < 0.5
    given, stem = rng.choice(FEMALE if is_woman else MALE), rng.choice(SURNAMES)
    name = f"{given} {stem}{'a' if is_woman else 'i'}"
    postal, town = rng.choice(PLACES)
    flat = f"/{rng.randrange(1, 40)}" if rng.random() < 0.5 else ""
    phone = f"{rng.choice((501, 602, 693, 784, 888))} {rng.randrange(1000):03} {rng.randrange(1000):03}"
    mail = f"{_ascii(given)}.{_ascii(stem)}{'a' if is_woman else 'i'}@poczta.example"
    street = f"{rng.choice(STREETS)} {rng.randrange(1, 120)}{flat}"
    return Person(name, street, postal, town, _pesel(rng, is_woman=is_woman), mail, phone, is_woman)


def _ascii(text: str) -> str:
    return text.lower().translate(str.maketrans("ąćęłńóśźż", "acelnoszz"))


def _pesel(rng: random.Random, *, is_woman: bool) -> str:
    born = date(1945, 1, 1) + timedelta(days=rng.randrange(18000))
    sex = rng.randrange(5) * 2 + (0 if is_woman else 1)
    digits = f"{born:%y%m%d}{rng.randrange(1000):03}{sex}"
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
    check = -sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 10
    return f"{digits}{check}"


def _case(rng: random.Random, unit: str) -> str:
    initials = "".join(rng.choice("ABDEGJKMPRSTWZ") for _ in range(2))
    return f"{unit}.{rng.randrange(1000, 9999)}.{rng.randrange(1, 300)}.2026.{initials}"


def _wniosek(person: Person, day: date, rng: random.Random) -> Content:
    lake = rng.choice(
        ("Jezioro Głuszyńskie", "Jezioro Chełmżyńskie", "Jezioro Żnińskie Duże", "Jezioro Borówno")
    )
    end = "a" if person.is_woman else "y"
    return Content(
        kind=Kind.WNIOSEK,
        sender=person,
        date=day,
        recipient=(OFFICE, "Departament Środowiska", OFFICE_STREET, OFFICE_TOWN),
        via=(),
        case_number=None,
        title="Wniosek o udostępnienie informacji o środowisku i jego ochronie",
        is_heading=True,
        greeting="Szanowni Państwo,",
        paragraphs=(
            (
                "na podstawie art. 8 i art. 12 ustawy z dnia 3 października 2008 r. o udostępnianiu informacji o środowisku "
                "i jego ochronie, udziale społeczeństwa w ochronie środowiska oraz o ocenach oddziaływania na środowisko "
                f"proszę o udostępnienie informacji dotyczących obszaru chronionego krajobrazu {lake}."
            ),
            (
                "W szczególności proszę o podanie, jakie wyniki dały pomiary jakości wód przeprowadzone w latach 2023-2025, "
                "jakie działania naprawcze zaplanowano w programie ochrony środowiska oraz ile wydano na nie z budżetu "
                "województwa. Proszę także o mapę zasięgu obszaru w skali 1:25 000."
            ),
            (
                "Od trzydziestu lat mieszkam nad tym jeziorem i z niepokojem widzę, że trzciny giną, a woda "
                "latem zakwita coraz wcześniej. Sąsiedzi mówią o nielegalnych zrzutach ścieków z pól i z łowiska."
            ),
            (
                f"Odpowiedź odbiorę osobiście albo proszę o przesłanie jej na podany adres. Zobowiązan{end} jestem do "
                "pokrycia kosztów kopii, jeżeli przekroczą one 15,00 zł."
            ),
        ),
        closing="Z poważaniem",
        attachments=("wykaz zaobserwowanych zrzutów ścieków", "szkic sytuacyjny brzegu jeziora"),
        annex_title="Wykaz zaobserwowanych zrzutów ścieków",
        annex_rows=_rows(rng, ("Lp.", "Data", "Miejsce", "Wskaźnik"), _DISCHARGES),
        annex_text=("Obserwacje prowadzono z brzegu, bez wchodzenia na cudzy grunt.",),
        stamp=("SOŁTYS", f"wsi {person.town}", "woj. kujawsko-pomorskie"),
    )


def _skarga(person: Person, day: date, rng: random.Random) -> Content:
    return Content(
        kind=Kind.SKARGA,
        sender=person,
        date=day,
        recipient=(OFFICE, "Departament Rolnictwa i Geodezji", OFFICE_STREET, OFFICE_TOWN),
        via=(),
        case_number=_case(rng, "RG"),
        title="Skarga na opieszałe prowadzenie postępowania scaleniowego",
        is_heading=False,
        greeting="Szanowni Państwo,",
        paragraphs=(
            (
                "na podstawie art. 227 Kodeksu postępowania administracyjnego składam skargę na opieszałe prowadzenie "
                "postępowania scaleniowego gruntów wsi, w której od pokoleń gospodaruje moja rodzina."
            ),
            (
                "Postępowanie wszczęto cztery lata temu. Od tego czasu geodeta był na gruncie dwa razy, a granice "
                "działek nr 118/3 i 207/11 wytyczono sprzecznie z mapą. Na trzy pisma "
                f"nie dostał{'am' if person.is_woman else 'em'} żadnej odpowiedzi."
            ),
            (
                "Z powodu zwłoki nie mogę złożyć wniosku o dopłaty bezpośrednie za 4,37 ha ani ogrodzić pastwiska. "
                "Straty w tym roku oceniam na 12400,00 zł."
            ),
            (
                "Wnoszę o zbadanie sprawy, wyznaczenie terminu zakończenia prac i powiadomienie mnie o wyniku w terminie "
                "określonym w art. 237 Kodeksu postępowania administracyjnego."
            ),
        ),
        closing="Z wyrazami szacunku",
        attachments=("kopie trzech pism bez odpowiedzi", "wyrys z mapy ewidencyjnej"),
        annex_title="Zestawienie pism bez odpowiedzi",
        annex_rows=_rows(rng, ("Lp.", "Data", "Treść pisma", "Nadano"), _LETTERS),
        annex_text=("Dowody nadania przechowuję w domu i okażę na żądanie.",),
        stamp=("GOSPODARSTWO ROLNE", person.name, f"{person.postal} {person.town}"),
        with_email=False,
    )


def _odwolanie(person: Person, day: date, rng: random.Random) -> Content:
    decided = day - timedelta(days=rng.randrange(5, 13))
    asked = "wnosiłam" if person.is_woman else "wnosiłem"
    return Content(
        kind=Kind.ODWOLANIE,
        sender=person,
        date=day,
        recipient=("Samorządowe Kolegium Odwoławcze w Toruniu",),
        via=("Marszałka Województwa Kujawsko-Pomorskiego", f"{OFFICE_STREET}, {OFFICE_TOWN}"),
        case_number=_case(rng, "OŚ"),
        title="Odwołanie od decyzji w sprawie opłaty za korzystanie ze środowiska",
        is_heading=True,
        greeting="",
        paragraphs=(
            (
                f"Na podstawie art. 127 § 1 Kodeksu postępowania administracyjnego wnoszę odwołanie od decyzji z dnia "
                f"{polish_date(decided)[:-3]} roku, doręczonej mi w ubiegłym tygodniu, wymierzającej opłatę podwyższoną za "
                "wprowadzanie gazów lub pyłów do powietrza w wysokości 3186,40 zł."
            ),
            (
                "Decyzji zarzucam błędne ustalenie stanu faktycznego. Organ przyjął, że kotłownia w moim warsztacie "
                "stolarskim pracowała przez cały rok, chociaż od maja do września była wyłączona, co potwierdzają "
                "protokoły kominiarza oraz rachunki za opał."
            ),
            (
                f"Organ nie przesłuchał świadków, o co {asked} w toku postępowania, i nie odniósł się do wyliczeń "
                "załączonych do pisma. Naruszono tym samym art. 7, 77 i 80 Kodeksu postępowania administracyjnego."
            ),
            (
                "Mając to na uwadze, wnoszę o uchylenie zaskarżonej decyzji w całości i umorzenie postępowania, "
                "ewentualnie o przekazanie sprawy do ponownego rozpatrzenia."
            ),
        ),
        closing="Z poważaniem",
        attachments=(
            "odpis decyzji z dowodem doręczenia",
            "protokoły kominiarskie – 2 szt.",
            "rachunki za opał",
        ),
        annex_title="Zużycie opału w warsztacie stolarskim",
        annex_rows=_rows(rng, ("Lp.", "Data", "Rodzaj opału", "Ilość [kg]"), _FUEL),
        annex_text=(
            "Zestawienie sporządzono na podstawie rachunków.",
            "Za zgodność z oryginałem potwierdzam.",
        ),
        stamp=("USŁUGI STOLARSKIE", person.name, person.street, f"{person.postal} {person.town}"),
    )


_DISCHARGES = ("rów przy moście", "łowisko, pomost 2", "pole kukurydzy", "przepust drogowy", "zatoka Łąkowa")
_LETTERS = ("prośba o wytyczenie granic", "ponaglenie", "zapytanie o termin", "prośba o wgląd w akta")
_FUEL = ("brykiet drzewny", "węgiel kamienny, orzech", "drewno sezonowane", "pelet A1", "zrzyny sosnowe")


def _rows(
    rng: random.Random, heading: tuple[str, ...], things: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    rows = [heading]
    for number in range(1, rng.randrange(6, 10)):
        day = date(2025, 1, 3) + timedelta(days=rng.randrange(330))
        value = f"{rng.randrange(20, 900)},{rng.randrange(100):02}"
        rows.append((str(number), f"{day:%d.%m.%Y}", rng.choice(things), value))
    return tuple(rows)

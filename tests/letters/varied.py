"""Composes letters of many kinds from independent choices: who writes, where they put what, and how they word it.

Every choice is one that real letters show: a letterhead with NIP, REGON, KRS and account; the sender on the right or
below the signature; dates in words, at the bottom or none; other people's numbers in the body; a letter by way of
another office; an applicant with an attorney; foreign writers. Everything is fictitious.
"""

# ruff: noqa: E501 - what people write is quoted in whole sentences

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from tests.letters import people
from tests.letters.content import MONTHS, polish_date
from tests.letters.matters import (
    ATTACHMENTS,
    ENGLISH,
    ENGLISH_MONTHS,
    GERMAN,
    GERMAN_MONTHS,
    LONG_STORY,
    MATTERS,
    ORDINAL_DAYS,
    ROMAN,
    UNITS,
    YEARS_IN_WORDS,
    Matter,
)
from tests.letters.people import Party
from tests.letters.twists import twisted
from tests.letters.varied_letter import FormRow, Spot, TitleManner, Varied


def compose(rng: random.Random) -> Varied:
    """Return a letter; the same random state gives the same letter."""
    maker = rng.choices((_plain, _firm, _office, _foreign, _represented, _form), (30, 22, 12, 8, 10, 18))[0]
    return twisted(maker(rng), rng)


def case_mark(rng: random.Random) -> str:
    year = rng.choice((2025, 2026, 2026))
    manner = rng.randrange(10)
    initials = "".join(rng.choice("ABDEGJKMPRSTWZ") for _ in range(2))
    if manner < 6:
        return f"{rng.choice(UNITS)}.{rng.randrange(10, 9999)}.{rng.randrange(1, 300)}.{year}" + rng.choice(
            ("", f".{initials}")
        )
    if manner == 6:
        return f"{rng.choice(UNITS)}.{rng.randrange(100, 999)}.{rng.randrange(1, 9)}.{rng.randrange(1, 90)}.{year}.{initials}"
    if manner == 7:
        return f"SKO-{rng.randrange(10, 80)}.{rng.randrange(1, 9)}/{rng.randrange(10, 900)}/{year}"
    if manner == 8:
        return f"II SA/Bd {rng.randrange(10, 900)}/{year % 100}"
    return f"{rng.choice(UNITS[:4])}/{rng.randrange(100, 999)}/{rng.randrange(1, 90)}/{year}"


def _day(rng: random.Random) -> date:
    return date(2025, 1, 2) + timedelta(days=rng.randrange(680))


def written_date(day: date, rng: random.Random, language: str = "pl") -> str:
    if language == "en":
        month = ENGLISH_MONTHS[day.month - 1]
        return rng.choice((f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"))
    if language == "de":
        return rng.choice((f"{day.day}. {GERMAN_MONTHS[day.month - 1]} {day.year}", f"{day:%d.%m.%Y}"))
    manner = rng.randrange(9)
    if manner == 0 and day.day <= len(ORDINAL_DAYS) and day.year in YEARS_IN_WORDS:
        return f"{ORDINAL_DAYS[day.day - 1]} {MONTHS[day.month - 1]} {YEARS_IN_WORDS[day.year]} roku"
    if manner == 1:
        return f"{day.day} {ROMAN[day.month - 1]} {day.year} r."
    if manner in (2, 3):
        return f"{day:%d.%m.%Y}" + rng.choice((" r.", "r.", "", " roku"))
    if manner == 4:
        return day.isoformat()
    return polish_date(day) if rng.random() < 0.8 else polish_date(day).replace(" r.", " roku")


def _date_line(day: date, town: str, rng: random.Random, language: str = "pl") -> tuple[str, str | None]:
    """Return the line and the place that it names."""
    text = written_date(day, rng, language)
    if language != "pl":
        with_town = rng.random() < 0.7
        between = ", den " if language == "de" and rng.random() < 0.5 else ", "
        return (f"{town}{between}{text}", town) if with_town else (text, None)
    if rng.random() < 0.12:
        return rng.choice((text, f"dnia {text}", f"Data: {text}")), None
    between = rng.choice((", dnia ", ", dn. ", ", ", " dnia ", ", dnia "))
    return f"{town}{between}{text}", town


def _recipient(rng: random.Random) -> tuple[tuple[str, ...], int, str]:
    """Return the printed lines, how many of them are the name, and the truth."""
    name, unit = rng.choice(people.AUTHORITIES)
    truth = " ".join(name)
    postal, town = rng.choice(people.TOWNS)
    address = [f"{rng.choice(people.STREETS[:6])} {rng.randrange(1, 90)}", f"{postal} {town}"]
    if rng.random() < 0.3:
        address = [", ".join(address)]
    lines = list(name)
    bold = len(lines)
    manner = rng.random()
    if manner < 0.12 and name[0].startswith(
        ("Marszałek", "Wójt", "Burmistrz", "Prezydent", "Starosta", "Wojewoda")
    ):
        given, surname = people.person_name(rng, is_woman=False)
        lines = [rng.choice(("Szanowny Pan", "Sz. P.", "Pan")), f"{given} {surname}", *lines]
        bold = len(lines)
    elif manner < 0.2:
        lines = (
            [rng.choice(("Do:", "Adresat:", "Sz. P.")), *lines]
            if rng.random() < 0.5
            else [f"Do {name[0].replace('Wójt', 'Wójta')}", *name[1:]]
        )
        truth = truth if lines[0] in ("Do:", "Adresat:", "Sz. P.") else " ".join(lines)[3:]
        bold = len(lines)
    if unit and rng.random() < 0.7:
        lines.append(unit)
    if rng.random() < 0.22:
        lines += [
            rng.choice(("za pośrednictwem", "za pośrednictwem:", "za pośr.")),
            *rng.choice(
                (
                    ("Wójta Gminy Bukowiec",),
                    ("Starosty Żnińskiego",),
                    ("Marszałka Województwa", "Kujawsko-Pomorskiego"),
                    ("Burmistrza Chełmna",),
                )
            ),
        ]
    if rng.random() < 0.8:
        lines += address
    if rng.random() < 0.12:
        lines.append("e-mail: kancelaria@urzad.example")
    return tuple(lines), bold, truth


def _marks(rng: random.Random, mark: str | None, *, is_firm: bool) -> tuple[str, ...]:
    if mark is None:
        return ()
    if is_firm and rng.random() < 0.3:
        own = f"L.dz. {rng.randrange(10, 900)}/{rng.choice(('BO', 'KS', 'DZ'))}/2026"
        return (own, f"Wasz znak: {mark}") if rng.random() < 0.5 else (f"Wasz znak: {mark}",)
    label = rng.choice(
        (
            "Znak sprawy:",
            "Znak:",
            "Znak pisma:",
            "Nr sprawy:",
            "Sygn. akt:",
            "Sygn.:",
            "znak",
            "Dotyczy sprawy nr",
            "Nasz znak:",
        )
    )
    return (f"{label} {mark}",)


def _title(rng: random.Random, matter: Matter) -> tuple[TitleManner, tuple[str, ...], str]:
    """Return the manner, the printed lines and the truth."""
    manner = rng.choice(list(TitleManner))
    title = matter.title
    if manner is TitleManner.CAPITALS:
        return manner, (title.upper(),), title
    if manner in (TitleManner.LABEL, TitleManner.KIND_AND_LABEL):
        label = rng.choice(("Dotyczy:", "Dotyczy:", "dot.", "Dot.:", "Sprawa:", "Temat:", "W sprawie:"))
        subject = title if label not in ("dot.", "W sprawie:") else _genitive(matter)
        head = ("PISMO",) if manner is TitleManner.KIND_AND_LABEL else ()
        return manner, (*head, f"{label} {subject}"), subject
    if manner is TitleManner.KIND_AND_REST:
        return (
            manner,
            (
                rng.choice(
                    (
                        matter.kind.upper(),
                        matter.kind,
                        " ".join(matter.kind.upper()) if rng.random() < 0.3 else matter.kind,
                    )
                ),
                matter.rest,
            ),
            title,
        )
    return manner, (title,), title


def _genitive(matter: Matter) -> str:
    cases = {
        "Wniosek": "wniosku",
        "Odwołanie": "odwołania",
        "Skarga": "skargi",
        "Sprzeciw": "sprzeciwu",
        "Prośba": "prośby",
    }
    return f"{cases.get(matter.kind, matter.kind)} {matter.rest}"


def _attachments(rng: random.Random, *, language: str = "pl") -> tuple[list[str], tuple[str, ...]]:
    """Return the truth and the printed lines."""
    if rng.random() < 0.2:
        return [], ()
    items = rng.sample(ATTACHMENTS, rng.choice((1, 1, 2, 3, 4)))
    if language != "pl":
        items = rng.sample(
            ("copy of my passport", "proof of payment", "power of attorney")
            if language == "en"
            else ("Kopie des Personalausweises", "Vollmacht", "Zahlungsnachweis"),
            2,
        )
        return items, (
            rng.choice(("Enclosures:", "Encl.:")) if language == "en" else "Anlagen:",
            *(f"- {item}" for item in items),
        )
    manner = rng.randrange(10)
    if len(items) == 1 and manner < 5:
        return items, (
            rng.choice((f"Załącznik: {items[0]}", f"Zał.: {items[0]}.", f"W załączeniu: {items[0]}")),
        )
    if manner == 0:
        return items, ("Zał.:", *(f"– {item}" for item in items))
    if manner == 1:
        return items, (
            f"Załączniki ({len(items)}):",
            *(f"{number}) {item}" for number, item in enumerate(items, 1)),
        )
    if manner == 2:
        return items, ("W załączeniu przesyłam:", *(f"- {item}," for item in items[:-1]), f"- {items[-1]}.")
    if manner == 3:
        return items, (
            "Do wniosku załączam:",
            *(f"{'abcd'[number]}) {item};" for number, item in enumerate(items)),
        )
    if manner == 4:
        return items, ("Lista załączników:", *(f"• {item}" for item in items))
    if manner == 5:
        return items, (f"Zał. {len(items)}", *(f"{number}. {item}" for number, item in enumerate(items, 1)))
    if manner == 6:
        return items, ("ZAŁĄCZNIKI", *(f"{number}. {item}" for number, item in enumerate(items, 1)))
    if manner == 7 and len(items) > 1:
        return items, (
            f"Załączniki: 1) {items[0]}, "
            + ", ".join(f"{number}) {item}" for number, item in enumerate(items[1:], 2)),
        )
    return items, (
        "Załączniki:",
        *(f"{number}. {item}{'.' if number == len(items) else ','}" for number, item in enumerate(items, 1)),
    )


def _contact(
    rng: random.Random, sender: Party, *, one_line: bool = False
) -> tuple[list[str], dict[str, object]]:
    lines, truth = [], dict[str, object](email=None, phone=None)
    if sender.phone and rng.random() < 0.65:
        lines.append(
            f"{rng.choice(('tel.', 'tel. kom.', 'telefon:', 'Tel.:', 'kom.', 'nr tel.'))} {sender.phone}"
        )
        truth["phone"] = sender.phone
    if rng.random() < 0.6:
        lines.append(f"{rng.choice(('e-mail: ', 'email: ', '', 'E-mail: ', 'adres e-mail: '))}{sender.email}")
        truth["email"] = sender.email
    if one_line and len(lines) == 2:
        return [rng.choice((", ", " · ", "; ")).join(lines)], truth
    return lines, truth


def _fields(sender: Party, **others: object) -> dict[str, object]:
    return {
        "sender_name": sender.name,
        "sender_address": sender.address,
        "recipient": None,
        "subject": None,
        "case_number": None,
        "date": None,
        "place": None,
        "pesel": None,
        "email": None,
        "phone": None,
        "attachments": [],
        **others,
    }


def _build(
    kind: str,
    rng: random.Random,
    sender: Party,
    sender_lines: list[str],
    spot: Spot,
    known: dict[str, object],
    matter: Matter,
) -> Varied:
    day = _day(rng)
    language = sender.language
    recipient_lines, bold, recipient = _recipient(rng)
    mark = case_mark(rng) if rng.random() < 0.5 else None
    manner, title_lines, subject = _title(rng, matter)
    if language != "pl":
        manner = TitleManner.BOLD
        label = rng.choice(("", "Re: " if language == "en" else "Betreff: "))
        title_lines, subject = (label + matter.title,), matter.title
    items, printed = _attachments(rng, language=language)
    date_line, place = _date_line(day, sender.town if rng.random() < 0.9 else "Toruń", rng, language)
    dated = rng.random() < 0.93
    paragraphs = list(matter.paragraphs)
    if rng.random() < 0.25:
        child = people.pesel(rng, is_woman=True, first=date(2008, 1, 1), days=4000)
        paragraphs.append(
            f"Sprawa dotyczy także mojej córki, PESEL {child}, która jest uczennicą."
            if known.get("pesel")
            else "W razie pytań proszę o kontakt."
        )
    if rng.random() < 0.35:
        paragraphs.append(
            "Organ nie wyjaśnił, dlaczego pominął dowody przedstawione przez stronę, chociaż miał taki obowiązek zgodnie z zasadą prawdy obiektywnej, wyrażoną w przepisach o postępowaniu administracyjnym."
        )
    if language == "pl" and rng.random() < 0.12:
        paragraphs += [LONG_STORY] * rng.randrange(4, 8)
    closing = {
        "pl": rng.choice(("Z poważaniem", "Z wyrazami szacunku", "Z poważaniem,", "Łączę wyrazy szacunku")),
        "en": "Yours faithfully,",
        "de": "Mit freundlichen Grüßen",
    }[language]
    greeting = {
        "pl": rng.choice(("", "Szanowni Państwo,", "Szanowni Państwo!")),
        "en": "Dear Sir or Madam,",
        "de": "Sehr geehrte Damen und Herren,",
    }[language]
    fields = _fields(
        sender,
        **{**known, "recipient": recipient, "subject": subject, "case_number": mark, "attachments": items},
    )
    if dated:
        fields.update(date=day.isoformat(), place=place)
    return Varied(
        kind=kind,
        fields=fields,
        sender_lines=tuple(sender_lines),
        sender_spot=spot,
        date_line=date_line if dated else "",
        date_spot=rng.choices((Spot.RIGHT, Spot.LEFT, Spot.FOOT), (80, 10, 10))[0],
        marks=_marks(rng, mark, is_firm=kind in ("firma", "urząd")),
        recipient_lines=recipient_lines,
        recipient_bold=bold,
        title_manner=manner,
        title_lines=title_lines,
        greeting=greeting,
        paragraphs=tuple(paragraphs),
        table=_table(rng) if rng.random() < 0.15 else (),
        closing=closing,
        signatory=(),
        attachments=printed,
        receipt=(
            "WPŁYNĘŁO",
            f"dnia {day + timedelta(days=3):%d.%m.%Y}",
            f"L.dz. {rng.randrange(10, 9000)}  zał. {len(items)}",
        )
        if rng.random() < 0.3
        else (),
        page_mark=rng.choice(("", "", "Strona 1 z 1", "– 1 –")),
    )


def _table(rng: random.Random) -> tuple[tuple[str, ...], ...]:
    things = ("opłata skarbowa", "czynsz – rata II", "koszty upomnienia")
    rows = [
        (
            str(number),
            f"{_day(rng):%d.%m.%Y}",
            rng.choice(things),
            f"{rng.randrange(20, 900)},{rng.randrange(100):02}",
        )
        for number in range(1, rng.randrange(3, 6))
    ]
    return (("Lp.", "Data", "Wyszczególnienie", "Kwota [zł]"), *rows)


def _plain(rng: random.Random) -> Varied:
    sender = people.couple(rng) if rng.random() < 0.2 else people.person(rng)
    contact, known = _contact(rng, sender)
    lines = list(sender.name_lines)
    prefix = rng.choice(("", "", "", "zam. ", "adres: "))
    if rng.random() < 0.2:
        lines.append(f"{prefix}{sender.address}")
    else:
        lines += [f"{prefix}{sender.street}", sender.town_line]
    if rng.random() < 0.12:
        postal, town = rng.choice(people.TOWNS)
        lines.append(f"adres do korespondencji: skr. poczt. {rng.randrange(1, 90)}, {postal} {town}")
    known["pesel"] = None
    if rng.random() < 0.5:
        lines.append(f"{rng.choice(('PESEL', 'PESEL:', 'nr PESEL', 'PESEL nr'))} {sender.pesel}")
        known["pesel"] = sender.pesel
    if rng.random() < 0.08:
        lines.append(f"ur. {_day(rng).replace(year=1971):%d.%m.%Y} r.")
    if rng.random() < 0.08:
        lines.append("legitymujący się dowodem osobistym ABC 123456")
    lines += contact
    if rng.random() < 0.1:
        lines = [rng.choice(("Nadawca:", "Wnioskodawca:")), *lines]
    spot = rng.choices((Spot.LEFT, Spot.RIGHT, Spot.FOOT), (72, 16, 12))[0]
    return _build("osoba", rng, sender, lines, spot, known, rng.choice(MATTERS))


def _numbers(rng: random.Random) -> list[str]:
    parts = [f"NIP {people.nip(rng)}", f"REGON {people.regon(rng)}"]
    if rng.random() < 0.5:
        parts.append(f"KRS 0000{rng.randrange(10**6):06}")
    lines = [rng.choice((", ", " · ", " | ")).join(parts)] if rng.random() < 0.7 else parts
    if rng.random() < 0.4:
        lines.append(
            f"{rng.choice(('nr konta', 'Konto:', 'rachunek bankowy:', 'Bank Spółdzielczy'))} {people.account(rng)}"
        )
    return lines


def _firm(rng: random.Random) -> Varied:
    sender = people.law_firm(rng) if rng.random() < 0.2 else people.organisation(rng)
    contact, known = _contact(rng, sender, one_line=True)
    lines = list(sender.name_lines)
    lines += [sender.address] if rng.random() < 0.6 else [sender.street, sender.town_line]
    rest = contact + _numbers(rng) if rng.random() < 0.6 else _numbers(rng) + contact
    spot = rng.choices((Spot.HEAD, Spot.LEFT, Spot.RIGHT), (50, 45, 5))[0]
    in_footer = spot is Spot.HEAD and rng.random() < 0.25
    letter = _build(
        "firma", rng, sender, lines if in_footer else lines + rest, spot, known, rng.choice(MATTERS)
    )
    signatory = rng.choice((("Prezes Zarządu",), ("Prezes Zarządu", "Adam Nowak"), ("Kierownik",), ()))
    stamp = (sender.name_lines[0], sender.address) if rng.random() < 0.4 else ()
    return replace(letter, signatory=signatory, stamp=stamp, footer=tuple(rest) if in_footer else ())


def _office(rng: random.Random) -> Varied:
    sender = people.office(rng)
    contact, known = _contact(rng, sender, one_line=True)
    lines = [
        *sender.name_lines,
        *([sender.address] if rng.random() < 0.6 else [sender.street, sender.town_line]),
        *contact,
    ]
    letter = _build(
        "urząd", rng, sender, lines, rng.choice((Spot.HEAD, Spot.LEFT, Spot.LEFT)), known, rng.choice(MATTERS)
    )
    signatory = rng.choice(
        (("z up. Wójta", "Anna Nowak", "Kierownik Referatu"), ("Dyrektor", "mgr inż. Jan Mazur"), ())
    )
    return replace(letter, signatory=signatory)


def _foreign(rng: random.Random) -> Varied:
    sender = people.foreigner(rng)
    lines = [*sender.name_lines, sender.street, sender.town_line]
    known: dict[str, object] = {"sender_address": sender.address, "phone": None, "email": None}
    if rng.random() < 0.7:
        lines.append(sender.country)
        known["sender_address"] = f"{sender.address}, {sender.country}"
    if sender.phone and rng.random() < 0.5:
        lines.append(f"Tel.: {sender.phone}")
        known["phone"] = sender.phone
    if rng.random() < 0.7:
        lines.append(f"E-Mail: {sender.email}" if sender.language == "de" else f"e-mail: {sender.email}")
        known["email"] = sender.email
    matter = {"pl": MATTERS[0], "en": ENGLISH, "de": GERMAN}[sender.language]
    return _build(
        "zagraniczny", rng, sender, lines, rng.choices((Spot.LEFT, Spot.RIGHT), (70, 30))[0], known, matter
    )


def _represented(rng: random.Random) -> Varied:
    """An applicant and, below, the attorney who acts for him."""
    sender = people.person(rng)
    given, surname = people.person_name(rng, is_woman=False)
    postal, town = rng.choice(people.TOWNS)
    lines = [
        f"{rng.choice(('Wnioskodawca', 'Strona', 'Skarżący', 'Odwołujący się'))}:",
        *sender.name_lines,
        sender.street,
        sender.town_line,
    ]
    known: dict[str, object] = {"pesel": None}
    if rng.random() < 0.6:
        lines.append(f"PESEL {sender.pesel}")
        known["pesel"] = sender.pesel
    attorney = f"{rng.choice(('radca prawny', 'adw.', 'r.pr.'))} {given} {surname}"
    lines += [
        rng.choice(
            (
                "reprezentowany przez pełnomocnika:",
                "reprezentowany przez:",
                "Pełnomocnik:",
                "działający przez pełnomocnika",
            )
        ),
        attorney,
        f"Kancelaria Prawna, ul. Rynek {rng.randrange(1, 40)}, {postal} {town}",
    ]
    letter = _build("pełnomocnik", rng, sender, lines, Spot.LEFT, known, rng.choice(MATTERS))
    return replace(letter, signatory=(attorney,))


def _form(rng: random.Random) -> Varied:
    sender = people.person(rng)
    given, surname = sender.name.rsplit(" ", 1)
    street, house = (
        sender.street.rsplit(" ", 1)
        if " m. " not in sender.street
        else (
            sender.street.split(" m. ")[0].rsplit(" ", 1)[0],
            sender.street[len(sender.street.split(" m. ")[0].rsplit(" ", 1)[0]) + 1 :],
        )
    )
    known: dict[str, object] = {"pesel": None, "email": None, "phone": None}
    rows: list[FormRow] = []
    manner = rng.randrange(3)
    if manner == 0:
        rows.append(
            FormRow(
                rng.choice(("Nazwisko i imię", "Nazwisko i imię wnioskodawcy", "Nazwisko i imiona")),
                f"{surname} {given}",
            )
        )
    elif manner == 1:
        rows.append(
            FormRow(
                rng.choice(("Imię i nazwisko", "Imię i nazwisko wnioskodawcy", "Imię (imiona) i nazwisko")),
                sender.name,
            )
        )
    else:
        rows += (
            [FormRow("Imię", given), FormRow("Nazwisko", surname)]
            if rng.random() < 0.5
            else [FormRow("Nazwisko", surname.upper()), FormRow("Imię", given.upper())]
        )
    if rng.random() < 0.85:
        rows.append(
            FormRow(
                rng.choice(("Numer PESEL", "PESEL", "Nr PESEL")), sender.pesel, is_boxed=rng.random() < 0.7
            )
        )
        known["pesel"] = sender.pesel
    if rng.random() < 0.3:
        born = f"{rng.randrange(1, 28):02}.{rng.randrange(1, 12):02}.{rng.randrange(1950, 1999)}"
        rows.append(FormRow("Data urodzenia", born, is_boxed=rng.random() < 0.3))
    if rng.random() < 0.5:
        rows.append(
            FormRow(
                rng.choice(("Adres zamieszkania", "Adres", "Miejsce zamieszkania", "Adres stałego pobytu")),
                sender.address,
            )
        )
    else:
        rows += [
            FormRow("Ulica", street),
            FormRow("Nr domu / lokalu", house),
            FormRow("Kod pocztowy", sender.town_line[:6], is_boxed=rng.random() < 0.4),
            FormRow("Miejscowość", sender.town),
        ]
    if rng.random() < 0.3:
        rows.append(
            FormRow("Adres do korespondencji", rng.choice(("jw.", "ul. Polna 5, 85-001 Bydgoszcz", "")))
        )
    if rng.random() < 0.7:
        rows.append(FormRow(rng.choice(("Numer telefonu", "Telefon", "Nr tel. kontaktowego")), sender.phone))
        known["phone"] = sender.phone
    if rng.random() < 0.7:
        rows.append(
            FormRow(rng.choice(("Adres poczty elektronicznej", "E-mail", "Adres e-mail")), sender.email)
        )
        known["email"] = sender.email
    rows += [
        FormRow("Liczba osób w gospodarstwie", str(rng.randrange(1, 8))),
        FormRow("Nr rachunku bankowego", people.account(rng) if rng.random() < 0.4 else ""),
    ]
    if rng.random() < 0.6:
        rows = [replace(row, label=f"{number}. {row.label}") for number, row in enumerate(rows, 1)]
    matter = Matter("Wniosek", rng.choice(("o wydanie Karty Dużej Rodziny", "o przyznanie stypendium szkolnego", "o wpis do rejestru żłobków", "o zwrot podatku akcyzowego zawartego w cenie oleju napędowego", "o przyznanie dodatku osłonowego")), (
        "Oświadczam, że powyższe dane są prawdziwe. Jestem świadoma odpowiedzialności karnej za złożenie fałszywego oświadczenia.",
        "Wyrażam zgodę na kontakt telefoniczny i elektroniczny w sprawach związanych z rozpatrzeniem wniosku."))  # fmt: skip
    letter = _build("formularz", rng, sender, [], Spot.LEFT, known, matter)
    bold = rng.choice((TitleManner.BOLD, TitleManner.CAPITALS))
    title = matter.title.upper() if bold is TitleManner.CAPITALS else matter.title
    return replace(
        letter,
        fields={**letter.fields, "subject": matter.title, "case_number": None},
        rows=tuple(rows),
        title_manner=bold,
        title_lines=(title,),
        greeting=rng.choice(("", "Pola niedotyczące wnioskodawcy należy przekreślić.")),
        date_spot=rng.choice((Spot.RIGHT, Spot.RIGHT, Spot.FOOT)),
        table=(),
    )

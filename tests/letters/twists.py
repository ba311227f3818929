"""Habits that a letter of any kind may show besides: each changes what is printed, some also the truth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.letters.varied_letter import FormRow, Spot, TitleManner, Varied

Twist = Callable[[Varied, random.Random], Varied]


def twisted(letter: Varied, rng: random.Random) -> Varied:
    """Return the letter with none, one or two of the habits."""
    for twist in rng.sample(TWISTS, rng.choices((0, 1, 2), (45, 35, 20))[0]):
        letter = twist(letter, rng)
    return letter


def _sender_on_one_line(letter: Varied, rng: random.Random) -> Varied:
    if letter.kind != "osoba" or letter.sender_lines[0].endswith(":"):
        return letter
    lines = [line for line in letter.sender_lines if "korespondencji" not in line]
    joined = ", ".join(lines[:3]).replace("adres: ", "").replace(", zam. ", ", zam. ")
    return replace(
        letter,
        sender_lines=(joined, *lines[3:]),
        sender_spot=Spot.HEAD if rng.random() < 0.3 else letter.sender_spot,
    )


def _surname_first(letter: Varied, rng: random.Random) -> Varied:
    words = letter.sender_lines[0].split() if letter.sender_lines else []
    if letter.kind != "osoba" or len(words) != 2 or words[0].endswith(":"):
        return letter
    return replace(letter, sender_lines=(f"{words[1]} {words[0]}", *letter.sender_lines[1:]))


def _name_in_capitals(letter: Varied, rng: random.Random) -> Varied:
    if (
        letter.kind not in ("osoba", "firma")
        or not letter.sender_lines
        or letter.sender_lines[0].endswith(":")
    ):
        return letter
    return replace(letter, sender_lines=(letter.sender_lines[0].upper(), *letter.sender_lines[1:]))


def _mark_within_the_subject(letter: Varied, rng: random.Random) -> Varied:
    mark = letter.fields["case_number"]
    if not mark or letter.kind == "formularz":
        return letter
    line = f"Dotyczy: sprawy nr {mark} – {letter.fields['subject']}"
    return replace(letter, marks=(), title_manner=TitleManner.LABEL, title_lines=(line,))


def _nothing_enclosed(letter: Varied, rng: random.Random) -> Varied:
    line = rng.choice(("Załączniki: brak", "Załączniki: –", "Załączników: 0"))
    return replace(letter, attachments=(line,), fields={**letter.fields, "attachments": []})


def _holder_without_a_name(letter: Varied, rng: random.Random) -> Varied:
    lines = (
        "Szanowny Pan",
        "Marszałek Województwa",
        "Kujawsko-Pomorskiego",
        "pl. Teatralny 2",
        "87-100 Toruń",
    )
    truth = "Marszałek Województwa Kujawsko-Pomorskiego"
    return replace(
        letter, recipient_lines=lines, recipient_bold=3, fields={**letter.fields, "recipient": truth}
    )


def _no_address(letter: Varied, rng: random.Random) -> Varied:
    if letter.kind != "osoba" or letter.sender_spot is Spot.FOOT:
        return letter
    kept = [
        letter.sender_lines[0],
        *(line for line in letter.sender_lines[1:] if "@" in line or "PESEL" in line),
    ]
    if len(kept) < 2 or kept[0].endswith(":") or len(str(letter.fields["sender_name"]).split(",")) > 1:
        return letter
    fields = {**letter.fields, "sender_address": None, "phone": None}
    return replace(letter, sender_lines=tuple(kept), fields=fields)


def _long_subject(letter: Varied, rng: random.Random) -> Varied:
    if letter.kind in ("formularz", "zagraniczny") or letter.title_manner is TitleManner.KIND_AND_REST:
        return letter
    more = rng.choice(
        (
            " dla nieruchomości położonej w miejscowości Piechcin przy ul. 11 Listopada 5, działka nr 118/3",
            " – uzupełnienie pisma złożonego osobiście w kancelarii Urzędu",
        )
    )
    last = letter.title_lines[-1]
    grown = last + (more.upper() if last.isupper() else more)
    subject = f"{letter.fields['subject']}{more}"
    return replace(
        letter, title_lines=(*letter.title_lines[:-1], grown), fields={**letter.fields, "subject": subject}
    )


def _wide_spacing(letter: Varied, rng: random.Random) -> Varied:
    return replace(letter, spacing=rng.choice((1.6, 1.9)))


def _parted_letterhead(letter: Varied, rng: random.Random) -> Varied:
    if letter.kind not in ("firma", "urząd") or letter.footer:
        return letter
    return replace(letter, sender_spot=Spot.PARTED)


def _copies_to_others(letter: Varied, rng: random.Random) -> Varied:
    lines = (
        "Do wiadomości:",
        "1. Wojewoda Kujawsko-Pomorski, ul. Jagiellońska 3, 85-950 Bydgoszcz",
        "2. a/a",
    )
    return replace(letter, after=lines)


def _privacy_notice(letter: Varied, rng: random.Random) -> Varied:
    lines = (
        "Administratorem danych osobowych jest Województwo Kujawsko-Pomorskie, pl. Teatralny 2, 87-100 Toruń,",
        "e-mail: iod@urzad.example, tel. 56 62 18 600. Dane są przetwarzane w celu rozpatrzenia pisma.",
    )
    return replace(letter, after=(*letter.after, *lines))


def _child_on_the_form(letter: Varied, rng: random.Random) -> Varied:
    if not letter.rows:
        return letter
    child = (
        FormRow("Imię i nazwisko dziecka", "Zofia Testowa"),
        FormRow("PESEL dziecka", "14271201348"),
        FormRow("Data urodzenia dziecka", "12.07.2014"),
    )
    return replace(letter, rows=(*letter.rows, *child))


def _labels_above(letter: Varied, rng: random.Random) -> Varied:
    return replace(letter, labels_above=bool(letter.rows))


TWISTS: tuple[Twist, ...] = (
    _sender_on_one_line,
    _surname_first,
    _name_in_capitals,
    _mark_within_the_subject,
    _nothing_enclosed,
    _holder_without_a_name,
    _no_address,
    _long_subject,
    _wide_spacing,
    _parted_letterhead,
    _copies_to_others,
    _privacy_notice,
    _child_on_the_form,
    _labels_above,
)

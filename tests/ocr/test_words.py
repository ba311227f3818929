from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ocr.words import WordList, _hash_chunk, hash_word

listed = st.lists(st.text("aąbcćdeęxyzźż-'", min_size=1, max_size=20), min_size=1, max_size=30)


@given(listed)
def test_a_whole_list_is_hashed_like_its_words(entries: list[str]) -> None:
    chunk = "".join(f"{entry}\n" for entry in entries).encode()

    assert [int(value) for value in _hash_chunk(chunk)] == [hash_word(entry.encode()) for entry in entries]


def test_listed_words_are_known_in_any_case_and_with_punctuation(tmp_path: Path) -> None:
    source = tmp_path / "list"
    source.write_text("środowisko\nŁódź\n", encoding="utf-8")

    words = WordList.load(source, tmp_path / "cache")

    assert all(words.knows(word) for word in ("środowisko,", "ŚRODOWISKO", "(Środowisko)", "Łódź", "łódź"))
    assert not any(words.knows(word) for word in ("srodowisko", "środowiska", "", "..."))


def test_the_cache_is_used_the_second_time(tmp_path: Path) -> None:
    source = tmp_path / "list"
    source.write_text("tak\n", encoding="utf-8")
    WordList.load(source, tmp_path / "cache")
    cached = next((tmp_path / "cache").iterdir())
    before = cached.stat().st_mtime_ns

    assert WordList.load(source, tmp_path / "cache").knows("tak")
    assert cached.stat().st_mtime_ns == before


def test_a_broken_cache_is_made_anew(tmp_path: Path) -> None:
    source = tmp_path / "list"
    source.write_text("tak\n", encoding="utf-8")
    WordList.load(source, tmp_path / "cache")
    next((tmp_path / "cache").iterdir()).write_bytes(b"cut short")

    assert WordList.load(source, tmp_path / "cache").knows("tak")


def test_without_a_list_no_word_is_known_and_nothing_fails(tmp_path: Path) -> None:
    words = WordList.load(tmp_path / "absent", tmp_path)

    assert len(words) == 0
    assert not words.knows("tak")

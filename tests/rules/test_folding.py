import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.folding import (
    Piece,
    alphabetical,
    excerpt,
    fold,
    occurs,
    pieces,
    spellings_of,
    words_of,
)

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)
sentences = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " .,-–0123456789<>&\"'"))
anything = st.text() | sentences


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("hộ nghèo", "ho ngheo"),
        ("HỘ NGHÈO", "ho ngheo"),
        ("ĐẢNG bộ", "dang bo"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("uỷ ban", "ui ban"),
        ("Ủy ban", "ui ban"),
        ("tỷ lệ", "ti le"),
        ("tỉ lệ", "ti le"),
        ("9.500 tỷ đồng", "9.500 ti dong"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(anything)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_accents_may_be_letters_of_their_own(text):
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(apart)


@given(anything)
def test_a_text_folds_letter_by_letter(text):
    assert fold(text) == "".join(map(fold, text))


@given(anything, st.lists(sentences, max_size=3))
def test_pieces_leave_the_text_whole(text, asked):
    words = [word for each in asked for word in words_of(each)]
    cut = pieces(text, words)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    for piece in cut:
        if piece.hit:
            assert fold(piece.text) in words


@given(sentences)
def test_every_word_of_a_text_is_found_in_it(text):
    cut = pieces(text, words_of(text))
    assert [fold(piece.text) for piece in cut if piece.hit] == words_of(text)


@pytest.mark.parametrize(
    ("text", "words", "hits"),
    [
        ("Tỷ lệ hộ nghèo giảm", ["ho", "ngheo"], ["hộ", "nghèo"]),
        ("Tỷ lệ hộ nghèo giảm", ["ngh"], ["ngh"]),
        ("Hòa và hoà", ["hoa"], ["Hòa", "hoà"]),
        ("Đảng bộ", ["dan"], ["Đản"]),
        ("Đạt 95% hộ, 9.500 tỷ", ["9"], []),
        ("Đạt 95% hộ, 9.500 tỷ", ["9.500", "95"], ["95", "9.500"]),
        ("toàn phần", ["an"], []),
        ("hộ", [], []),
    ],
)
def test_what_is_marked(text, words, hits):
    for form in ("NFC", "NFD"):
        cut = pieces(unicodedata.normalize(form, text), words)
        assert [unicodedata.normalize("NFC", piece.text) for piece in cut if piece.hit] == hits


def test_pieces_come_in_order():
    assert pieces("Có <b>hộ</b>", ["ho"]) == [
        Piece("Có <b>"),
        Piece("hộ", hit=True),
        Piece("</b>"),
    ]


def test_words_begin_words():
    assert occurs("ngh", ["ho", "ngheo"])
    assert not occurs("heo", ["ho", "ngheo"])
    assert not occurs("9", ["95", "9.500"])
    assert occurs("1.1", ["1.1"])


def test_a_tone_may_stand_on_either_vowel():
    assert spellings_of("hoà uỷ tỉ") == spellings_of("hòa ủy tỷ")
    assert spellings_of("hòa") != spellings_of("hoa")
    assert spellings_of("hoa") != spellings_of("hóa")
    assert spellings_of("dân") != spellings_of("đan")


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Ba", "Da", "Đa", "Ê", "Yên"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Phổ An", "Phổ Cường", "Phổ Hòa", "Phổ Ninh", "Phổ Văn", "Phổ Vinh"],
        ["ba", "bà con", "bá"],
        ["1 a", "a", "a b", "ab"],
    ],
)
def test_vietnamese_order(ordered):
    mixed = [*ordered[1::2], *ordered[::2]]
    assert sorted(mixed, key=alphabetical) == ordered


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("một hai ba bốn năm sáu bảy", ["bon"], "…ba bốn năm…"),
        ("bốn năm", ["bon"], "bốn năm"),
        ("một", ["hai"], ""),
    ],
)
def test_excerpts(text, words, shown):
    assert excerpt(text, words, around=7) == shown


@given(sentences, sentences)
def test_an_excerpt_is_part_of_its_text(text, asked):
    assert excerpt(text, words_of(asked)).strip("…") in text

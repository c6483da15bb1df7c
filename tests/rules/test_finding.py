import pytest

from targets.rules.finding import Kind, rank, read_question


def found(asked, rows, kind=Kind.INDICATOR):
    """The texts that answer, best first; `rows` maps numbers to texts."""
    question = read_question(asked)
    ranked = [
        (order, text)
        for number, text in rows.items()
        if (order := rank(question, kind, [text], number=number)) is not None
    ]
    return [text for _, text in sorted(ranked, key=lambda row: row[0])]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("", "Hãy gõ vài chữ hoặc số"),
        ("   ", "Hãy gõ vài chữ hoặc số"),
        ("h", "Một chữ cái thì quá ít"),
        ("a b", "Một chữ cái thì quá ít"),
        ("–?!", "riêng dấu câu thì không tìm được"),
        ("x" * 201, "dài quá 200 ký tự"),
    ],
)
def test_what_cannot_be_looked_for(asked, problem):
    assert problem in read_question(asked).problem


@pytest.mark.parametrize("asked", ["ho", "3", "x" * 200, "hộ nghèo", "(3)"])
def test_what_can_be_looked_for(asked):
    assert read_question(asked).problem == ""


@pytest.mark.parametrize(
    ("asked", "number", "kind"),
    [
        ("3", "3", None),
        ("(3)", "3", None),
        ("số 3", "3", None),
        ("chỉ tiêu 3", "3", Kind.INDICATOR),
        ("Chi tieu (3)", "3", Kind.INDICATOR),
        ("chỉ tiêu số 12", "12", Kind.INDICATOR),
        ("nhiệm vụ 1.2", "1.2", Kind.TASK),
        ("3 trường", "", None),
        ("12,5", "", None),
    ],
)
def test_numbers(asked, number, kind):
    question = read_question(asked)
    assert (question.number, question.kind) == (number, kind)


def test_all_words_in_any_order():
    rows = {"1": "Tỷ lệ hộ nghèo giảm", "2": "Hộ dân được dùng nước sạch"}
    assert found("ngheo ho", rows) == ["Tỷ lệ hộ nghèo giảm"]
    assert found("hộ", rows) == list(rows.values())
    assert found("hộ trường", rows) == []


def test_the_same_accents_come_first_then_whole_words():
    rows = {"1": "Hoạch định hoa màu", "2": "Phường Phổ Hòa", "3": "Xã Phổ Hoạch"}
    assert found("hoà", rows) == ["Phường Phổ Hòa", "Hoạch định hoa màu", "Xã Phổ Hoạch"]
    assert found("hoa", rows) == ["Hoạch định hoa màu", "Phường Phổ Hòa", "Xã Phổ Hoạch"]


def test_the_number_comes_before_texts_with_it():
    rows = {"1": "Có 3 trường đạt chuẩn", "3": "Vốn đầu tư", "33": "Rừng"}
    assert found("3", rows) == ["Vốn đầu tư", "Có 3 trường đạt chuẩn"]
    assert found("chỉ tiêu 3", rows) == ["Vốn đầu tư"]
    assert found("chỉ tiêu 4", rows) == []


def test_the_word_of_a_kind_may_stand_before_others():
    rows = {"1": "Tỷ lệ hộ nghèo", "2": "Vốn đầu tư"}
    assert found("chỉ tiêu hộ nghèo", rows) == ["Tỷ lệ hộ nghèo"]
    assert found("chỉ tiêu", rows) == list(rows.values())
    assert found("chỉ tiêu hộ nghèo", rows, Kind.TASK) == []

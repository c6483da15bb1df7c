"""Names, links and sizes of evidence: plain rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.rules.evidence import (
    ENDINGS,
    LARGEST,
    LONGEST_NAME,
    NAMELESS,
    safe_name,
    size_text,
    why_not_link,
    why_too_large,
)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Báo cáo quý III.pdf", "Báo cáo quý III.pdf"),
        ("BÁO CÁO.PDF", "BÁO CÁO.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Hoa\\bao cao.pdf", "bao cao.pdf"),
        ('a";filename="b.exe.pdf', "a_;filename=_b.exe.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie_ x=1.pdf"),
        ("bao cao\u202efdp.exe", "bao caofdp.pdf"),
        ("bao\u00a0cao\u200b.pdf", "bao cao.pdf"),
        ("ky\u0300 III.pdf", "kỳ III.pdf"),
        ("virus.exe", "virus.pdf"),
        ("so lieu.xlsx", "so lieu.pdf"),
        ("Báo cáo 30.9", "Báo cáo 30.9.pdf"),
        ("tar.gz.backup2024", "tar.gz.backup2024.pdf"),
        ("khong duoi", "khong duoi.pdf"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("", f"{NAMELESS}.pdf"),
        ("...", f"{NAMELESS}.pdf"),
        ("<b>.pdf", "_b_.pdf"),
    ],
)
def test_names(given_name, kept):
    assert safe_name(given_name, "pdf") == kept


def test_a_jpeg_keeps_its_own_ending():
    assert [safe_name(name, "jpg") for name in ("a.JPEG", "a.jpg", "a.png", "a")] == [
        "a.jpeg",
        "a.jpg",
        "a.jpg",
        "a.jpg",
    ]


@given(st.text(max_size=400), st.sampled_from(sorted(ENDINGS)))
def test_any_text_makes_a_name(text, kind):
    name = safe_name(text, kind)
    assert 0 < len(name) <= LONGEST_NAME
    assert name.endswith(ENDINGS[kind])
    assert not set(name) & set('/\\"<>:|?*\r\n\x00\u202e')
    assert safe_name(name, kind) == name


@given(st.text(max_size=200))
def test_any_text_is_a_link_or_gets_a_sentence(text):
    if not why_not_link(text):
        assert text.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    "link",
    ["http://10.0.0.5/a", "https://vanban.noibo:8443/x?y=1#z", "HTTPS://Đức-phổ.vn/văn-bản",
     "http://[::1]/a"],
)  # fmt: skip
def test_links(link):
    assert why_not_link(link) == ""


def test_sizes():
    assert [size_text(size) for size in (0, 1, 1500, 1024 * 1024, 20 * 1024 * 1024)] == [
        "1 kB", "1 kB", "1 kB", "1,0 MB", "20,0 MB",
    ]  # fmt: skip
    assert why_too_large(LARGEST) == ""
    assert why_too_large(LARGEST + 1).startswith("nặng 20,1 MB, tối đa 20 MB.")

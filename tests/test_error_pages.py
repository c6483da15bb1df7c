"""Error pages (style (c), issue "bad input"): Vietnamese, the right status, no database at all."""

import re

import pytest
from django.http import Http404
from django.template.loader import get_template
from django.urls import get_resolver

HEADINGS = {
    400: "Máy chủ không đọc được yêu cầu này",
    403: "Bạn không có quyền làm việc này",
    404: "Không tìm thấy trang này",
    500: "Máy chủ gặp lỗi",
}


@pytest.mark.parametrize(("status", "heading"), HEADINGS.items())
def test_handler_answers_in_vietnamese_without_database(rf, status, heading):
    handler = get_resolver().resolve_error_handler(status)
    request = rf.get("/mot-trang/")
    response = handler(request) if status == 500 else handler(request, Http404())
    page = response.content.decode()
    assert (response.status_code, f"<h1>{heading}</h1>" in page) == (status, True)
    assert '<html lang="vi"' in page


@pytest.mark.parametrize("status", HEADINGS)
def test_page_says_what_to_do_and_where_to_go(status):
    page = get_template(f"{status}.html").render()
    assert f"Lỗi {status}" in page
    assert 'href="/"' in page
    assert 'id="noi-dung"' in page
    assert not re.search(r"<script(?![^>]*src=)|\sstyle=|https?://(?!www\.w3\.org)", page)


@pytest.mark.parametrize("status", HEADINGS)
def test_page_keeps_the_demo_band(settings, status):
    settings.DEMO, settings.TODAY = True, None
    assert "Số liệu minh họa" in get_template(f"{status}.html").render()


def test_unknown_address(client):
    response = client.get("/khong-co-trang-nay/")
    assert (response.status_code, HEADINGS[404] in response.content.decode()) == (404, True)

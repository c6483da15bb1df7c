"""The report as a Word file: its parts, its layout, hostile words, and who may take it."""

import datetime
import io
import shutil
import subprocess

import docx
import pytest
from django.urls import reverse
from docx.shared import Pt

from reports.export.docx import GAP, write_report
from reports.gather import summary_of
from reports.heads import report_head
from reports.paper_head import PaperHead
from targets.models import Letterhead
from targets.rules.workflow import Role
from tests.factories import (
    make_indicator,
    make_report,
    make_resolution,
    make_task,
    make_unit,
    make_update,
    make_user,
    make_work_item,
)

pytestmark = pytest.mark.django_db
SOFFICE = shutil.which("soffice")
HEAD = PaperHead(
    place="Đức Phổ",
    symbol="-BC/TU",
    body="Ban Thường vụ Thị ủy",
    addressee="Thị ủy",
    on_behalf="T/M Ban Thường vụ",
    post="Bí thư",
    name="Nguyễn Văn A",
    recipients=("Các đồng chí Thị ủy viên,", "Lưu Văn phòng Thị ủy."),
)
HOSTILE = "=HYPERLINK(1) <b>&amp; \x07\x0b “ngoặc” 😀 \u202eabc " + "rất dài " * 400
TITLE = "Nghị quyết Hội nghị lần thứ 15 về nhiệm vụ năm 2024"


@pytest.fixture(autouse=True)
def pinned_day(settings):
    settings.TODAY = datetime.date(2024, 9, 24)


@pytest.fixture
def resolution():
    resolution = make_resolution("nq-2024", title=TITLE, superior="Tỉnh ủy Quảng Ngãi")
    lead = make_unit("tai-chinh", name="Phòng Tài chính")
    late = make_indicator(resolution, number=1, lead_unit=lead, wording="Tổng vốn đầu tư")
    make_report(late, 3, figures={"": "60"}, causes="Giải ngân chậm.", proposals="Giao vốn sớm.")
    make_indicator(resolution, number=2, lead_unit=lead, measures=[{"pace": "year_end"}])
    item = make_work_item(
        make_task(resolution, lead_unit=lead), due_on=datetime.date(2024, 8, 31), state="running"
    )
    make_update(item, text="Chờ ý kiến")
    return resolution


def written(resolution, quarter=3, head=HEAD, **wish):
    stream = io.BytesIO()
    write_report(summary_of(resolution, quarter, for_papers=True), stream, head, **wish)
    stream.seek(0)
    return docx.Document(stream)


def lines(document):
    return [text for one in document.paragraphs if (text := one.text.strip())]


def test_the_report_from_head_to_signature(resolution):
    document = written(resolution)
    letterhead, signatures, appendix = document.tables
    assert [cell.text for cell in letterhead.rows[0].cells] == [
        f"TỈNH ỦY QUẢNG NGÃI\nTHỊ ỦY ĐỨC PHỔ\n*\nSố{GAP}-BC/TU",
        f"ĐẢNG CỘNG SẢN VIỆT NAM\n\nĐức Phổ, ngày{GAP}tháng 9 năm 2024",
    ]
    assert lines(document)[:20] == [
        "BÁO CÁO",
        "tình hình thực hiện Nghị quyết Hội nghị lần thứ 15",
        "9 tháng năm 2024",
        "-----",
        f"Thực hiện {TITLE} (sau đây gọi là Nghị quyết), Ban Thường vụ Thị ủy báo cáo tình hình "
        "thực hiện 9 tháng năm 2024 như sau:",
        "I. ĐÁNH GIÁ CHUNG",
        "Nghị quyết đề ra 02 chỉ tiêu thuộc 01 nhóm và 01 nhiệm vụ thuộc 01 lĩnh vực. Tính đến "
        "ngày 24/09/2024, chưa có chỉ tiêu nào đạt hoặc vượt; 01 chỉ tiêu chậm tiến độ; không có "
        "chỉ tiêu nào không đạt. Như vậy, đánh giá được 01/02 chỉ tiêu; còn lại 01 chỉ tiêu chưa "
        "đến kỳ đánh giá (chỉ đánh giá được vào cuối năm).",
        "Cụ thể: chậm tiến độ là chỉ tiêu (1).",
        "II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU",
        "1. Nhóm 1 (01 chậm, 01 chưa đến kỳ)",
        "(1) Tổng vốn đầu tư 9 tháng ước đạt 60 tỷ đồng, bằng 60% chỉ tiêu Nghị quyết (ít nhất "
        "100), thấp hơn 15 tỷ đồng so với mốc 9 tháng (75 tỷ đồng), chậm tiến độ; để đạt chỉ tiêu, "
        "quý IV phải thực hiện thêm 40 tỷ đồng; theo tiến độ hiện nay, cả năm dự kiến đạt 80 tỷ "
        "đồng.",
        "Chỉ tiêu chưa đến kỳ đánh giá: (2) chỉ tiêu số 2.",
        "III. KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ, GIẢI PHÁP",
        "01 nhiệm vụ của Nghị quyết được cụ thể hóa thành 01 đầu việc; đến nay quá hạn 01 "
        "đầu việc.",
        "1. Nhóm nhiệm vụ 1 (01 đầu việc: quá hạn 01). Quá hạn: đầu việc 1.1.1 (hạn 31/08/2024; "
        "chờ ý kiến).",
        "IV. HẠN CHẾ, NGUYÊN NHÂN",
        "1. Hạn chế",
        "Chỉ tiêu (1) (tổng vốn đầu tư) chậm tiến độ. Còn 01 đầu việc quá hạn là đầu việc 1.1.1 "
        "(quá hạn 24 ngày).",
        "2. Nguyên nhân",
        "Chỉ tiêu (1): Giải ngân chậm.",
    ]
    assert lines(document)[20:28] == [
        "V. NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM QUÝ IV NĂM 2024",
        "1. Phòng Tài chính tập trung thực hiện chỉ tiêu (1), phấn đấu thực hiện thêm 40 tỷ đồng "
        "trong quý IV.",
        "2. Phòng Tài chính hoàn thành dứt điểm các đầu việc quá hạn.",
        "3. Đơn vị chủ trì chỉ tiêu đánh giá cuối năm (2) chuẩn bị hồ sơ, số liệu, gửi báo cáo năm "
        "đúng hạn.",
        "VI. ĐỀ XUẤT, KIẾN NGHỊ",
        "1. Phòng Tài chính (chỉ tiêu (1)): Giao vốn sớm.",
        "Trên đây là báo cáo tình hình thực hiện Nghị quyết 9 tháng năm 2024, Ban Thường vụ Thị ủy "
        "trình Thị ủy xem xét, cho ý kiến chỉ đạo.",
        "PHỤ LỤC",
    ]
    assert [cell.text.strip() for cell in signatures.rows[0].cells] == [
        "Nơi nhận:\n- Các đồng chí Thị ủy viên,\n- Lưu Văn phòng Thị ủy.",
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\n\n\n\nNguyễn Văn A",
    ]
    assert [cell.text for cell in appendix.rows[0].cells] == [
        "TT", "Chỉ tiêu", "ĐVT", "TH 2023", "Chỉ tiêu NQ 2024", "9 tháng", "Ước năm", "% so NQ",
        "So cùng kỳ", "Đánh giá",
    ]  # fmt: skip
    assert [cell.text for cell in appendix.rows[2].cells] == [
        "1", "Tổng vốn đầu tư", "tỷ đồng", "-", "ít nhất 100", "60,0", "80,0*", "60,0%", "-",
        "▼ Chậm tiến độ",
    ]  # fmt: skip


def test_the_layout_is_the_partys(resolution):
    document = written(resolution)
    upright, landscape = document.sections
    sizes = [
        tuple(round(length.mm) for length in (each.page_width, each.page_height, each.left_margin))
        for each in document.sections
    ]
    assert sizes == [(210, 297, 30), (297, 210, 15)]
    assert upright.different_first_page_header_footer
    assert not landscape.different_first_page_header_footer
    fonts = {
        (run.font.name, run._element.rPr.rFonts.get(docx.oxml.ns.qn("w:eastAsia")))
        for one in document.paragraphs
        for run in one.runs
    }
    assert fonts == {("Times New Roman", "Times New Roman")}
    told = next(one for one in document.paragraphs if one.text.startswith("Nghị quyết đề ra"))
    assert told.paragraph_format.line_spacing == Pt(18)
    assert round(told.paragraph_format.first_line_indent.mm) == 10
    heading = next(one for one in document.paragraphs if one.text == "IV. HẠN CHẾ, NGUYÊN NHÂN")
    assert heading.paragraph_format.keep_with_next


def test_made_up_figures_are_labelled_and_real_ones_are_not(resolution):
    def label(document):
        return "Số liệu minh họa" in str(
            [*lines(document), document.sections[0].footer._element.xml]
        )

    assert not label(written(resolution))
    resolution.illustrative = True
    assert label(written(resolution))


def test_without_the_offices_settings_there_is_room_for_a_pen(resolution):
    document = written(resolution, head=PaperHead())
    assert "……………………" in document.tables[1].rows[0].cells[1].text
    assert "Trên đây là báo cáo tình hình thực hiện Nghị quyết 9 tháng năm 2024." in lines(document)


def test_a_period_that_has_not_opened(resolution):
    told = lines(written(resolution, 4))
    assert "Kỳ báo cáo chưa mở nên chưa có số liệu để đánh giá kết quả cả năm." in told
    assert "Chưa có số liệu: kỳ báo cáo chưa mở." in told


def test_a_resolution_without_anything():
    told = lines(written(make_resolution("trong")))
    assert "Nghị quyết chưa có chỉ tiêu nào." in told
    assert "Nghị quyết chưa có nhiệm vụ nào được theo dõi." in told


def test_hostile_words_stay_words(resolution):
    report = make_report(
        make_indicator(resolution, number=3, wording=HOSTILE[:300], lead_unit=make_unit()),
        3,
        figures={"": "10"},
        causes=HOSTILE,
    )
    told = "\n".join(lines(written(resolution)))
    assert "=HYPERLINK(1) <b>&amp;" in told
    assert "😀" in told
    assert "\x07" not in told
    assert report.causes == HOSTILE


@pytest.mark.skipif(
    not SOFFICE,
    reason="no LibreOffice: apt-get install --no-install-recommends libreoffice-writer-nogui",
)
def test_libreoffice_opens_it(resolution, tmp_path):
    make_report(
        make_indicator(resolution, number=3, wording=HOSTILE[:300], lead_unit=make_unit()),
        3,
        figures={"": "10"},
        causes=HOSTILE,
    )
    path = tmp_path / "bao-cao.docx"
    with path.open("wb") as stream:
        write_report(summary_of(resolution, 3, for_papers=True), stream, HEAD)
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/lo", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "bao-cao.pdf").stat().st_size > 10_000


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER])
def test_who_writes_the_report_takes_it(client, resolution, role):
    Letterhead.objects.create(report_symbol="-BC/TU", report_recipients="A,\n\n B.")
    client.force_login(make_user(role))
    answer = client.get(reverse("reports:summary-docx", args=["nq-2024", 3]))
    assert answer["Content-Disposition"] == (
        'attachment; filename="Bao-cao-nq-2024-9-thang-nam-2024.docx"'
    )
    document = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    assert "-BC/TU" in document.tables[0].rows[0].cells[0].text
    assert report_head().recipients == ("A,", "B.")


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(client, django_assert_num_queries, resolution, count):
    task = make_task(resolution)
    for _ in range(count):
        make_update(make_work_item(task))
        make_indicator(resolution)
    client.force_login(make_user(Role.LEADER))
    with django_assert_num_queries(18):
        client.get(reverse("reports:summary-docx", args=["nq-2024", 3]))

"""What `make run` and `make serve` do before the first page (design §8)."""

import pytest
from django.core.management import call_command

from nghiquyet.storage import HashedFiles
from targets.models import ProgressReport, Resolution, User


@pytest.mark.django_db
def test_the_demo_is_loaded_once(settings, capsys):
    settings.DEMO = True
    call_command("prepare")
    assert User.objects.filter(username="vanphong").exists()
    ProgressReport.objects.filter(period__quarter=3).update(results="Do người dùng gõ")
    typed = ProgressReport.objects.filter(results="Do người dùng gõ").count()
    assert typed
    capsys.readouterr()
    call_command("prepare")
    assert "không nạp thêm" in capsys.readouterr().out
    assert ProgressReport.objects.filter(results="Do người dùng gõ").count() == typed

    settings.DEMO = False
    call_command("prepare")
    assert "ai cũng biết mật khẩu của" in capsys.readouterr().err


@pytest.mark.django_db
def test_real_work_starts_empty():
    call_command("prepare")
    assert not Resolution.objects.exists()
    assert not User.objects.exists()


def test_a_file_never_collected_keeps_its_plain_name(tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    files = HashedFiles(location=tmp_path, base_url="/static/")
    assert files.url("a.css").startswith("/static/a.")
    assert files.url("a.css") != "/static/a.css"
    assert files.url("khong-co.svg") == "/static/khong-co.svg"

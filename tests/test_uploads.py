"""What of a file reaches the disk while its request runs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory

from nghiquyet import uploads
from targets.intake.containers import NotTaken, Unreadable, kind_of
from targets.rules.evidence import LARGEST


@pytest.fixture
def sent(settings, tmp_path):
    """`sent(*contents)`: the files as a view sees them; closed at the end."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    requests = []

    def send(*contents):
        files = [SimpleUploadedFile(f"{at}.pdf", each) for at, each in enumerate(contents)]
        requests.append(RequestFactory().post("/", {"tep": files}))
        return requests[-1].FILES.getlist("tep")

    yield send
    for request in requests:
        request.close()


def test_a_file_within_the_cap_is_whole(sent):
    content = bytes(range(256)) * 4000
    (file,) = sent(content)
    assert (file.size, file.read()) == (len(content), content)


def test_a_large_file_says_how_large_it_was_and_is_not_kept_whole(sent):
    (file,) = sent(bytes(LARGEST + 3_000_000))
    assert file.size == LARGEST + 3_000_000
    assert len(file.read()) == uploads.MOST_OF_A_FILE == LARGEST + 1


def test_many_files_do_not_fill_the_disk(sent, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_OF_A_REQUEST", 250_000)
    files = sent(bytes(200_000), bytes(200_000), bytes(200_000))
    assert [len(file.read()) for file in files] == [200_000, 50_000, 0]
    assert files[0].size == 200_000
    assert all(file.size > LARGEST for file in files[1:]), "a form refuses them by their size"


def test_a_disk_that_takes_no_file_loses_nothing_else(settings, sent):
    settings.FILE_UPLOAD_TEMP_DIR += "/nowhere"
    first, second = sent(b"x" * 1000, b"y")
    assert (first.size, first.name, first.read(), second.size) == (1000, "0.pdf", b"", 1)
    with pytest.raises(Unreadable, match="máy chủ chưa ghi được tệp"):
        kind_of(first.file)


@pytest.mark.parametrize("fault", ["write", "seek"])
def test_a_disk_that_is_full_half_way(sent, monkeypatch, tmp_path, fault):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(TemporaryUploadedFile, fault, full, raising=False)
    files = sent(b"x" * 1000, b"y" * 1000)
    assert [type(file.file) for file in files] == [NotTaken, NotTaken]
    assert list(tmp_path.iterdir()) == []

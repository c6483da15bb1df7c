"""What somebody attaches to one indicator of the sheet: files, or a link."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from targets.forms.fields import PlainTextField
from targets.rules.evidence import LONGEST_NAME, MOST_AT_ONCE, why_not_link

FILES, LINK, LINK_NAME = "file", "link", "link_name"
ACCEPTED = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
NOTHING = "Chưa chọn tệp và chưa ghi liên kết nào."
CHOOSE_AGAIN = "Tệp chưa được đính kèm vì còn chỗ cần sửa. Sửa xong hãy chọn lại tệp."
NAME_ALONE = "Đã ghi tên nhưng chưa có liên kết. Hãy ghi liên kết, hoặc xóa tên."
LINK_WAITS = "Liên kết chưa được đính kèm vì còn chỗ cần sửa."


class _FilesBox(forms.FileInput):
    """One box for several files; Django's own gives the last of them alone."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if isinstance(files, MultiValueDict) else []


class _FilesField(forms.Field):
    """All files chosen in one box. What they are, whoever takes them in looks at."""

    widget = _FilesBox(attrs={"multiple": True, "accept": ACCEPTED})

    def clean(self, value: Any) -> list[UploadedFile]:
        files = [one for one in value or [] if isinstance(one, UploadedFile)]
        if len(files) > MOST_AT_ONCE:
            raise ValidationError(f"Mỗi lần chọn tối đa {MOST_AT_ONCE} tệp. Hãy đính kèm từng đợt.")
        return files


class EvidenceForm(forms.Form):
    """One indicator's files and link; `wanted`: its own button was pressed."""

    file = _FilesField(label="Tệp pdf, docx, xlsx, jpg, png, tối đa 20 MB")
    link = PlainTextField(label="Hoặc liên kết (http, https)", longest=5000)
    link_name = PlainTextField(label="Tên liên kết", longest=LONGEST_NAME)

    def __init__(
        self,
        number: int,
        data: QueryDict | None = None,
        files: MultiValueDict | None = None,
        *,
        wanted: bool = False,
    ) -> None:
        super().__init__(data, files, prefix=f"m-{number}", auto_id="%s")
        self.number = number
        self.wanted = wanted
        for field in self.fields.values():
            field.required = False

    def clean_link(self) -> str:
        link: str = self.cleaned_data[LINK]
        if link and (sentence := why_not_link(link)):
            raise ValidationError(sentence)
        return link

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.wanted and not self.errors and not any(cleaned.values()):
            self.add_error(FILES, NOTHING)
        if cleaned.get(LINK_NAME) and not cleaned.get(LINK) and LINK not in self.errors:
            self.add_error(LINK, NAME_ALONE)
        return cleaned

    @property
    def chosen(self) -> Sequence[UploadedFile]:
        """The files, of a valid form or not."""
        found: Sequence[UploadedFile] = self.cleaned_data.get(FILES) or []
        return found

    @property
    def link_typed(self) -> str:
        typed: str = self.cleaned_data.get(LINK) or ""
        return typed

    @property
    def link_title(self) -> str:
        return self.cleaned_data.get(LINK_NAME) or self.link_typed[:LONGEST_NAME]

    def tell_waiting(self) -> None:
        """Say beside the boxes that nothing was attached, because of something else."""
        if self.chosen and FILES not in self.errors:
            self.add_error(FILES, CHOOSE_AGAIN)
        elif self.link_typed and LINK not in self.errors:
            self.add_error(LINK, LINK_WAITS)

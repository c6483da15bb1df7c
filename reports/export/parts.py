"""The sheets a workbook may have beside "Tổng hợp" and "Nguồn số liệu", which it always has."""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """A sheet to choose; the value stands in addresses."""

    RISKS = "cham-va-nguy-co"
    TASKS = "nhiem-vu"
    UNITS = "theo-don-vi"
    LOCALITIES = "xa-phuong"
    DIRECTIVES = "y-kien-chi-dao"


ALL_PARTS = frozenset(Part)
# Sheets that a summary not gathered for papers could only leave empty, which would not be true
FOR_PAPERS = frozenset({Part.RISKS, Part.TASKS, Part.UNITS, Part.LOCALITIES})
PART_NAMES: Mapping[Part, str] = {
    Part.RISKS: "Chậm và nguy cơ",
    Part.TASKS: "Nhiệm vụ",
    Part.UNITS: "Theo đơn vị",
    Part.LOCALITIES: "Xã, phường",
    Part.DIRECTIVES: "Ý kiến chỉ đạo",
}

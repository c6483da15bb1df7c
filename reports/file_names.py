"""Names of files that every system can keep: letters and digits without accents."""

import re
import unicodedata

LONGEST = 120


def safe_name(words: str) -> str:
    """Trinh-BTV-ngay-25-9-2024 of “Trình BTV ngày 25/9/2024”; never empty, without an ending."""
    plain = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    ascii_only = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only)[:LONGEST].strip("-") or "bieu"

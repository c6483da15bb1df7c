"""How a paper is headed and signed: the office's own settings. Knows no Django.

Issuer and superior come from the resolution; everything here is typed by the office and may be
blank, which leaves room for a pen.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperHead:
    """`body`: in whose name the report speaks ("Ban Thường vụ Thị ủy"); `on_behalf` and `post`
    stand over the signer's name; `addressee` is who receives it; `recipients` a line each.
    """

    place: str = ""
    symbol: str = ""
    body: str = ""
    addressee: str = ""
    on_behalf: str = ""
    post: str = ""
    name: str = ""
    recipients: tuple[str, ...] = ()

"""One-time passwords: made by the program, read from paper once, typed once."""

import secrets
from collections.abc import Callable, Sequence

# No 0 1 l o, and nothing that a Vietnamese keyboard (Telex, VNI) turns into another letter:
# without vowels, d and w it has nothing to put marks on, and no word can come about by chance
LETTERS = "bcfghjkmnpqrstvxz23456789"
GROUPS, IN_GROUP = 3, 5  # 25 ** 15: 69 bits


def fresh_password(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Three groups of five letters and digits, like `k7mtr-4xqpn-9bvzh`."""
    return "-".join("".join(choose(LETTERS) for _ in range(IN_GROUP)) for _ in range(GROUPS))

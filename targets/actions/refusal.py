"""How an act says no."""


class Refused(Exception):
    """Nothing was written; str() is a Vietnamese sentence for beside the box `field`, if any.

    `stale`: somebody was quicker; `forbidden`: the act is not this person's to do.
    """

    def __init__(
        self, sentence: str, field: str = "", *, stale: bool = False, forbidden: bool = False
    ) -> None:
        super().__init__(sentence)
        self.field = field
        self.stale = stale
        self.forbidden = forbidden

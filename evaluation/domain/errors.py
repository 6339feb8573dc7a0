"""Refusals a person can act on."""


class Refused(Exception):  # noqa: N818 - the field's word is a refusal, not an error
    """Input that cannot be taken as it is: one sentence a fault, each naming what is wrong and how to mend it."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults

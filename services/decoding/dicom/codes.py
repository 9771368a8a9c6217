"""Why a DICOM file cannot be shown. Whatever a stranger's file holds ends in one of these."""

from enum import StrEnum


class Code(StrEnum):
    """A reason that stays the same word in the data, in answers and in the docs."""

    NOT_DICOM = "not_dicom"
    MALFORMED = "malformed"
    NO_IMAGE = "no_image"
    NO_PIXELS = "no_pixels"
    BAD_PIXELS = "bad_pixels"
    UNSUPPORTED = "unsupported"
    UNSUPPORTED_CODEC = "unsupported_codec"
    TOO_LARGE = "too_large"
    NO_SUCH_FRAME = "no_such_frame"
    TIMEOUT = "timeout"


class Unviewable(Exception):
    """A file, or one frame of it, that cannot be shown."""

    def __init__(self, code: Code) -> None:
        """Say why. Nothing of the file itself is said: it may be a stranger's words."""
        super().__init__(code.value)
        self.code = code

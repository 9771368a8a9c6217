"""Why an image cannot be taken in or shown, in plain words."""

from collections.abc import Callable

from services.core.errors import Invalid
from services.core.i18n import translate as _
from services.decoding.dicom.codes import Code

_SHOWN: dict[Code, Callable[[], str]] = {
    Code.NO_IMAGE: lambda: _("This file holds no image, such as a report. It is not drawn here."),
    Code.NO_PIXELS: lambda: _("The image is missing from this file."),
    Code.BAD_PIXELS: lambda: _("This image is damaged and cannot be shown."),
    Code.UNSUPPORTED: lambda: _("This kind of image cannot be shown here."),
    Code.UNSUPPORTED_CODEC: lambda: _("This image is packed in a way that cannot be shown here."),
    Code.TOO_LARGE: lambda: _("This image is too large to be shown here."),
    Code.NO_SUCH_FRAME: lambda: _("There is no such image."),
    Code.TIMEOUT: lambda: _("This image could not be prepared in time. Please try again."),
}


def sentence(code: Code) -> str:
    """Say why an image is not shown."""
    return _SHOWN.get(code, _SHOWN[Code.BAD_PIXELS])()


def refusal(code: Code) -> Invalid:
    """Return what is said to whoever hands a file in that cannot be kept."""
    if code is Code.TOO_LARGE:
        return Invalid("This DICOM file holds more than can be shown.")
    if code is Code.NOT_DICOM:
        return Invalid("This is not a DICOM file.")
    return Invalid("This DICOM file is damaged. Please export it from the machine again.")

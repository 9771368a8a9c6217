"""The processes that read DICOM files."""

from services.readers import Readers

READERS = Readers("services.decoding.dicom.reader", at_once=2, most_bytes=256 * 2**20)

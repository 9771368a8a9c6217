"""DICOM files: what may be told of them, and their frames as the viewer draws them."""

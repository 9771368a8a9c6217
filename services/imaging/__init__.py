"""Images of the clinic's machines: taking them in, and showing them frame by frame."""

"""How much of a stranger's numbers is believed. Each is checked before anything is allocated."""

MOST_BYTES = 512 * 2**20  # of a file
MOST_INFLATED = 768 * 2**20  # bytes of a deflated data set
LEAST_INFLATED = 64 * 2**20  # bytes that even a small file may become
MOST_RATIO = 50  # a real deflated image becomes up to 57 times as large, a bomb 1,000 times
MOST_FRAME_PIXELS = 64 * 2**20  # a radiograph of 8,192 by 8,192 pixels
MOST_FRAME_BYTES = 256 * 2**20
MOST_FRAMES = 10_000

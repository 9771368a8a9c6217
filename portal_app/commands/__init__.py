"""The commands of `portal`, one a file."""

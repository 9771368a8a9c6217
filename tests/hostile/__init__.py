"""Files that are not what they seem, or that are the end of careless readers, with their verdicts.

All of them are made here, the same on every machine; none is a program that would run.
"""

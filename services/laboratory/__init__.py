"""The laboratory: what can be examined, the values of records, and how they develop."""

from services.laboratory.values import Flag, Reading, Result, Trend, flag, results, trend, write

__all__ = ["Flag", "Reading", "Result", "Trend", "flag", "results", "trend", "write"]

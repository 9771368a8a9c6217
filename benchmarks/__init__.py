"""Figures as ratios, each against a baseline that is run beside it in the same minutes."""

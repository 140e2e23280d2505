"""Saima 赛马: a year of goals as an open race."""

from importlib.metadata import version

__version__ = version("saima")

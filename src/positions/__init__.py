"""Who stands where, on what, and in which words."""

from positions._version import __version__

__all__ = ["__version__"]

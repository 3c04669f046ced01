"""Static site generator for the convention bulletin of a Caf."""

__version__ = "0.1.0"

"""The built sample, read as files and in a real browser."""

"""The commands, and click in French."""

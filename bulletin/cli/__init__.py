"""The commands, with the texts of click in French."""

"""The plan of every file, what changed and why, writing and recording; the conductor."""

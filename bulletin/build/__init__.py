"""The build: the plan of every file, what has changed, writing and recording."""

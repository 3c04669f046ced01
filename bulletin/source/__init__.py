"""Files found, decoded and parsed into nodes with their places; the schema of the keys."""

"""Bodies of texts: read as office staff type them, made into HTML once, sanitised, checked."""

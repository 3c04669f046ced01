"""``bulletin.toml``, read into typed values; every diagnostic has its line."""

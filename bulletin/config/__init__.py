"""`bulletin.toml`, read into typed values with every fault at its line."""

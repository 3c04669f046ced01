"""The keys that writers type, described once: what reads them, what documents them."""

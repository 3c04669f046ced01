"""The keys that writers type, described once, for the code that reads them and the pages that list them."""

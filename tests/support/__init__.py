"""What several test files share: small sites, parsed outputs, the parsed package."""

"""What tests share: small sites, parsed outputs, the package parsed."""

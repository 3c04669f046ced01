"""``python -m bulletin``."""

from bulletin.cli.commands import main

main()

"""From nodes to values: what a writer typed becomes the nouns of ``model``.

Every fault is told at its place and reading goes on; a value that cannot be read is left out.
A light form is rewritten into the entries of its long form, so that both are read by the same code.
"""

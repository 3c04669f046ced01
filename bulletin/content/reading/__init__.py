"""From nodes to values: what a writer typed becomes the nouns of ``model``.

Every fault is reported at its place and reading goes on; a value that cannot be read is left out.

Words used throughout this package:

- to tell: to report a diagnostic (``Context.tell``); what « is told » is reported, whatever its severity;
- to suppose: to give a value that nobody typed, and record why (``Context.suppose``);
- light form: a block typed on one line, « convention: CTG 2023-2027 »; long form: its keys, one a line. A
  light form is rewritten into the entries of its long form, so that both are read by the same code;
- lifted entries: keys typed at the top of a file that belong to one of its blocks.
"""

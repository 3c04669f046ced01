"""From the corpus to what each page shows.

Floor 9, pure. A page is declared first, with its address and what claims it; its view is made once every
address of the day is known, so that links can be checked.
"""

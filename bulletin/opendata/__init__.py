"""The data files of `/donnees/`, their dictionary and the page that lists them."""

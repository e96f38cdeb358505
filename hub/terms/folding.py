"""Text without case and accents, for sorting and comparing the same on every database."""

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents: "Montréal" and "MONTREAL" become the same.

    Letters that Unicode does not decompose (ø, ł) stay as they are.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()

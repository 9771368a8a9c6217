"""The assembly of the portal; whatever starts from here keeps the search in step."""

from services import search

search.keep_up()

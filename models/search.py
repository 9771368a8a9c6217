"""The words by which staff find customers and pets as they type."""

from uuid import UUID

from sqlmodel import Field, Index, SQLModel


class SearchWord(SQLModel, table=True):
    """One word of a customer or a pet, without accents and in small letters.

    services/search/words.py derives it from their row, and keeps it up to date. No foreign key:
    the word of somebody who is gone leads nowhere.
    """

    __table_args__ = (Index("ix_searchword_word", "kind", "word", "subject_id"),)

    subject_id: UUID = Field(primary_key=True)
    word: str = Field(primary_key=True, max_length=64)
    kind: str = Field(max_length=10)  # customer, pet

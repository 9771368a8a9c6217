"""What the clinic's lists were given when the portal was set up or brought up to date."""

from sqlmodel import Field, SQLModel


class Shipped(SQLModel, table=True):
    """An entry that ships was offered once; what the clinic made of it since is its own."""

    list: str = Field(primary_key=True, max_length=40)
    key: str = Field(primary_key=True, max_length=120)

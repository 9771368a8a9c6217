"""The tables. Imported here so that the metadata is complete."""

from models import (
    audit,
    auth,
    customers,
    documents,
    laboratory,
    lists,
    measurements,
    merging,
    messaging,
    notices,
    pets,
    records,
    search,
    settings,
    staff,
    vaccinations,
)

__all__ = [
    "audit",
    "auth",
    "customers",
    "documents",
    "laboratory",
    "lists",
    "measurements",
    "merging",
    "messaging",
    "notices",
    "pets",
    "records",
    "search",
    "settings",
    "staff",
    "vaccinations",
]

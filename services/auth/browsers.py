"""What a browser calls itself, in words that its owner recognises."""

# Order matters: most browsers also carry the names of those before them.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def name(user_agent: str | None) -> str:
    """Name a browser and its system, such as 'Firefox, Android'; empty if it says neither."""
    said = (user_agent or "")[:400]
    found = (next((word for mark, word in words if mark in said), "") for words in _KNOWN)
    return ", ".join(filter(None, found))


_KNOWN = (_BROWSERS, _SYSTEMS)

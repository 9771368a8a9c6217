"""Whether an e-mail comes from whom it says: anybody can write anybody's address on one.

What counts is that the domain of the sender's address stands for the e-mail, by its signature
(DKIM, RFC 6376), by the server that it came from (SPF, RFC 7208) or by both rules together (DMARC,
RFC 7489); and that a server which the operator trusts has found so (RFC 8601). What another server
says, or the sender himself, does not count.
"""

import re
from collections.abc import Iterator

from services.decoding.mails import Mail

_PROPERTY = re.compile(
    r"([a-z][a-z0-9_-]*)(?:\.([a-z0-9_-]+))?\s*=\s*(\"[^\"]*\"|[^\s;\"]+)", re.IGNORECASE
)
_VOUCHING = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}
_SENDGRIDS = re.compile(r"@([^\s:,@{}]+)\s*:\s*(\w+)")


def by_server(mail: Mail, server: str) -> bool:
    """Tell whether the mailbox's own server has found the sender to be who they say.

    Args:
        server: The name by which that server signs what it has found.
    """
    domain = _domain(mail.sender)
    found = next((one for one in mail.results if server and _signer(one) == server.lower()), "")
    if not (domain and found):
        return False
    passed = False
    for method, result, given in _findings(found):
        if method == "dmarc":
            if result != "pass" or given.get("header.from", "").lower() != domain:
                return False
            passed = True
        passed |= result == "pass" and method in _VOUCHING and _stands(method, given, domain)
    return passed


def by_sendgrid(mail: Mail) -> bool:
    """Tell whether SendGrid has found so, as its form says."""
    domain = _domain(mail.sender)
    signed = _SENDGRIDS.findall(mail.dkim)
    whole = "{" + ", ".join(f"@{name} : {result}" for name, result in signed) + "}"
    if domain and whole.replace(" ", "") == mail.dkim.replace(" ", ""):
        results = {result for name, result in signed if _covers(name, domain)}
        if results == {"pass"}:
            return True
    return mail.spf.strip().lower() == "pass" and _covers(_domain(mail.envelope_from), domain)


def _stands(method: str, given: dict[str, str], domain: str) -> bool:
    said = [given[name] for name in _VOUCHING[method] if name in given]
    return bool(said) and all(_covers(_domain(one) or one, domain) for one in said)


def _covers(signer: str, domain: str) -> bool:
    """Tell whether a domain is the sender's or one that it belongs to."""
    signer = signer.lower().rstrip(".")
    return "." in signer and f".{domain}".endswith(f".{signer}")


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower().rstrip(".") if "@" in address else ""


def _signer(header: str) -> str:
    return next(iter(_without_comments(header).partition(";")[0].split()), "").lower()


def _findings(header: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield each method that was tried, its result, and what it was tried with."""
    for finding in _pieces(_without_comments(header))[1:]:
        said = [(a.lower(), b.lower(), c.strip('"')) for a, b, c in _PROPERTY.findall(finding)]
        if said and not said[0][1]:
            (method, _none, result), *more = said
            yield method, result.lower(), {f"{a}.{b}": value for a, b, value in more if b}


def _pieces(text: str) -> list[str]:
    """Cut at semicolons that do not stand in quotes."""
    pieces, quoted = [""], False
    for sign in text:
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            pieces.append("")
        else:
            pieces[-1] += sign
    return pieces


def _without_comments(text: str) -> str:
    """Leave out what stands in brackets, which may hold anything, other brackets as well."""
    kept: list[str] = []
    depth, quoted = 0, False
    for sign in text:
        quoted ^= sign == '"' and not depth
        if sign == "(" and not quoted:
            depth += 1
        elif sign == ")" and depth and not quoted:
            depth -= 1
        elif not depth:
            kept.append(sign)
    return "".join(kept)

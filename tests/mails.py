"""E-mails as people send them, with what the mailbox's server has found of their sender."""

from email.message import EmailMessage

from tests.papers import pdf

SERVER = "mx.mail.test"
TO = "papers@clinic.test"


def mail(*papers, sender="Alice Archer <alice@mail.test>", proven=True, **given):
    """Write an e-mail with papers, each a PDF of one page with that text, or (name, type, bytes).

    Args:
        proven: Whether the mailbox's server says that the sender's domain stands for it.
        given: Other headers, with _ for -; `text` and `html` are what it says.
    """
    made = EmailMessage()
    if proven:
        domain = sender.rpartition("@")[2].strip("> ")
        made["Authentication-Results"] = passed(domain)
    made["From"], made["To"] = sender, TO
    heads = {"subject": "Records of my pet", "message_id": "<one@mail.test>"} | given
    text, html = heads.pop("text", "Here you are."), heads.pop("html", "")
    for name, said in heads.items():
        made[name.replace("_", "-")] = said
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for paper in papers:
        hang_on(
            made, *(paper if isinstance(paper, tuple) else (f"{paper}.pdf", PDF, pdf(1, paper)))
        )
    return made


PDF = "application/pdf"


def hang_on(made, name, media_type, content, **more):
    main, sub = media_type.split("/")
    made.add_attachment(content, maintype=main, subtype=sub, filename=name, **more)


def passed(domain):
    """Write what a mailbox's server says of an e-mail that its sender's domain has signed."""
    return (
        f"{SERVER}; dkim=pass (2048 bit key; unprotected) header.d={domain} header.i=@{domain};"
        f" spf=pass smtp.mailfrom={domain}; dmarc=pass (p=NONE) header.from={domain}"
    )

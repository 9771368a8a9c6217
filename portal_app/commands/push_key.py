"""`portal push-key`: what browsers know the portal by when they take its notices."""

import typer

from services import pushing


def push_key() -> None:
    """Print the public key of push messages; the first time, make the pair.

    The private one lies in the data folder, as push.key, or in PORTAL_PUSH_KEY. With another one
    every browser has to be switched on again.
    """
    typer.echo(pushing.public_key())

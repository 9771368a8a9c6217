"""`python -m portal_app` is the `portal` command."""

from portal_app.cli import main

main()

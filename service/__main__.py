"""`python -m service` is `sealedroom`."""

from service.cli import main

main()

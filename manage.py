#!/usr/bin/env python
"""Django's command line, with Daybook's own servers running while a command needs them."""

import os
import sys

from config.embedded.defaults import EmbeddedError
from config.embedded.servers import for_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    try:
        with for_command(sys.argv):
            execute_from_command_line(sys.argv)
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

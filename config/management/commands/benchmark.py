"""`manage.py benchmark`: how fast the site is, as ratios against a bare page of the same server in the same run."""

import contextlib
import signal
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.benchmark.bench import QUICK, Bench, Sizes
from config.benchmark.client import Unexpected
from config.benchmark.rows import ROWS, Row
from config.benchmark.table import Line, table
from config.embedded.defaults import EmbeddedError


class Command(BaseCommand):
    help = "Fills databases of its own, serves the site as in production, and measures it. Takes about half an hour."

    def add_arguments(self, parser: CommandParser) -> None:
        names = ", ".join(row.name for row in ROWS)
        parser.add_argument("--quick", action="store_true", help="Small sizes and one run: does it work?")
        parser.add_argument("--rows", default="", help=f"Only these, separated by commas: {names}.")
        parser.add_argument("--past", type=int, default=1, help="Fill in one of so many past bookings only.")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        rows = _chosen(options["rows"])
        sizes = QUICK if options["quick"] else Sizes(shrink=max(1, options["past"]))
        lines: list[Line] = []
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="daybook-benchmark-")))
            bench = Bench(stack, folder, sizes, self._say)
            try:
                for row in rows:
                    self._say(f"{row.what}")
                    lines.append(row.line(row.measure(bench)))
            except (EmbeddedError, Unexpected) as error:
                raise CommandError(str(error)) from error
            except KeyboardInterrupt:
                self._say("Stopped.")
            finally:
                if lines:
                    self._say(f"\n{table(lines)}\n")
                    self._say(f"Medians of {sizes.runs}. The clients took {bench.effort.share:.0%} of the machine.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _chosen(names: str) -> list[Row]:
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    unknown = set(wanted) - {row.name for row in ROWS}
    if unknown:
        raise CommandError(f"There is no row {', '.join(sorted(unknown))}.")
    return [row for row in ROWS if not wanted or row.name in wanted]

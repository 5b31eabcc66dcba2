"""The site's settings with what a benchmark has to change: everything else is measured as it is in production."""

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OF_THE_SITE

ROOT_URLCONF = "config.benchmark.urls"  # the site's, and the bare page
MIDDLEWARE = ["config.benchmark.counting.count_queries", *OF_THE_SITE]  # only where a request asks for it
FASTEST_FORM_SECONDS = 0  # our customers type faster than people

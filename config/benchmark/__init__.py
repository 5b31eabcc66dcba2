"""`manage.py benchmark`: databases of its own, the site as in production, and ratios against a bare page."""

"""One booking's own page: where it stands, what happens next, what cancelling costs. Read-only."""

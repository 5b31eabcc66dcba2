"""How customers choose a time: what their address asks for, what is free, and the page made of it.

Everything here is read-only. Instants are whole seconds since 1970 where there are many of them.
"""

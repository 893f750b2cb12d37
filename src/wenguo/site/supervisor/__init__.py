"""One command, one process tree: the embedded PostgreSQL, web server and worker, kept alive and stopped together.

Nothing here imports Django: this process stays small, and it can say what is wrong before Django could.
"""

"""taiwa killed with SIGKILL, and what must be there afterwards.

`python -m tests.kills moments [--times N]` kills at random moments (500 by default) while answers,
backups, imports and migrations go on; `python -m tests.kills calls [OPERATION…] [--times N]
[--seed S]` kills each operation before every one of its calls that change a file, or before N of
them drawn with the seed. The tests run a few of both.
"""

"""A run: what of raw/ needs work, in what batches, by which processes, and what of it is published.

`run.run` is the whole of it: it looks (`plan`), works (`pool` hands batches to processes, each a `worker` that calls
`batch`), labels pages again whose site speaks against them (`sites`), and publishes. Flows call the same functions, one
task a batch. Modules that nobody outside needs: what is kept of a stopped run (`leftover`, `finished`, `sealed`), what
went (`gone`), files that belong together (`groups`), rows and counts of a batch (`work_rows`, `outcome`, `summary`).
"""

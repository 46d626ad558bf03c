"""Prefect flows; the only place that imports prefect. Its settings are made before anything imports it."""

from flows import settings

settings.prepare()

"""The warehouse at scale: a generator of realistic collections, and what queries, publishes and re-runs cost."""

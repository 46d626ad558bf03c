-- What the last runs did.
SELECT run_id, engine, sources, unchanged, accepted, held, unreadable, seconds
FROM runs
ORDER BY run_id DESC
LIMIT 10;

-- What the last runs did.
SELECT run_id, engine, sources, unchanged, accepted, held, unreadable, round(seconds, 1) AS seconds
FROM runs
ORDER BY run_id DESC
LIMIT 10;

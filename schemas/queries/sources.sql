-- Files that gave no document, and why.
SELECT collection, path, member, code, reason
FROM sources
WHERE status = 'unreadable' AND deleted_run_id IS NULL
ORDER BY ALL;

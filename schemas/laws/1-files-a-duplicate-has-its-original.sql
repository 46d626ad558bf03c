-- scope: warehouse
-- A duplicate names a source of the same content that is there and is no duplicate itself.
SELECT s.source_id, s.duplicate_of
FROM sources s LEFT JOIN sources o ON o.source_id = s.duplicate_of
WHERE s.status = 'duplicate' AND s.deleted_run_id IS NULL
  AND (o.source_id IS NULL OR o.sha256 <> s.sha256 OR o.status = 'duplicate' OR o.deleted_run_id IS NOT NULL)

-- Every document comes from exactly one source that is accepted or held.
SELECT d.document_id, d.source_id, s.status
FROM documents d LEFT JOIN sources s USING (source_id)
WHERE s.source_id IS NULL OR s.status NOT IN ('accepted', 'held') OR s.deleted_run_id IS NOT NULL
   OR NOT starts_with(d.document_id, d.source_id)

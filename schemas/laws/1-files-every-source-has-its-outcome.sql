-- An accepted or held source that is still there has a document of that status; any other source has none and a reason.
SELECT s.source_id, s.status, s.reason, d.document_id
FROM sources s LEFT JOIN documents d ON d.document_id = s.source_id
WHERE s.deleted_run_id IS NULL
  AND CASE WHEN s.status IN ('accepted', 'held') THEN d.document_id IS NULL OR d.status <> s.status
           ELSE d.document_id IS NOT NULL OR s.reason IS NULL END

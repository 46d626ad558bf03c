-- A held document has at least one problem that is an error.
SELECT d.document_id, d.source_path
FROM documents d
WHERE d.status = 'held'
  AND NOT EXISTS (FROM problems p WHERE p.document_id = d.document_id AND p.severity = 'error')

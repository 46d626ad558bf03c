-- Where a translation lost or changed a number, a date or a term.
SELECT d.title, t.*
FROM translation_flags t JOIN documents d USING (document_id)
ORDER BY t.document_id, t.seq
LIMIT 20;

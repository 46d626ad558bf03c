-- Translations that lost or changed a number.
SELECT d.title, f.code, f.message
FROM translation_flags f JOIN documents d USING (document_id)
ORDER BY d.document_id, f.seq;

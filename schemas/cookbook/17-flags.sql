-- What may be wrong in translations.
SELECT d.title, f.code, f.message
FROM translation_flags f JOIN documents d USING (document_id)
ORDER BY d.document_id, f.seq
LIMIT 20;

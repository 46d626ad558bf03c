-- A field has a place in the text or names who supplied it, not both and not neither; it is never empty.
SELECT document_id, seq, name, start, "end", supplier
FROM fields
WHERE (start IS NULL) = (supplier IS NULL) OR (start IS NULL) <> ("end" IS NULL) OR trim(value) = ''

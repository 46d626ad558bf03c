-- A link with a place in the text stands inside the text.
SELECT l.document_id, l.seq, l.start, l."end", d.text_chars
FROM links l JOIN documents d USING (document_id)
WHERE l.start IS NOT NULL AND (l.start < 0 OR l."end" < l.start OR l."end" > d.text_chars)

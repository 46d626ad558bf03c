-- Pages that are clutter for the most part.
SELECT source_path, round(clutter_chars / text_chars, 2) AS share
FROM documents
WHERE text_chars > 0
ORDER BY share DESC, source_path
LIMIT 10;

-- What papers say below their second heading, each line with its address.
SELECT title, path, text
FROM body_blocks
WHERE regexp_matches(path, '^二、(/|$)')
ORDER BY document_id, seq
LIMIT 20;

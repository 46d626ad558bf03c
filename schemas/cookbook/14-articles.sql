-- A law by its articles.
SELECT path, text
FROM body_blocks
WHERE path LIKE '%条'
ORDER BY document_id, seq
LIMIT 20;

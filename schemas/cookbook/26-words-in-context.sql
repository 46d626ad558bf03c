-- A word with what stands around it.
SELECT title, substr(text, greatest(1, strpos(text, '群众') - 15), 40) AS around
FROM body_blocks
WHERE contains(text, '群众')
ORDER BY document_id, seq
LIMIT 20;

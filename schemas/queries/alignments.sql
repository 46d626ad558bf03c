-- Paragraphs beside their translation.
SELECT source_text, target_text, score
FROM alignments
WHERE level = 'paragraph'
ORDER BY document_id, seq
LIMIT 20;

-- Paragraphs of the original beside the translation.
SELECT source_text, target_text, round(score, 2) AS score
FROM parallel
WHERE level = 'paragraph'
ORDER BY document_id, seq
LIMIT 20;

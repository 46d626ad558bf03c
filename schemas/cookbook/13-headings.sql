-- The outline of a document.
SELECT level, text
FROM body_blocks
WHERE role IN ('heading', 'chapter') AND title LIKE '%清扫保洁%'
ORDER BY document_id, seq;

-- One article of a law, with its paragraphs and items.
SELECT path, text
FROM body_blocks
WHERE title LIKE '%古树名木保护办法' AND regexp_matches(path, '(^|/)第三条(/|$)')
ORDER BY document_id, seq;

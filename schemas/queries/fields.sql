-- Every signing date with the characters that it was read from, and the text around them.
SELECT f.document_id, f.value, f.verbatim, f.rule, b.text
FROM fields f JOIN blocks b ON b.document_id = f.document_id AND f.start >= b.start AND f.start < b."end"
WHERE f.name = 'signed_on'
ORDER BY f.value
LIMIT 20;

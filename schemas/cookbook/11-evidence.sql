-- Where a value comes from: the characters, their place, the rule.
SELECT d.title, f.name, f.value, f.verbatim, f.start, f."end", f.supplier, f.rule
FROM fields f JOIN documents d USING (document_id)
WHERE f.name IN ('doc_number', 'signed_on')
ORDER BY d.document_id, f.seq
LIMIT 20;

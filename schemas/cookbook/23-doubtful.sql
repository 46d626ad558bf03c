-- Blocks that the model was least sure of: worth a rule.
SELECT b.text, b.part, b.role, b.rule, round(b.confidence, 2) AS confidence
FROM blocks b
WHERE b.rule LIKE 'model:%'
ORDER BY b.confidence, b.document_id, b.seq
LIMIT 20;

-- Every role of a block is a word of the vocabulary.
SELECT DISTINCT b.role, b.part
FROM blocks b LEFT JOIN vocabulary v ON v.section = 'role' AND v.name = b.role
WHERE v.name IS NULL

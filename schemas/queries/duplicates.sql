-- Versions of one paper, the most alike first.
SELECT title, signed_on, other_signed_on, likeness
FROM versions
WHERE kind = 'version'
ORDER BY likeness DESC
LIMIT 20;

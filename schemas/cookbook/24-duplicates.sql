-- Files that repeat another.
SELECT s.path, o.path AS original
FROM sources s JOIN sources o ON o.source_id = s.duplicate_of
WHERE s.status = 'duplicate'
ORDER BY s.path;

-- The titles that pages name as related, most often first.
SELECT text, count(*) AS pages
FROM links
WHERE kind = 'related_link'
GROUP BY ALL
ORDER BY pages DESC, text
LIMIT 20;

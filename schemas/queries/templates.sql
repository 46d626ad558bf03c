-- What a site repeats on most of its pages.
SELECT site, kind, value, share
FROM templates
WHERE share > 0.5
ORDER BY site, share DESC
LIMIT 20;

-- Documents of several issuers.
SELECT title, issuers
FROM notices
WHERE len(issuers) > 1
ORDER BY title;

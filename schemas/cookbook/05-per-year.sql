-- Documents per year of signing.
SELECT year(signed_on) AS year, count(*) AS documents
FROM notices
WHERE signed_on IS NOT NULL
GROUP BY ALL
ORDER BY year;

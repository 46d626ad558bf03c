-- Documents per issuer and year.
WITH issued AS (
    SELECT unnest(issuers) AS issuer, year(signed_on) AS year
    FROM documents
    WHERE status = 'accepted'
)
SELECT issuer, year, count(*) AS documents
FROM issued
GROUP BY ALL
ORDER BY documents DESC, issuer, year
LIMIT 20;

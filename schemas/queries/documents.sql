-- Documents per issuer and year.
SELECT unnest(issuers) AS issuer, year(signed_on) AS year, count(*) AS documents
FROM documents
WHERE status = 'accepted'
GROUP BY ALL
ORDER BY documents DESC, issuer
LIMIT 20;

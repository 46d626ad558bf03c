-- Who issued most; joint issuers count for each.
SELECT issuer, count(*) AS documents
FROM (SELECT unnest(issuers) AS issuer FROM notices)
GROUP BY ALL
ORDER BY documents DESC, issuer;

-- How many documents have enough text to be compared.
SELECT count(*) AS documents, sum(octet_length(minhash)) AS bytes
FROM signatures;

-- What the clutter consists of.
SELECT role, count(*) AS blocks, sum(length(text)) AS chars
FROM clutter
GROUP BY ALL
ORDER BY chars DESC, role;

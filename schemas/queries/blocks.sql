-- What the clutter of a collection consists of.
SELECT role, count(*) AS blocks, sum("end" - start) AS chars
FROM blocks
WHERE part = 'clutter'
GROUP BY ALL
ORDER BY chars DESC;

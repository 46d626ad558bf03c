-- Who is copied in most.
SELECT office, count(*) AS documents
FROM (SELECT unnest(copied_to) AS office FROM documents WHERE status = 'accepted')
GROUP BY ALL
ORDER BY documents DESC, office;

-- A field with a place in the text says exactly the characters that stand there.
WITH covered AS (
    SELECT f.document_id, f.seq, f.name, f.verbatim, f.start, f."end",
           min(b.start) AS first, string_agg(b.text, '' ORDER BY b.seq) AS text
    FROM fields f
    LEFT JOIN blocks b ON b.document_id = f.document_id AND b.start < f."end" AND b."end" > f.start
    WHERE f.start IS NOT NULL
    GROUP BY ALL
)
SELECT document_id, seq, name, verbatim
FROM covered
WHERE text IS NULL OR substr(text, start - first + 1, "end" - start) <> verbatim

-- The blocks of a document follow one another without gap or overlap, from 0 to the length of the text.
WITH placed AS (
    SELECT document_id, seq, start, "end", text,
           lag("end", 1, 0) OVER (PARTITION BY document_id ORDER BY seq) AS expected_start,
           row_number() OVER (PARTITION BY document_id ORDER BY seq) - 1 AS expected_seq
    FROM blocks
)
SELECT document_id, seq, start, "end"
FROM placed
WHERE start <> expected_start OR seq <> expected_seq OR "end" <= start OR length(text) <> "end" - start
UNION ALL
SELECT d.document_id, NULL, NULL, d.text_chars
FROM documents d LEFT JOIN (SELECT document_id, max("end") AS reached FROM blocks GROUP BY ALL) b USING (document_id)
WHERE coalesce(b.reached, 0) <> d.text_chars

-- The document of a number, however it was written.
SELECT document_id, title, doc_number, signed_on
FROM notices
WHERE doc_number = '明政办发〔2022〕45号';

-- Accepted documents with the columns that most questions need.
CREATE VIEW notices AS
SELECT document_id, collection, title, doc_kind, doc_number, issuers, signatories, recipients, signed_on,
       signed_on_precision, published_on, effective_on, language, body, body_chars, translation, translation_title,
       translation_method, url, source_path, member
FROM documents
WHERE status = 'accepted';

-- Headings and paragraphs of accepted originals, in order: running text without clutter, header or imprint.
CREATE VIEW body_blocks AS
SELECT b.document_id, b.seq, d.title, b.role, b.level, b.language, trim(b.text) AS text, b.path, b.page, b.start, b."end"
FROM blocks b
JOIN documents d USING (document_id)
JOIN vocabulary v ON v.section = 'role' AND v.name = b.role
WHERE d.status = 'accepted' AND b.part = 'original' AND v.body;

-- Original beside translation, one row per accepted document that has one.
CREATE VIEW translations AS
SELECT document_id, title, translation_title, body, translation, language, translation_language, translation_method
FROM documents
WHERE status = 'accepted' AND translation IS NOT NULL;

-- Aligned pairs of paragraphs and sentences with the title of their document.
CREATE VIEW pairs AS
SELECT a.document_id, d.title, a.level, a.seq, a.source_text, a.target_text, a.score
FROM alignments a JOIN documents d USING (document_id)
WHERE d.status = 'accepted';

-- Original beside translation sentence by sentence: pairs of sentences, and paragraphs that are but one; with the heading
-- that they stand below and the codes of the flags of their paragraph.
CREATE VIEW parallel AS
WITH inner_pairs AS (SELECT DISTINCT document_id, parent_seq AS seq FROM alignments WHERE parent_seq IS NOT NULL),
     flagged AS (
         SELECT document_id, alignment_seq AS seq, list_sort(list_distinct(list(code))) AS flags
         FROM translation_flags WHERE alignment_seq IS NOT NULL GROUP BY ALL
     )
SELECT a.document_id, d.title, a.seq, a.level, a.source_text, a.target_text, d.language, d.translation_language, a.score,
       (SELECT arg_max(trim(b.text), b.seq) FROM blocks b
        WHERE b.document_id = a.document_id AND b.part = 'original' AND b.role IN ('heading', 'article', 'chapter')
          AND b.seq <= a.source_seqs[1]) AS heading,
       f.flags
FROM alignments a
JOIN documents d USING (document_id)
LEFT JOIN inner_pairs i ON i.document_id = a.document_id AND i.seq = a.seq
LEFT JOIN flagged f ON f.document_id = a.document_id AND f.seq = coalesce(a.parent_seq, a.seq)
WHERE d.status = 'accepted' AND i.seq IS NULL;

-- What was told apart from the documents: menus, related links, footers, and by which rule.
CREATE VIEW clutter AS
SELECT b.document_id, d.collection, d.source_path, b.seq, b.role, trim(b.text) AS text, b.rule, b.confidence
FROM blocks b JOIN documents d USING (document_id)
WHERE b.part = 'clutter';

-- Documents that are held, one row per reason.
CREATE VIEW quarantine AS
SELECT d.document_id, d.collection, d.source_path, d.member, d.title, p.code, p.message
FROM documents d JOIN problems p USING (document_id)
WHERE d.status = 'held' AND p.severity = 'error';

-- Files that gave no document, and why.
CREATE VIEW left_out AS
SELECT source_id, collection, path, member, status, code, reason, duplicate_of, bytes
FROM sources
WHERE status IN ('unreadable', 'duplicate') AND deleted_run_id IS NULL;

-- Outcomes per collection.
CREATE VIEW outcomes AS
SELECT collection, status, count(*) AS sources, sum(bytes) AS bytes
FROM sources
WHERE deleted_run_id IS NULL
GROUP BY ALL
ORDER BY ALL;

-- How many accepted documents of a collection have a field, and how many values there are.
CREATE VIEW field_coverage AS
WITH accepted AS (FROM documents WHERE status = 'accepted'),
     total AS (SELECT collection, count(*) AS documents FROM accepted GROUP BY ALL)
SELECT a.collection, f.name, count(DISTINCT f.document_id) AS documents_with,
       any_value(t.documents) AS documents, round(count(DISTINCT f.document_id) / any_value(t.documents), 3) AS share,
       count(*) AS values_found
FROM fields f JOIN accepted a USING (document_id) JOIN total t USING (collection)
WHERE f.part = 'original'
GROUP BY ALL
ORDER BY ALL;

-- Links of accepted documents, with the document that they lead to where it is in the warehouse.
CREATE VIEW related AS
SELECT l.document_id, d.title, l.kind, l.label, l.text, l.href,
       coalesce(l.target_document_id, other.document_id) AS target_document_id
FROM links l
JOIN documents d USING (document_id)
LEFT JOIN (SELECT title, min(document_id) AS document_id FROM documents WHERE status = 'accepted' GROUP BY title) other
  ON other.title = l.text AND other.document_id <> l.document_id
WHERE d.status = 'accepted' AND l.kind IN ('related_link', 'related_book', 'adjacent_document', 'attachment');

-- Accepted documents that belong together: copies, versions, a whole and its part, papers after one pattern.
CREATE VIEW versions AS
SELECT p.kind, p.likeness, p.containment, one.title, one.doc_number, one.signed_on, other.title AS other_title,
       other.doc_number AS other_number, other.signed_on AS other_signed_on, p.document_id, p.other_id
FROM duplicates p
JOIN documents one ON one.document_id = p.document_id AND one.status = 'accepted'
JOIN documents other ON other.document_id = p.other_id AND other.status = 'accepted';

-- Problems with the document that they are about.
CREATE VIEW problem_list AS
SELECT p.code, p.severity, p.message, d.collection, d.title, s.path, s.member, p.document_id, p.start, p."end"
FROM problems p JOIN sources s USING (source_id) LEFT JOIN documents d ON d.document_id = p.document_id;

-- Who cites whom: the number cited, and the document of that number where it is in the warehouse.
CREATE VIEW citations AS
SELECT f.document_id, d.title, d.doc_number, f.value AS cites, f.verbatim, cited.document_id AS cited_document_id,
       cited.title AS cited_title
FROM fields f
JOIN documents d USING (document_id)
LEFT JOIN (SELECT doc_number, min(document_id) AS document_id, min_by(title, document_id) AS title
           FROM documents WHERE status = 'accepted' GROUP BY doc_number) cited ON cited.doc_number = f.value
WHERE f.name = 'cited' AND d.status = 'accepted';

-- Documents whose title, body or translation has the words, shortest title first: SELECT * FROM search('交通');
CREATE MACRO search(words) AS TABLE
SELECT document_id, title, doc_number, signed_on,
       substr(body, greatest(1, strpos(body, words) - 30), 90) AS found
FROM documents
WHERE status = 'accepted' AND (contains(title, words) OR contains(body, words) OR contains(translation, words))
ORDER BY length(title), document_id;

-- The comment lines above a view say what a row of it is; lines `--   column: meaning` tell of its own columns.
-- Columns that bear the name of a table's column have that column's meaning.

-- Accepted documents with the columns that most questions need.
CREATE VIEW notices AS
SELECT document_id, collection, title, doc_kind, doc_number, issuers, signatories, recipients, signed_on,
       signed_on_precision, published_on, effective_on, language, body, body_chars, translation, translation_title,
       translation_method, url, source_path, member
FROM documents
WHERE status = 'accepted';

-- Headings and paragraphs of accepted originals, in order: running text without clutter, header or imprint.
--   text: The characters of the block, without white space around them.
CREATE VIEW body_blocks AS
SELECT b.document_id, b.seq, d.title, b.role, b.level, b.language, trim(b.text, E' \t\r\n\u3000') AS text, b.path, b.page,
       b.start, b."end"
FROM blocks b
JOIN documents d USING (document_id)
WHERE d.status = 'accepted' AND b.part = 'original'
  AND b.role IN (SELECT name FROM vocabulary WHERE section = 'role' AND body);

-- Original beside translation, one row per accepted document that has one.
CREATE VIEW translations AS
SELECT document_id, collection, title, translation_title, body, translation, language, translation_language,
       translation_method
FROM documents
WHERE status = 'accepted' AND translation IS NOT NULL;

-- Original beside translation sentence by sentence: pairs of sentences, and paragraphs that are but one; with the heading
-- that they stand below and the codes of their flags.
--   heading: The heading, chapter or article of the original that the pair stands below.
--   flags: Codes of its flags (translation_flags.code), NULL where it has none.
CREATE VIEW parallel AS
WITH inner_pairs AS (SELECT DISTINCT document_id, parent_seq AS seq FROM alignments WHERE parent_seq IS NOT NULL),
     flagged AS (
         SELECT document_id, alignment_seq AS seq, list_sort(list_distinct(list(code))) AS flags
         FROM translation_flags WHERE alignment_seq IS NOT NULL GROUP BY ALL
     )
SELECT a.document_id, d.title, a.seq, a.level, a.source_text, a.target_text, d.language,
       coalesce(a.language, d.translation_language) AS translation_language, a.score,
       (SELECT arg_max(regexp_replace(b.text, '^\s+|\s+$', '', 'g'), b.seq) FROM blocks b
        WHERE b.document_id = a.document_id AND b.part = 'original' AND b.role IN ('heading', 'article', 'chapter')
          AND b.seq <= a.source_seqs[1]) AS heading,
       f.flags
FROM alignments a
JOIN documents d USING (document_id)
LEFT JOIN inner_pairs i ON i.document_id = a.document_id AND i.seq = a.seq
LEFT JOIN flagged f ON f.document_id = a.document_id AND f.seq = a.seq
WHERE d.status = 'accepted' AND i.seq IS NULL;

-- What was told apart from the documents: menus, related links, footers, and by which rule.
--   text: The characters of the block, without white space around them.
CREATE VIEW clutter AS
SELECT b.document_id, d.collection, d.source_path, b.seq, b.role, trim(b.text, E' \t\r\n\u3000') AS text, b.rule,
       b.confidence
FROM blocks b JOIN documents d USING (document_id)
WHERE b.part = 'clutter';

-- Documents that wait for a person, one row per reason; they keep their blocks, fields and problems.
CREATE VIEW held AS
SELECT d.document_id, d.collection, d.source_path, d.member, d.title, p.code, p.message
FROM documents d LEFT JOIN problems p ON p.document_id = d.document_id AND p.severity = 'error'
WHERE d.status = 'held';

-- Files that gave no document, and why.
CREATE VIEW left_out AS
SELECT source_id, collection, path, member, status, code, reason, duplicate_of, bytes
FROM sources
WHERE status IN ('unreadable', 'duplicate') AND deleted_run_id IS NULL;

-- What became of the files of each collection.
--   sources: Files and members of containers.
--   bytes: Bytes of these together.
CREATE VIEW outcomes AS
SELECT collection, status, count(*) AS sources, sum(bytes) AS bytes
FROM sources
WHERE deleted_run_id IS NULL
GROUP BY ALL
ORDER BY ALL;

-- How many accepted documents of a collection have a field in the original, and how many values there are. What is
-- attached inside a text is not counted: it has no number or signature of its own.
--   name: Name of the field; see vocabulary, section field.
--   documents_with: Accepted documents that have the field.
--   documents: Accepted documents of the collection.
--   share: documents_with divided by documents.
--   values_found: Values of the field, several in a document counted each.
CREATE VIEW field_coverage AS
WITH accepted AS (FROM documents WHERE status = 'accepted' AND parent_document_id IS NULL),
     total AS (SELECT collection, count(*) AS documents FROM accepted GROUP BY ALL)
SELECT a.collection, f.name, count(DISTINCT f.document_id) AS documents_with,
       any_value(t.documents) AS documents, round(count(DISTINCT f.document_id) / any_value(t.documents), 3) AS share,
       count(*) AS values_found
FROM fields f JOIN accepted a USING (document_id) JOIN total t USING (collection)
WHERE f.part = 'original'
GROUP BY ALL
ORDER BY ALL;

-- Links of accepted documents to others, with the document that they lead to where it is in the warehouse.
--   target_document_id: The document of that address or, where none is known, of that title.
--   target_title: Title of that document.
CREATE VIEW related_documents AS
WITH titled AS (
    SELECT title, min(document_id) AS document_id FROM documents WHERE status = 'accepted' AND title IS NOT NULL
    GROUP BY title
)
SELECT l.document_id, d.title, l.kind, l.label, l.text, l.href,
       coalesce(l.target_document_id, t.document_id) AS target_document_id, target.title AS target_title
FROM links l
JOIN documents d USING (document_id)
LEFT JOIN titled t ON t.title = l.text AND t.document_id <> l.document_id
LEFT JOIN documents target ON target.document_id = coalesce(l.target_document_id, t.document_id)
WHERE d.status = 'accepted' AND l.kind IN ('related_link', 'related_book', 'adjacent_document', 'attachment');

-- Accepted documents that belong together: copies, versions, a whole and its part, papers after one pattern.
--   other_title: Title of the other document.
--   other_number: Number of the other document.
--   other_signed_on: Day on which the other document was written.
CREATE VIEW versions AS
SELECT p.kind, p.likeness, p.containment, one.title, one.doc_number, one.signed_on, other.title AS other_title,
       other.doc_number AS other_number, other.signed_on AS other_signed_on, p.document_id, p.other_id
FROM duplicates p
JOIN documents one ON one.document_id = p.document_id AND one.status = 'accepted'
JOIN documents other ON other.document_id = p.other_id AND other.status = 'accepted';

-- What happened to accepted documents on which day: written, adopted, published, in force, printed, repealed.
--   event: signed, adopted, published, effective, printed or repealed.
--   happened_on: The day; of a month or year only, its first day.
--   precision: How much of the day is known: day, month or year.
CREATE VIEW timeline AS
SELECT happened_on, precision, event, document_id, collection, title, doc_number, doc_kind
FROM (
    SELECT document_id, collection, title, doc_number, doc_kind, unnest([
        {event: 'signed', happened_on: signed_on, precision: signed_on_precision},
        {event: 'adopted', happened_on: adopted_on, precision: adopted_on_precision},
        {event: 'published', happened_on: published_on, precision: published_on_precision},
        {event: 'effective', happened_on: effective_on, precision: effective_on_precision},
        {event: 'printed', happened_on: printed_on, precision: printed_on_precision},
        {event: 'repealed', happened_on: repealed_on, precision: repealed_on_precision}
    ], recursive := true)
    FROM documents WHERE status = 'accepted'
)
WHERE happened_on IS NOT NULL;

-- Who issued: one row per issuing body of accepted documents; a joint document counts for each of its issuers.
--   issuer: The issuing body as it is written.
--   documents: Accepted documents that it issued, alone or with others.
--   joint: Of these, issued with others.
--   first_signed_on: Earliest day of signing.
--   last_signed_on: Latest day of signing.
--   kinds: Kinds of these documents, most often first.
CREATE VIEW by_issuer AS
WITH issued AS (
    SELECT unnest(issuers) AS issuer, len(issuers) > 1 AS joint, doc_kind, signed_on
    FROM documents WHERE status = 'accepted'
),
kinds AS (SELECT issuer, doc_kind, count(*) AS times FROM issued WHERE doc_kind IS NOT NULL GROUP BY ALL),
listed AS (SELECT issuer, list(doc_kind ORDER BY times DESC, doc_kind) AS kinds FROM kinds GROUP BY ALL)
SELECT issuer, count(*) AS documents, count(*) FILTER (joint) AS joint, min(signed_on) AS first_signed_on,
       max(signed_on) AS last_signed_on, any_value(listed.kinds) AS kinds
FROM issued LEFT JOIN listed USING (issuer)
GROUP BY issuer
ORDER BY documents DESC, issuer;

-- Problems with the document or file that they are about.
--   path: Path of the file inside its collection.
CREATE VIEW problem_list AS
SELECT p.code, p.severity, p.message, s.collection, d.title, s.path, s.member, p.document_id, p.source_id, p.start,
       p."end"
FROM problems p JOIN sources s USING (source_id) LEFT JOIN documents d ON d.document_id = p.document_id;

-- Which problems there are, how often and where; an example of each.
--   problems: Rows with that code.
--   sources: Files and members that have such a problem.
--   example: The message of one of them.
--   example_document_id: The document of that example; NULL where the file gave none.
CREATE VIEW problems_by_code AS
SELECT s.collection, p.severity, p.code, count(*) AS problems, count(DISTINCT p.source_id) AS sources,
       min_by(p.message, p.source_id) AS example, min_by(p.document_id, p.source_id) AS example_document_id
FROM problems p JOIN sources s USING (source_id)
GROUP BY s.collection, p.severity, p.code
ORDER BY s.collection, list_position(['error', 'warning', 'info'], p.severity), problems DESC, p.code;

-- Which rule decided how much: what a rule is worth, and how much was merely assumed (rule `default`).
--   blocks: Blocks that the rule decided.
--   documents: Documents that have such a block.
--   chars: Characters of these blocks.
--   share: chars divided by all characters of the collection.
--   confidence: Mean confidence of the rule, 0 to 1.
CREATE VIEW rule_usage AS
SELECT collection, rule, part, role, count(*) AS blocks, count(DISTINCT document_id) AS documents,
       sum("end" - start)::BIGINT AS chars,
       round(sum("end" - start) / sum(sum("end" - start)) OVER (PARTITION BY collection), 4) AS share,
       round(avg(confidence), 3) AS confidence
FROM blocks JOIN documents USING (document_id)
GROUP BY collection, rule, part, role
ORDER BY collection, chars DESC, rule, part, role;

-- Headings inside clutter that no profile knows (problems `unknown_marker`), the most frequent first: a line of text
-- that heads links or titles (延伸阅读, 热点专栏 …), perhaps worth a [[marker]].
--   text: The heading without the marks around it.
--   documents: Documents that have it.
--   sites: Hosts that these documents were saved from; 0 where none says its address.
--   followed_by: What follows it most often: part and role of the next block.
--   example_below: The next block of one of the documents.
--   example_document_id: That document.
CREATE VIEW unknown_markers AS
WITH heading AS (
    SELECT document_id, message AS heading, start FROM problems WHERE code = 'unknown_marker' AND document_id IS NOT NULL
),
followed AS (
    SELECT h.document_id, h.heading, n.part || ' ' || n.role AS following, trim(n.text, E' \t\r\n\u3000') AS below
    FROM heading h
    JOIN blocks b ON b.document_id = h.document_id AND h.start >= b.start AND h.start < b."end"
    JOIN blocks n ON n.document_id = b.document_id AND n.seq = b.seq + 1
)
SELECT d.collection, f.heading AS text, count(DISTINCT f.document_id) AS documents,
       count(DISTINCT nullif(regexp_extract(d.url, '^[a-z]+://([^/]+)', 1), '')) AS sites,
       mode(f.following) AS followed_by, min_by(f.below, f.document_id) AS example_below,
       min(f.document_id) AS example_document_id
FROM followed f JOIN documents d USING (document_id)
GROUP BY d.collection, f.heading
ORDER BY documents DESC, sites DESC, d.collection, text;

-- Who cites whom: the number cited, and the document of that number where it is in the warehouse.
--   cites: The number or title cited, normalised.
--   cited_document_id: The document that bears it.
--   cited_title: Title of that document.
CREATE VIEW citations AS
SELECT f.document_id, d.title, d.doc_number, f.value AS cites, f.verbatim, cited.document_id AS cited_document_id,
       cited.title AS cited_title
FROM fields f
JOIN documents d USING (document_id)
LEFT JOIN (SELECT doc_number, min(document_id) AS document_id, min_by(title, document_id) AS title
           FROM documents WHERE status = 'accepted' GROUP BY doc_number) cited ON cited.doc_number = f.value
WHERE f.name = 'cited' AND d.status = 'accepted';

-- From a document back to its bytes and the run that made it: file, hash, reader, profile, run, snapshot.
--   container_path: Path of the container that the file is a member of.
--   joined_paths: Files whose text stands at the end of this document's as its translations.
--   first_run_id: The run that first saw the file.
--   started_at: When the run that made the row started, UTC.
--   published_in: The snapshot in which that run published it.
CREATE VIEW lineage AS
SELECT d.document_id, d.title, d.status, d.collection, d.source_path, d.member, c.path AS container_path,
       (SELECT list(j.path ORDER BY j.joined_start) FROM sources j
        WHERE j.joined_to = d.document_id AND j.deleted_run_id IS NULL) AS joined_paths, d.source_sha256, s.bytes, d.media_type, d.encoding, d.text_sha256, d.reader, d.profile, s.profile_hash,
       d.docpipe_version, s.first_run_id, d.run_id, r.engine, r.flow_run_id, r.started_at, r.snapshot AS published_in,
       d.processed_at
FROM documents d
JOIN sources s USING (source_id)
LEFT JOIN sources c ON c.source_id = s.container_id
LEFT JOIN runs r ON r.run_id = d.run_id;

-- Documents whose title, body or translation has the words, shortest title first: SELECT * FROM search('交通');
CREATE MACRO search(words) AS TABLE
SELECT document_id, title, doc_number, signed_on,
       substr(body, greatest(1, strpos(body, words) - 30), 90) AS found
FROM documents
WHERE status = 'accepted' AND (contains(title, words) OR contains(body, words) OR contains(translation, words))
ORDER BY length(title), document_id;

-- Documents with a word in title or body.
FROM search('供热');

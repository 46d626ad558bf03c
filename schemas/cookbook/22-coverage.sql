-- Which fields are found how often.
FROM field_coverage;

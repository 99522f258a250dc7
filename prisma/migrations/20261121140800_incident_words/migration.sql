-- The words of an incident, cut at everything that is neither letter nor digit, so that what is typed and what is
-- stored are cut alike: "checkout.example.com" is found by "example". No stemming: any language.
CREATE FUNCTION incident_words(title text, summary text, happened text, cause text, resolution text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, regexp_replace(
    title || ' ' || summary || ' ' || coalesce(happened, '') || ' ' || coalesce(cause, '') || ' ' || coalesce(resolution, ''),
    '[^[:alnum:]]+', ' ', 'g'))
$$;
DROP INDEX incidents_words_idx;
CREATE INDEX incidents_words_idx ON incidents USING gin (
  incident_words(title, summary, report_happened, report_cause, report_resolution));

-- One or two letters are looked for at the beginning of a title.
CREATE INDEX incidents_beginning_idx ON incidents (lower(left(title, 2)) text_pattern_ops, opened_at DESC, id DESC);

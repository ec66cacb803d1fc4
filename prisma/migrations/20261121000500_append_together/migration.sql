-- Several appends to one run in one commit. Each call is an array of holdpoint_append's arguments after the run, in
-- their order. A call that is not appended changes nothing, so that those behind it, which stand on it, answer `moved`.

CREATE FUNCTION holdpoint_text_array(in_value jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(in_value) = 'array'
    THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text(in_value) WITH ORDINALITY AS e(value, n) ORDER BY e.n) END
$$;

CREATE FUNCTION holdpoint_append_all(in_run uuid, in_calls jsonb)
RETURNS TABLE (answer text, head_seq integer, first_seq integer, last_seq integer) LANGUAGE plpgsql AS $$
DECLARE
  c jsonb;
BEGIN
  FOR c IN SELECT e.value FROM jsonb_array_elements(in_calls) WITH ORDINALITY AS e(value, n) ORDER BY e.n LOOP
    RETURN QUERY SELECT a.answer, a.head_seq, a.first_seq, a.last_seq FROM holdpoint_append(
      in_run, (c->>0)::integer, (c->>1)::uuid, c->>2, c->>3,
      (c->>4)::uuid, (c->>5)::uuid, (c->>6)::uuid, (c->>7)::timestamptz,
      holdpoint_text_array(c->8), holdpoint_text_array(c->9), holdpoint_text_array(c->10),
      c->>11, c->>12, (c->>13)::timestamptz, (c->>14)::timestamptz, (c->>15)::timestamptz,
      holdpoint_text_array(c->16), holdpoint_text_array(c->17), holdpoint_text_array(c->18)::timestamptz[],
      holdpoint_text_array(c->19),
      (c->>20)::jsonb, (c->>21)::jsonb) AS a;
  END LOOP;
END $$;

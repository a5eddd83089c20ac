/**
 * Functions of the schema, in a migration: what has been published is never changed.
 *
 * `cast_vote` casts one vote in one statement: opens the decision where this is the first vote, keeps the ballot, and decides where the quorum is reached. It locks the row of the decision first; each of its statements then sees
 * all that was committed until then. `counts_of` adds up the votes that count, each value in the words of the first who voted so.
 */
export const castVoteSource = `
	CREATE FUNCTION shadow_clones.counts_of(of_decision bigint) RETURNS json LANGUAGE sql STABLE AS $counts$
		SELECT coalesce(json_agg(json_build_object('value', c.value, 'votes', c.votes, 'weight', c.weight) ORDER BY c.weight DESC, c.first), '[]') FROM (
			SELECT (array_agg(b.value ORDER BY b.voted_at, b.voter))[1] AS value, count(*) AS votes, sum(b.weight) AS weight, min(b.voted_at) AS first
			FROM shadow_clones.ballot AS b WHERE b.decision = of_decision AND b.value IS NOT NULL AND NOT b.late GROUP BY b.value_key
		) AS c
	$counts$;
	CREATE FUNCTION shadow_clones.now_ms() RETURNS bigint LANGUAGE sql VOLATILE AS $now$ SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint $now$;
	CREATE FUNCTION shadow_clones.cast_vote(
		of_namespace bytea, of_key bytea, named text, with_rules text, with_threshold float8, expires_after bigint, voter_hashes bytea[], voter_names text[], voter_weights float8[],
		by_hash bytea, by_name text, for_value text, for_key text, in_run text, with_token text
	) RETURNS TABLE (outcome text, standing text, decision json, counts json, now_ms bigint) LANGUAGE plpgsql AS $cast$
	DECLARE
		d shadow_clones.decision;
		is_late boolean;
	BEGIN
		LOOP
			SELECT * INTO d FROM shadow_clones.decision AS stored WHERE stored.namespace_hash = of_namespace AND stored.key_hash = of_key FOR UPDATE;
			EXIT WHEN FOUND;
			now_ms := shadow_clones.now_ms();
			INSERT INTO shadow_clones.decision (namespace_hash, key_hash, key, opened_at, rules, threshold, has_voters, expires_at)
				VALUES (of_namespace, of_key, named, now_ms, with_rules, with_threshold, voter_names IS NOT NULL, now_ms + expires_after) ON CONFLICT DO NOTHING RETURNING * INTO d;
			IF FOUND THEN
				INSERT INTO shadow_clones.ballot (decision, voter_hash, voter, weight)
					SELECT d.number, v.hash, v.name, v.weight FROM unnest(voter_hashes, voter_names, voter_weights) AS v (hash, name, weight);
				EXIT;
			END IF;
		END LOOP;
		now_ms := shadow_clones.now_ms();
		is_late := d.decided_at IS NOT NULL OR d.rules IS NULL OR coalesce(d.expires_at <= now_ms, false);
		IF d.has_voters THEN
			UPDATE shadow_clones.ballot AS b SET value = for_value, value_key = for_key, voted_at = cast_vote.now_ms, run = in_run, late = is_late
				WHERE b.decision = d.number AND b.voter_hash = by_hash AND b.value IS NULL;
		ELSE
			INSERT INTO shadow_clones.ballot (decision, voter_hash, voter, weight, value, value_key, voted_at, run, late)
				VALUES (d.number, by_hash, by_name, 1, for_value, for_key, cast_vote.now_ms, in_run, is_late) ON CONFLICT DO NOTHING;
		END IF;
		IF FOUND THEN
			outcome := CASE WHEN is_late THEN 'late' ELSE 'counted' END;
		ELSIF EXISTS (SELECT 1 FROM shadow_clones.ballot AS b WHERE b.decision = d.number AND b.voter_hash = by_hash) THEN
			outcome := 'repeated';
		ELSE
			outcome := 'stranger';
		END IF;
		IF outcome = 'counted' AND (SELECT sum(b.weight) FROM shadow_clones.ballot AS b WHERE b.decision = d.number AND b.value_key = for_key AND NOT b.late) >= d.threshold THEN
			UPDATE shadow_clones.decision AS stored SET decided_at = cast_vote.now_ms, token = with_token, value = (
				SELECT b.value FROM shadow_clones.ballot AS b WHERE b.decision = d.number AND b.value_key = for_key AND NOT b.late ORDER BY b.voted_at, b.voter LIMIT 1
			) WHERE stored.number = d.number RETURNING * INTO d;
		END IF;
		standing := (SELECT b.value FROM shadow_clones.ballot AS b WHERE b.decision = d.number AND b.voter_hash = by_hash);
		decision := to_json(d);
		counts := CASE WHEN d.rules IS NULL THEN '[]'::json ELSE shadow_clones.counts_of(d.number) END;
		RETURN NEXT;
	END
	$cast$;
`;

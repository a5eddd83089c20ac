import { castVoteSource } from './castVoteSource';
import { indexAgain } from './indexAgain';
import type { Query } from './query';

/**
 * The schema, one step after the other, in SQL or as a function; a step that has been published is never changed.
 *
 * Names and keys may be longer than an index takes, so their SHA-256 stands for them. `index_terms` holds what readTerms gives, every term with its namespace's number before it, so that
 * no look-up ever meets another namespace; of a long text in several rows, as a tsvector holds one megabyte. Its positions only count how often a term occurs. A ballot without a value is that of a voter who has not voted yet. Times are ISO 8601 in UTC, or milliseconds since 1970. The server
 * gathers no statistics of what was said, as they would outlive a Forget.
 */
export const migrations: ReadonlyArray<string | ((query: Query) => Promise<void>)> = [
	`
	CREATE TABLE shadow_clones.namespace (
		number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name_hash bytea NOT NULL UNIQUE, name text NOT NULL, memories bigint NOT NULL DEFAULT 0, terms bigint NOT NULL DEFAULT 0
	);
	CREATE TABLE shadow_clones.session (
		number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, namespace bigint NOT NULL REFERENCES shadow_clones.namespace, name_hash bytea NOT NULL, name text NOT NULL,
		memories bigint NOT NULL DEFAULT 0, terms bigint NOT NULL DEFAULT 0, turns bigint NOT NULL DEFAULT 0, UNIQUE (namespace, name_hash)
	);
	CREATE TABLE shadow_clones.memory (
		number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, namespace bigint NOT NULL REFERENCES shadow_clones.namespace, id text COLLATE "C" NOT NULL, identity bytea NOT NULL, text text NOT NULL,
		trust text NOT NULL, source text, author text, session bigint REFERENCES shadow_clones.session, turn bigint, subject text, subject_hash bytea, metadata text,
		recorded_at text COLLATE "C" NOT NULL, valid_from text COLLATE "C" NOT NULL, valid_to text COLLATE "C", superseded_by text, count bigint NOT NULL DEFAULT 1,
		last_seen_at text COLLATE "C" NOT NULL, terms bigint NOT NULL, UNIQUE (namespace, id)
	);
	CREATE UNIQUE INDEX memory_identity ON shadow_clones.memory (namespace, identity) WHERE superseded_by IS NULL;
	CREATE INDEX memory_subject ON shadow_clones.memory (namespace, subject_hash, valid_from) WHERE subject_hash IS NOT NULL;
	CREATE INDEX memory_order ON shadow_clones.memory (namespace, number);
	CREATE INDEX memory_session ON shadow_clones.memory (session, turn) WHERE session IS NOT NULL;
	CREATE TABLE shadow_clones.index_terms (memory bigint NOT NULL REFERENCES shadow_clones.memory ON DELETE CASCADE, terms tsvector NOT NULL);
	CREATE INDEX index_terms_memory ON shadow_clones.index_terms (memory);
	CREATE INDEX index_terms_terms ON shadow_clones.index_terms USING gin (terms) WITH (fastupdate = off);
	CREATE TABLE shadow_clones.near_duplicate (
		memory bigint NOT NULL REFERENCES shadow_clones.memory ON DELETE CASCADE, other bigint NOT NULL REFERENCES shadow_clones.memory ON DELETE CASCADE, PRIMARY KEY (memory, other)
	);
	CREATE INDEX near_duplicate_other ON shadow_clones.near_duplicate (other);
	CREATE TABLE shadow_clones.idempotency (
		namespace bigint NOT NULL REFERENCES shadow_clones.namespace, key_hash bytea NOT NULL, memory bigint NOT NULL REFERENCES shadow_clones.memory ON DELETE CASCADE, PRIMARY KEY (namespace, key_hash)
	);
	CREATE INDEX idempotency_memory ON shadow_clones.idempotency (memory);
	CREATE TABLE shadow_clones.embedding (
		memory bigint NOT NULL REFERENCES shadow_clones.memory ON DELETE CASCADE, model_hash bytea NOT NULL, namespace bigint NOT NULL REFERENCES shadow_clones.namespace, vector real[] NOT NULL,
		PRIMARY KEY (memory, model_hash)
	);
	CREATE INDEX embedding_namespace ON shadow_clones.embedding (namespace, model_hash);
	CREATE TABLE shadow_clones.record (
		number bigint GENERATED ALWAYS AS IDENTITY, kind text NOT NULL, namespace_hash bytea NOT NULL, key_hash bytea NOT NULL, key text NOT NULL, value text NOT NULL, saved_at bigint NOT NULL,
		PRIMARY KEY (kind, namespace_hash, key_hash)
	);
	CREATE INDEX record_age ON shadow_clones.record (kind, namespace_hash, saved_at, number);
	ALTER TABLE shadow_clones.namespace ALTER COLUMN name SET STATISTICS 0;
	ALTER TABLE shadow_clones.session ALTER COLUMN name SET STATISTICS 0;
	ALTER TABLE shadow_clones.memory ALTER COLUMN text SET STATISTICS 0, ALTER COLUMN source SET STATISTICS 0, ALTER COLUMN author SET STATISTICS 0, ALTER COLUMN subject SET STATISTICS 0,
		ALTER COLUMN metadata SET STATISTICS 0;
	ALTER TABLE shadow_clones.index_terms ALTER COLUMN terms SET STATISTICS 0;
	ALTER TABLE shadow_clones.record ALTER COLUMN key SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0;
	`,
	`
	CREATE TABLE shadow_clones.decision (
		number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, namespace_hash bytea NOT NULL, key_hash bytea NOT NULL, key text NOT NULL, value text, opened_at bigint NOT NULL, decided_at bigint,
		token text, holder text, lease_ends_at bigint, rules text, threshold float8, has_voters boolean NOT NULL DEFAULT false, expires_at bigint, UNIQUE (namespace_hash, key_hash)
	);
	CREATE TABLE shadow_clones.ballot (
		decision bigint NOT NULL REFERENCES shadow_clones.decision ON DELETE CASCADE, voter_hash bytea NOT NULL, voter text NOT NULL, weight float8 NOT NULL, value text, value_key text, voted_at bigint,
		run text, late boolean NOT NULL DEFAULT false, PRIMARY KEY (decision, voter_hash)
	);
	ALTER TABLE shadow_clones.decision ALTER COLUMN key SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0, ALTER COLUMN holder SET STATISTICS 0, ALTER COLUMN rules SET STATISTICS 0;
	ALTER TABLE shadow_clones.ballot ALTER COLUMN voter SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0, ALTER COLUMN run SET STATISTICS 0;
	INSERT INTO shadow_clones.decision (namespace_hash, key_hash, key, value, opened_at, decided_at)
		SELECT namespace_hash, key_hash, key, value, saved_at, saved_at FROM shadow_clones.record WHERE kind = 'decision' ORDER BY saved_at, number;
	DELETE FROM shadow_clones.record WHERE kind = 'decision';
	${castVoteSource}
	`,
	`
	CREATE TABLE shadow_clones.receipt (
		number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, workflow_id text NOT NULL, workflow text NOT NULL, node text NOT NULL, models text NOT NULL, value text NOT NULL
	);
	CREATE INDEX receipt_age ON shadow_clones.receipt (at);
	`,
	`
	CREATE INDEX memory_time ON shadow_clones.memory (namespace, valid_from);
	`,
	`
	CREATE UNLOGGED TABLE shadow_clones.lease (
		namespace_hash bytea NOT NULL, key_hash bytea NOT NULL, token text, lease_ends_at bigint NOT NULL, gave_up_at bigint, PRIMARY KEY (namespace_hash, key_hash)
	);
	CREATE INDEX lease_end ON shadow_clones.lease (lease_ends_at);
	`,
	indexAgain,
];

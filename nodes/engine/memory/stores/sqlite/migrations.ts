import type { DatabaseSync } from 'node:sqlite';
import { indexAgain } from './indexAgain';

/**
 * The schema, one step after the other, in SQL or as a function; a step that has been published is never changed.
 *
 * `term` indexes what readTerms gives, every term with its namespace's number before it, so that no look-up ever meets another namespace. It keeps no
 * text of its own. A ballot without a value is that of a voter who has not voted yet. The sizes of namespaces and sessions are kept beside, for ranks that depend on the own namespace alone.
 */
export const migrations: ReadonlyArray<string | ((database: DatabaseSync) => void)> = [
	`
	CREATE TABLE namespace (number INTEGER PRIMARY KEY, name NOT NULL UNIQUE, memories INTEGER NOT NULL DEFAULT 0, terms INTEGER NOT NULL DEFAULT 0);
	CREATE TABLE session (
		number INTEGER PRIMARY KEY, namespace INTEGER NOT NULL REFERENCES namespace, name NOT NULL,
		memories INTEGER NOT NULL DEFAULT 0, terms INTEGER NOT NULL DEFAULT 0, turns INTEGER NOT NULL DEFAULT 0, UNIQUE (namespace, name)
	);
	CREATE TABLE memory (
		number INTEGER PRIMARY KEY AUTOINCREMENT, namespace INTEGER NOT NULL REFERENCES namespace, id TEXT NOT NULL, identity BLOB NOT NULL, text NOT NULL, trust TEXT NOT NULL,
		source, author, session INTEGER REFERENCES session, turn INTEGER, subject, metadata, recorded_at TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT, superseded_by TEXT,
		count INTEGER NOT NULL DEFAULT 1, last_seen_at TEXT NOT NULL, terms INTEGER NOT NULL, UNIQUE (namespace, id)
	);
	CREATE UNIQUE INDEX memory_identity ON memory (namespace, identity) WHERE superseded_by IS NULL;
	CREATE INDEX memory_subject ON memory (namespace, subject) WHERE subject IS NOT NULL;
	CREATE INDEX memory_session ON memory (session, turn) WHERE session IS NOT NULL;
	CREATE TABLE near_duplicate (memory INTEGER NOT NULL REFERENCES memory, other INTEGER NOT NULL REFERENCES memory, PRIMARY KEY (memory, other)) WITHOUT ROWID;
	CREATE INDEX near_duplicate_other ON near_duplicate (other);
	CREATE TABLE idempotency (namespace INTEGER NOT NULL REFERENCES namespace, key NOT NULL, memory INTEGER NOT NULL REFERENCES memory, PRIMARY KEY (namespace, key)) WITHOUT ROWID;
	CREATE INDEX idempotency_memory ON idempotency (memory);
	CREATE TABLE embedding (
		memory INTEGER NOT NULL REFERENCES memory, model NOT NULL, namespace INTEGER NOT NULL REFERENCES namespace, dimensions INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (memory, model)
	);
	CREATE INDEX embedding_namespace ON embedding (namespace, model, dimensions);
	CREATE VIRTUAL TABLE term USING fts5(terms, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
	INSERT INTO term(term, rank) VALUES ('secure-delete', 1);
	CREATE TABLE record (kind TEXT NOT NULL, namespace NOT NULL, key NOT NULL, value NOT NULL, saved_at INTEGER NOT NULL, PRIMARY KEY (kind, namespace, key));
	CREATE INDEX record_age ON record (kind, namespace, saved_at);
	`,
	`
	CREATE TABLE decision (
		number INTEGER PRIMARY KEY AUTOINCREMENT, namespace NOT NULL, key NOT NULL, value TEXT, opened_at INTEGER NOT NULL, decided_at INTEGER, token TEXT, holder, lease_ends_at INTEGER,
		rules TEXT, threshold REAL, expires_at INTEGER, UNIQUE (namespace, key)
	);
	CREATE TABLE ballot (
		decision INTEGER NOT NULL REFERENCES decision ON DELETE CASCADE, voter NOT NULL, weight REAL NOT NULL, value TEXT, value_key TEXT, voted_at INTEGER, run, late INTEGER NOT NULL DEFAULT 0,
		PRIMARY KEY (decision, voter)
	) WITHOUT ROWID;
	INSERT INTO decision (namespace, key, value, opened_at, decided_at) SELECT namespace, key, value, saved_at, saved_at FROM record WHERE kind = 'decision' ORDER BY saved_at, rowid;
	DELETE FROM record WHERE kind = 'decision';
	`,
	`
	CREATE TABLE receipt (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, workflow_id TEXT NOT NULL, workflow TEXT NOT NULL, node TEXT NOT NULL, models TEXT NOT NULL, value TEXT NOT NULL);
	CREATE INDEX receipt_age ON receipt (at);
	`,
	`
	CREATE INDEX memory_time ON memory (namespace, valid_from);
	`,
	indexAgain,
];

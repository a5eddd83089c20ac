import type { DatabaseSync } from 'node:sqlite';
import type { NameSearch } from '../../../records';
import type { NamespaceSize } from '../store';
import { decodeText, encodeText } from './encodeText';
import { prepared } from './prepared';

const sql = `
	WITH part AS (
		SELECT name, memories, 0 AS answers, 0 AS decisions FROM namespace
		UNION ALL
		SELECT namespace, 0, count(*), 0 FROM record WHERE kind = 'answer' GROUP BY namespace
		UNION ALL
		SELECT namespace, 0, 0, count(*) FROM decision GROUP BY namespace
	)
	SELECT name, sum(memories) AS memories, sum(answers) AS answers, sum(decisions) AS decisions
	FROM part WHERE instr(lower(name), lower(?)) > 0 GROUP BY name ORDER BY name LIMIT ?`;

export function listNamespaces(database: DatabaseSync, { containing, limit }: NameSearch): NamespaceSize[] {
	return prepared(database, sql)
		.all(encodeText(containing), limit)
		.map((row) => ({
			name: decodeText(row['name']),
			memories: Number(row['memories']),
			answers: Number(row['answers']),
			decisions: Number(row['decisions']),
		}));
}

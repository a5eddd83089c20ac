import type { DatabaseSync } from 'node:sqlite';
import type { Found, SearchScope } from '../store';
import { encodeText } from './encodeText';
import { heldAt, holds } from './heldAt';
import { prepared } from './prepared';
import { findSession } from './search';

const vectorSql = `SELECT memory.number, memory.id, memory.session, embedding.vector FROM embedding JOIN memory ON memory.number = embedding.memory
	WHERE embedding.namespace = ? AND embedding.model = ? AND embedding.dimensions = ? AND ${holds} AND (? OR trust <> 'untrusted')`;

/** Compares with every vector of the namespace, by cosine: up to a hundred thousand of them no index is needed. */
export function searchVector(database: DatabaseSync, vector: readonly number[], model: string, scope: SearchScope, now: string): Found[] {
	const namespace = prepared(database, 'SELECT number FROM namespace WHERE name = ?').get(encodeText(scope.namespace));
	if (!namespace) return [];
	const number = Number(namespace['number']);
	const session = scope.session === undefined ? undefined : findSession(database, number, scope.session);
	if (scope.session !== undefined && session === undefined) return [];
	const asked = Float32Array.from(vector);
	const found: Array<Found & { memory: number }> = [];
	for (const row of prepared(database, vectorSql).iterate(
		number,
		encodeText(model),
		asked.length,
		...heldAt(scope.asOf, now),
		Number(scope.includeUntrusted),
	)) {
		if (session !== undefined && row['session'] !== session) continue;
		found.push({ id: String(row['id']), memory: Number(row['number']), score: cosine(asked, row['vector'] as Uint8Array) });
	}
	return found
		.sort((left, right) => right.score - left.score || left.memory - right.memory)
		.slice(0, scope.limit)
		.map(({ id, score }) => ({ id, score }));
}

function cosine(asked: Float32Array, bytes: Uint8Array): number {
	const kept = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
	let product = 0;
	let askedSquare = 0;
	let keptSquare = 0;
	for (let index = 0; index < asked.length; index++) {
		product += asked[index]! * kept[index]!;
		askedSquare += asked[index]! ** 2;
		keptSquare += kept[index]! ** 2;
	}
	return product / Math.max(Number.MIN_VALUE, Math.sqrt(askedSquare * keptSquare));
}

import { calculate, type Value } from './calculate';
import { call } from './expression';
import { parseExpression } from './parseExpression';
import type { Reading } from './reading';
import { insideOf, isSign, splitAt, type Token } from './token';

const environments = new Set(['pmatrix', 'bmatrix', 'Bmatrix', 'matrix', 'smallmatrix', 'array']);

/** Reads a matrix, also as [[1, 2], [3, 4]]; one of a single column is a point as well. Undefined where there is none. */
export function readMatrix(tokens: readonly Token[]): readonly Reading[] | undefined {
	const rows = rowsOfEnvironment(tokens) ?? rowsOfBrackets(tokens);
	if (rows === undefined) return undefined;
	const matrix: Reading = { body: { kind: 'matrix', rows } };
	const column = rows.flatMap((row) => (row.length === 1 ? row : []));
	if (rows.length < 2 || column.length < rows.length) return [matrix];
	const items = column.map((value): readonly Reading[] => [{ body: { kind: 'value', value } }]);
	return [matrix, { body: { kind: 'list', brackets: 'round', items } }];
}

function rowsOfEnvironment(tokens: readonly Token[]): Value[][] | undefined {
	const inner = isSign(tokens[0], '(', '[') ? (insideOf(tokens) ?? tokens) : tokens;
	const begin = inner.findIndex(({ kind, value }) => kind === 'command' && value.startsWith('begin:'));
	if (begin > 0) return timesMatrix(inner.slice(0, begin), inner.slice(begin));
	const name = /^begin:(\w+)$/.exec(inner[0]?.value ?? '')?.[1] ?? '';
	if (!environments.has(name) || inner.at(-1)?.value !== `end:${name}`) return undefined;
	const rows = splitAt(inner.slice(1, -1), ['↵']).filter((row) => row.tokens.length > 0);
	return rows.map((row) => splitAt(row.tokens, ['&']).map((cell) => calculate(parseExpression(cell.tokens))));
}

function timesMatrix(factor: readonly Token[], matrix: readonly Token[]): Value[][] | undefined {
	const times = parseExpression(isSign(factor.at(-1), '*') ? factor.slice(0, -1) : factor);
	return rowsOfEnvironment(matrix)?.map((row) => row.map(({ expression }) => calculate(call('multiply', times, expression))));
}

function rowsOfBrackets(tokens: readonly Token[]): Value[][] | undefined {
	const inside = isSign(tokens[0], '[', '(') ? insideOf(tokens) : undefined;
	if (inside === undefined || !isSign(inside[0], '[')) return undefined;
	const rows = splitAt(inside, [',']).map((row) => insideOf(row.tokens));
	if (rows.some((row) => row === undefined)) return undefined;
	return rows.map((row) => splitAt(row ?? [], [',']).map((cell) => calculate(parseExpression(cell.tokens))));
}

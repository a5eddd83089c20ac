import type { IDataObject } from 'n8n-workflow';
import type { Fields } from './tidied';

/** Columns of the user's own that have the name of a part of a verdict: only all parts together are one. */
export function withoutNamesakes({ accepted, rank, score, reason, ...own }: IDataObject): {
	readonly own: IDataObject;
	readonly hidden: Fields;
} {
	const verdict = { accepted, rank, score, reason };
	const isVerdict = ['boolean', 'string'].includes(typeof accepted) && rank !== undefined && typeof reason === 'string';
	return isVerdict ? { own: { ...unlike(verdict, {}), ...own }, hidden: {} } : { own, hidden: unlike(verdict, {}) };
}

/** The fields that are there, but for those that are the same there. */
export function unlike(fields: Fields, there: Fields): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && value !== there[name])) as IDataObject;
}

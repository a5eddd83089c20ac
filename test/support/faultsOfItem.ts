import type { IDataObject } from 'n8n-workflow';

const MOST_ON_TOP = 10;
/** What a model or a server wrote may be empty, and says so. */
const mayBeEmpty = new Set(['text', 'data', 'raw']);

/** What keeps an item from being read at a glance: too many fields on top, or fields that say nothing. */
export function faultsOfItem(json: IDataObject): readonly string[] {
	const names = Object.keys(json);
	const many = names.length > MOST_ON_TOP ? [`${names.length} fields on top: ${names.join(', ')}`] : [];
	const details = (json['details'] ?? {}) as IDataObject;
	return [...many, ...emptyIn(json, ''), ...(typeof details === 'object' ? emptyIn(details, 'details.') : [])];
}

function emptyIn(fields: IDataObject, where: string): readonly string[] {
	return Object.entries(fields).flatMap(([name, value]) => (isEmpty(value) && !mayBeEmpty.has(name) ? [`${where}${name} is empty`] : []));
}

function isEmpty(value: unknown): boolean {
	if (value === undefined || value === '') return true;
	return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

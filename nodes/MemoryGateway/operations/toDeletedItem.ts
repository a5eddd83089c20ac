import type { IDataObject } from 'n8n-workflow';

/** What came of a deletion: `deleted` is false where there was nothing to delete. */
export function toDeletedItem(
	what: 'answers' | 'decisions' | 'memories',
	removed: number,
	details: { readonly erased: boolean; readonly traces?: number },
	warn: (message: string) => void,
): IDataObject {
	if (!details.erased)
		warn('Deleted. Another process was using the store, so some bytes may stay in its files until something is deleted again.');
	return { deleted: removed > 0, [what]: removed, details: { ...details } };
}

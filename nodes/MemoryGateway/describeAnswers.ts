import type { IDataObject } from 'n8n-workflow';

/** What the answer cache did for all items, in one line; undefined where it did nothing that is worth one. */
export function describeAnswers(operation: unknown, items: readonly IDataObject[]): string | undefined {
	const done = items.filter(({ error }) => error === undefined);
	if (operation === 'lookUp') return describeLookUp(done.filter(({ found }) => found !== undefined));
	return operation === 'save' ? describeSave(done.filter(({ saved }) => saved !== undefined)) : undefined;
}

function describeLookUp(items: readonly IDataObject[]): string | undefined {
	const [first] = items;
	if (first === undefined) return undefined;
	const found = items.filter((item) => item['found'] === true).length;
	if (items.length > 1) return `Found a saved answer to ${found} of ${items.length} questions.`;
	if (found === 0) return String(first['reason'] ?? 'No saved answer to this question was found.');
	const what = first['repeated'] === true ? 'the answer that this request was given before' : 'a saved answer to this question';
	return `Found ${what}, of ${String(first['savedAt'])}.`;
}

function describeSave(items: readonly IDataObject[]): string | undefined {
	const [first] = items;
	if (first === undefined) return undefined;
	const refused = items.filter((item) => item['saved'] !== true);
	const [why] = new Set(refused.map((item) => String(item['reason'])));
	if (items.length === 1) return why ?? 'Saved for everyone who asks this question.';
	const saved = `Saved ${items.length - refused.length} of ${items.length} answers for everyone who asks these questions.`;
	return why === undefined ? saved : `${saved} Of the others: ${why}`;
}

import type { IDataObject } from 'n8n-workflow';
import { inNewShape } from '../shared/candidateItem';
import { isFields, withoutEmpty, type Fields } from '../shared/tidied';

/** What an evaluation says of one item, as it stands on top of it. */
export interface Verdict {
	readonly accepted: boolean;
	readonly rank?: number;
	readonly score?: number;
	readonly reason: string;
}

/** Those of an earlier evaluation make way, and the tokens of the node before, which n8n would count again. */
const replaced = { onTop: ['accepted', 'rank', 'score', 'reason', 'tokenUsage'], inDetails: ['verdicts', 'evaluation'] };

/**
 * An item with a verdict: the answer, who gave it, the verdict, what the user added, details.
 *
 * Details of another node's that are no object are kept inside of ours.
 */
export function withVerdict(json: IDataObject, verdict: Verdict, added: Fields = {}): IDataObject {
	const { text, data, clone, approach, model, details, ...own } = without(replaced.onTop, inNewShape(json));
	const kept = isFields(details) ? without(replaced.inDetails, details) : { details };
	const known = { text, data, clone, approach, model, ...verdict };
	const present = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
	return { ...present, ...own, ...withoutEmpty({ details: withoutEmpty({ ...kept, ...added }) }) } as IDataObject;
}

function without(names: readonly string[], fields: Fields): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

import { shorten } from '../../text/shorten';
import { isSent, type Body, type Concession } from './concession';
import { mentions } from './refusalWords';

const LONGEST_WORDS = 160;

/** Without these there is no question. */
const NEVER = ['model', 'messages', 'tools'];
/** Those, and what has rules of its own. */
const APART: ReadonlySet<string> = new Set([...NEVER, 'stream', 'response_format']);

/** One thing that a server says of a request that it refuses, and what was sent when it said it. */
export interface Remark {
	readonly text: string;
	readonly sent: Body;
	/** The status says that the request itself is wrong. */
	readonly blamesRequest: boolean;
	readonly known: readonly Concession[];
}

/** Whether a field was sent, can be left out, and has no rules of its own. */
export function isPlainField(field: string, sent: Body): boolean {
	return !APART.has(field) && isSent(sent, field);
}

export function mentionedIn({ text, sent }: Remark): readonly string[] {
	return Object.keys(sent).filter((field) => isPlainField(field, sent) && mentions(text, field));
}

/** For the receipt, in one line. */
export function wordsOf({ text }: Remark): string {
	return shorten(text, LONGEST_WORDS).replace(/[.;]$/, '');
}

import { insideFence } from '../text/insideFence';
import { normalise } from '../text/normalise';
import { trimEndOf } from '../text/trimEndOf';

const emphasis = /["'`*_]/;
const stops = /[.!]/;

/** A longer text is an answer as it stands: nobody writes it twice in other words. */
const MOST_CHARACTERS = 50_000;

/** Drops what does not change an answer: case, spaces, emphasis, quotes around it, a full stop after it. */
export function normaliseText(text: string, mostCharacters = MOST_CHARACTERS): string | undefined {
	if (text.length > mostCharacters) return text.trim() || undefined;
	const fenced = insideFence(text);
	const whole = fenced?.isClosed === true ? fenced.body : text;
	const plain = normalise(whole, 'NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
	const bare = trimEndOf(trimEndOf(plain.replace(/^["'`*_]+(?=.)/, ''), emphasis), stops).trim();
	const kept = bare === '' ? plain : bare;
	return kept === '' ? undefined : kept;
}

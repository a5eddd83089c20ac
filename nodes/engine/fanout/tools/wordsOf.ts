/**
 * What a tool threw, in its own words; empty where there are none. Never throws itself.
 *
 * Tools throw what they like: texts, objects without a prototype, errors whose message is an object.
 */
export function wordsOf(thrown: unknown): string {
	try {
		const words = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
		if (words === undefined || words === null) return '';
		return (typeof words === 'object' ? JSON.stringify(words) : String(words)).trim().replace(/\.$/, '');
	} catch {
		return '';
	}
}

import type { Candidate } from '../candidate';
import { canonicalValue } from './canonicalJson';
import type { PickBy } from './chatClonesRequest';
import { countSame } from './countSame';
import { wholeJson } from './formsOf';
import type { Picked } from './picked';

/** Larger answers are compared as a whole only. */
const MOST_FIELDS = 2_000;

/**
 * Picks among structured answers, as parsers and extractors ask for them: the biggest set of equal ones, then the one whose fields most others share.
 *
 * Undefined where no more than half of the answers are JSON, or the user votes on something that is said in words.
 */
export function pickJson(writers: readonly Candidate[], pickBy: PickBy, answered: number): Picked | undefined {
	if (pickBy.by === 'vote' && pickBy.form.kind !== 'text') return undefined;
	const structured = writers.flatMap((candidate) => {
		const json = wholeJson(candidate.text);
		return json === undefined ? [] : [{ candidate, value: json.value }];
	});
	if (structured.length * 2 <= writers.length || structured.length === 0) return undefined;
	const keys = structured.map(({ value }) => canonicalValue(value));
	const groups = countSame(keys);
	const same = groups[0]?.places.length ?? 0;
	const leaders = groups.filter(({ places }) => places.length === same);
	const shared = leaders.length === 1 ? [] : sharedFields(structured.map(({ value }) => value));
	const place = leaders
		.map(({ places }) => places[0] ?? 0)
		.reduce((best, next) => ((shared[next] ?? 0) > (shared[best] ?? 0) ? next : best));
	const picked = structured[place];
	if (picked === undefined) return undefined;
	const byFields = leaders.length === 1 ? '' : '; its fields are those that most others have';
	return {
		candidate: picked.candidate,
		why: { by: 'JSON', agreement: { same, of: answered }, reason: `${same} of ${structured.length} gave the same values${byFields}` },
	};
}

/** For each value, how many of its fields others have with the same content, added up. */
function sharedFields(values: readonly unknown[]): readonly number[] {
	const fields = values.map((value) => [...leavesOf(value)]);
	const counts = new Map<string, number>();
	for (const each of fields) for (const field of new Set(each)) counts.set(field, (counts.get(field) ?? 0) + 1);
	return fields.map((each) => each.reduce((sum, field) => sum + (counts.get(field) ?? 0) - 1, 0) / Math.max(1, each.length));
}

function leavesOf(value: unknown, path = '', found: string[] = []): readonly string[] {
	if (found.length >= MOST_FIELDS) return found;
	if (typeof value !== 'object' || value === null) found.push(`${path} ${canonicalValue(value)}`);
	else for (const [name, inner] of Object.entries(value)) leavesOf(inner, `${path}.${name}`, found);
	return found;
}

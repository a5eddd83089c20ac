import { keysOf } from '../finalAnswer/keysOf';

/** How one field of a merged answer was decided. `path` is that of the field, with dots. */
export interface FieldVote {
	readonly path: string;
	readonly value: unknown;
	/** Candidates that gave this value. */
	readonly votes: number;
	/** Candidates that gave any. */
	readonly of: number;
	/** What others gave, with their votes, most first. */
	readonly others: ReadonlyArray<{ readonly value: unknown; readonly votes: number }>;
	/** Decided by rank, as no value has more votes than every other. */
	readonly isTie: boolean;
}

export interface Voted {
	readonly data: unknown;
	readonly fields: readonly FieldVote[];
}

/**
 * Merges structured answers field by field: each takes the value that most candidates give, ties go to the better-ranked one.
 *
 * Objects are merged inside; everything else, lists among it, is one value. Values are one as they are in Vote: case, spaces and how a number is written do not count. A field that fewer than half of the candidates have is left out, and told with `value` undefined
 * and what they gave. `answers` come the best first.
 */
export function voteFields(answers: readonly unknown[]): Voted {
	const fields: FieldVote[] = [];
	const data = voteOn(answers, '', answers.length, fields);
	return { data, fields };
}

function voteOn(answers: readonly unknown[], path: string, asked: number, fields: FieldVote[]): unknown {
	const objects = answers.filter(isObject);
	if (objects.length * 2 > answers.length) {
		const keys = [...new Set(objects.flatMap((each) => Object.keys(each)))];
		const entries = keys.map((key) => {
			const values = objects.filter((each) => Object.hasOwn(each, key)).map((each) => each[key]);
			return [key, voteOn(values, path === '' ? key : `${path}.${key}`, objects.length, fields)] as const;
		});
		// fromEntries defines its keys, so that one named __proto__ is a key like any other.
		return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
	}
	return voteOnValue(answers, path, asked, fields);
}

function voteOnValue(answers: readonly unknown[], path: string, asked: number, fields: FieldVote[]): unknown {
	const counts = new Map<string, { readonly value: unknown; votes: number }>();
	const keys = keysOf(answers);
	for (const [index, value] of answers.entries()) {
		const key = keys[index] ?? '';
		const count = counts.get(key);
		if (count === undefined) counts.set(key, { value, votes: 1 });
		else count.votes++;
	}
	// Stable: equal votes keep the order of rank.
	const [first, ...others] = [...counts.values()].sort((left, right) => right.votes - left.votes);
	if (first === undefined) return undefined;
	const isRare = answers.length * 2 < asked;
	const told = isRare ? [first, ...others] : others;
	fields.push({
		path,
		value: isRare ? undefined : first.value,
		votes: isRare ? asked - answers.length : first.votes,
		of: isRare ? asked : answers.length,
		others: told.map(({ value, votes }) => ({ value, votes })),
		isTie: !isRare && others[0]?.votes === first.votes,
	});
	return isRare ? undefined : first.value;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Something that the user is told beside the output. */
export interface Hint {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

const MOST_HINTS = 8;
const MOST_NAMED = 3;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A name of a run that people can read: the value that its items were grouped by, or else its place among the runs, from 1. */
export function nameOfRun(id: string, place: number): string {
	return UUID.test(id) ? String(place + 1) : id;
}

/** The hints of several runs, each message once with the runs that it is of, and no more than a handful. Those of a lone run stay as they are. */
export function joinHints(runs: ReadonlyArray<{ readonly name: string; readonly hints: readonly Hint[] }>): readonly Hint[] {
	if (runs.length === 1) return runs[0]?.hints ?? [];
	const all = runs.flatMap(({ name, hints }) => hints.map((hint) => ({ name, hint })));
	const joined = [...Map.groupBy(all, ({ hint }) => hint.message).values()].map((told): Hint => {
		const names = [...new Set(told.map(({ name }) => name))];
		const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
		const whose = `Run${names.length === 1 ? '' : 's'} ${names.slice(0, MOST_NAMED).join(', ')}${more}`;
		return { message: `${whose}: ${told[0]?.hint.message}`, type: told[0]?.hint.type ?? 'info' };
	});
	const left = joined.length - MOST_HINTS;
	if (left <= 0) return joined;
	const warningsFirst = joined.toSorted((one, other) => Number(other.type === 'warning') - Number(one.type === 'warning'));
	return [...warningsFirst.slice(0, MOST_HINTS), { message: `${left} more such remarks are in the items of the other runs`, type: 'info' }];
}

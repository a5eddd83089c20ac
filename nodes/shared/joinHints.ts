/** Something that the user is told beside the output. */
export interface Hint {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

const MOST_HINTS = 8;
const MOST_NAMED = 3;

/** The hints of several runs, each message once with the runs that it is of, and no more than a handful. Those of a lone run stay as they are. */
export function joinHints(runs: ReadonlyArray<{ readonly id: string; readonly hints: readonly Hint[] }>): readonly Hint[] {
	if (runs.length === 1) return runs[0]?.hints ?? [];
	const all = runs.flatMap(({ id, hints }) => hints.map((hint) => ({ id, hint })));
	const joined = [...Map.groupBy(all, ({ hint }) => hint.message).values()].map((told): Hint => {
		const ids = [...new Set(told.map(({ id }) => id))];
		const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : '';
		const names = `Run${ids.length === 1 ? '' : 's'} ${ids.slice(0, MOST_NAMED).join(', ')}${more}`;
		return { message: `${names}: ${told[0]?.hint.message}`, type: told[0]?.hint.type ?? 'info' };
	});
	const left = joined.length - MOST_HINTS;
	if (left <= 0) return joined;
	return [...joined.slice(0, MOST_HINTS), { message: `${left} more such remarks are in the items of the other runs`, type: 'info' }];
}

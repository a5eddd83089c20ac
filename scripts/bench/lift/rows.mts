import { SetupError } from '../../shared/setupError.mts';
import type { SetName } from './questionSets.mts';

/** How a question is asked: by clones that differ, by one that improves its own answer, or once. */
export type Way = 'approach' | 'sampling' | 'improve' | 'alone';

export interface Row {
	/** Of the results file: never rename. */
	readonly name: string;
	readonly set: SetName;
	readonly way: Way;
	readonly clones: number;
}

/** Of the table: what is picked from. */
export const counted = 5;

/** JavaScript asks one clone of every approach there is; the first five are those that five clones take. */
const everyApproach = 8;

const code = (set: 'js' | 'ts' | 'py'): readonly Row[] => [
	{ name: `${set}-approach`, set, way: 'approach', clones: set === 'js' ? everyApproach : counted },
	{ name: `${set}-sampling`, set, way: 'sampling', clones: counted },
	{ name: `${set}-improve`, set, way: 'improve', clones: counted },
];

/** In the order in which they are asked. */
export const rows: readonly Row[] = [
	...code('js').slice(0, 2),
	...code('py').slice(0, 2),
	...code('ts').slice(0, 2),
	{ name: 'gsm8k-sampling', set: 'gsm8k', way: 'sampling', clones: counted },
	{ name: 'gsm8k-approach', set: 'gsm8k', way: 'approach', clones: counted },
	{ name: 'gsm8k-alone', set: 'gsm8k', way: 'alone', clones: 1 },
	...(['js', 'py', 'ts'] as const).map((set) => code(set)[2]!),
	{ name: 'gsm8k-ten', set: 'gsm8k', way: 'sampling', clones: 2 * counted },
	{ name: 'musique-sampling', set: 'musique', way: 'sampling', clones: counted },
];

/**
 * Those whose name begins with one of the asked, such as `js` or `gsm8k-alone`; all where none is asked.
 *
 * @throws SetupError where none begins so.
 */
export function chooseRows(only: string): readonly Row[] {
	const asked = only
		.split(',')
		.map((each) => each.trim())
		.filter((each) => each !== '');
	for (const each of asked)
		if (!rows.some(({ name }) => name.startsWith(each)))
			throw new SetupError(`No row begins with ${each}.`, `There are ${rows.map(({ name }) => name).join(', ')}.`);
	return asked.length === 0 ? rows : rows.filter(({ name }) => asked.some((each) => name.startsWith(each)));
}

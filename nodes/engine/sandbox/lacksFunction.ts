import { shorten } from '../text/shorten';
import type { Trial } from './toReport';

const MOST_CHARACTERS = 60;

/** Why none of the cases could be tried: most often, the candidate calls its function by another name. */
export function lacksFunction(name: string | undefined): NonNullable<Trial['broken']> {
	const missing = name === undefined ? '' : `${shorten(name, MOST_CHARACTERS)}, `;
	return { cause: 'threw', message: `The candidate does not define ${missing}the function that the cases call` };
}

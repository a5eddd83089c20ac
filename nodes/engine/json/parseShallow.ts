import { isDeeperThan } from './isDeeperThan';

/** Nobody answers deeper; a text of nothing but brackets is, and whatever goes through its value level by level runs out of stack. */
const DEEPEST = 200;

/**
 * Reads JSON to the letter.
 *
 * @throws SyntaxError where it is none, and where it is nested more than 200 levels deep.
 */
export function parseShallow(text: string): unknown {
	const value = JSON.parse(text) as unknown;
	if (isDeeperThan(DEEPEST, value)) throw new SyntaxError(`The JSON is nested more than ${DEEPEST} levels deep`);
	return value;
}

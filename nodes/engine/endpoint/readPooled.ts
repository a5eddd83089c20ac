import type { z } from '../checkInput';
import { FailedAttempt } from './failedAttempt';
import { parseJson } from './reading/lenient';

/**
 * Reads an answer that has one entry for every text that was sent, each with the text's number, into the order of the texts.
 *
 * @throws FailedAttempt where it is no such answer.
 */
export async function readPooled<Shape extends z.ZodType, Entry>(
	response: Response,
	shape: Shape,
	count: number,
	entriesOf: (answer: z.infer<Shape>) => ReadonlyArray<readonly [index: number, entry: Entry]>,
): Promise<Entry[]> {
	const body = await response.text();
	const parsed = shape.safeParse(parseJson(body));
	const entries = new Map(parsed.success ? entriesOf(parsed.data) : []);
	const inOrder = Array.from({ length: count }, (_, index) => entries.get(index)).filter((entry) => entry !== undefined);
	if (inOrder.length !== count) throw new FailedAttempt({ kind: 'nonsense', shape: 'otherJson', body });
	return inOrder;
}

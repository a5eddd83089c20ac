import { isSameAnswer, type Laxity } from './compareReadings';
import { describeReadings } from './describeReadings';
import type { ReadAnswer } from './reading';

interface Group {
	readonly first: ReadAnswer;
	/** One of each way in which its members were put. */
	readonly kinds: ReadAnswer[];
	readonly indices: number[];
}

/**
 * Gives answers that are the same one form, in their order.
 *
 * First those that are the same in all; then an answer without a unit or a name joins those that have one; last a percentage joins its share. A group takes another in only where every member fits every other, so that 5 m and 5 cm
 * stay apart although 5 fits both: the larger group, or the earlier, gets it.
 */
export function groupReadings(answers: ReadonlyArray<ReadAnswer | undefined>): ReadonlyArray<string | undefined> {
	let groups: Group[] = [];
	for (const [index, answer] of answers.entries()) {
		if (answer === undefined) continue;
		const group = groups.find(({ kinds }) =>
			kinds.some((kind) => kind.formula === answer.formula || isSameAnswer(kind.readings, answer.readings, 0)),
		);
		if (group === undefined) groups.push({ first: answer, kinds: [answer], indices: [index] });
		else group.indices.push(index);
	}
	groups = join(join(groups, 1), 2);
	const forms: Array<string | undefined> = answers.map(() => undefined);
	const taken = new Set<string>();
	for (const { first, indices } of groups) {
		const said = describeReadings(first);
		// Two answers that are put alike and read apart keep apart.
		const form = taken.has(said) ? `${said} (${indices[0]})` : said;
		taken.add(form);
		for (const index of indices) forms[index] = form;
	}
	return forms;
}

function join(groups: readonly Group[], laxity: Laxity): Group[] {
	const sorted = groups.toSorted((left, right) => right.indices.length - left.indices.length);
	const joined: Group[] = [];
	for (const group of sorted) {
		const other = joined.find(({ kinds }) =>
			kinds.every((one) => group.kinds.every((each) => isSameAnswer(one.readings, each.readings, laxity))),
		);
		if (other === undefined) joined.push({ ...group, kinds: [...group.kinds], indices: [...group.indices] });
		else {
			other.kinds.push(...group.kinds);
			other.indices.push(...group.indices);
		}
	}
	return joined;
}

/** How much less an answer draws the next one than it has votes. */
const DISCOUNT = 0.5;
/** How much draws the next answer to one that nobody gave yet, beside the discounts. */
const STRENGTH = 0.5;

/** A few megabytes. Beyond this, everything is worked out again. */
const MOST_KNOWN = 20_000;

/** Shared by all runs, as it holds counts and no answers: each answer that comes in asks for what the one before has worked out. */
const known = new Map<string, number>();

type Rivals = ReadonlyMap<number, number>;

interface Votes {
	readonly leader: number;
	/** How many answers have so many votes, of those that may still come level with the leader: a thousand that stand alone are one entry. */
	readonly rivals: Rivals;
	/** How many answered, and how many different answers they gave. */
	readonly answers: number;
	readonly kinds: number;
	readonly stillOut: number;
}

/**
 * Says how likely the answer with the most votes has the most when those still out have answered too.
 *
 * The next answer is drawn from the two-parameter urn of Pitman and Yor (1997): in proportion to its votes less one half, and a new one
 * with one half more than all those halves. So two answers that agree weigh much, and one that stands alone weighs little. A final tie
 * counts as a share: half of one where two answers tie. Exact, over every way in which votes may still fall; the time grows fast with
 * `stillOut`, and is a few milliseconds for ten the first time.
 *
 * @param votes Of each different answer, the most first; none is zero.
 */
export function probabilityToLead(votes: readonly number[], stillOut: number): number {
	const [leader = 0, ...others] = votes;
	const answers = votes.reduce((sum, each) => sum + each, 0);
	const rivals = new Map<number, number>();
	for (const each of others) rivals.set(each, (rivals.get(each) ?? 0) + 1);
	if (known.size > MOST_KNOWN) known.clear();
	return follow({ leader, rivals, answers, kinds: votes.length, stillOut });
}

function follow(votes: Votes): number {
	const { leader, stillOut } = votes;
	const rivals = new Map([...votes.rivals].filter(([each]) => each + stillOut >= leader).sort(([one], [other]) => one - other));
	if (rivals.size === 0 && leader > stillOut) return 1;
	if (stillOut === 0) return Math.max(...rivals.keys()) > leader ? 0 : 1 / (1 + (rivals.get(leader) ?? 0));
	const key = `${leader} ${[...rivals].join()} ${votes.answers} ${votes.kinds} ${stillOut}`;
	const probability = known.get(key) ?? addUp({ ...votes, rivals });
	known.set(key, probability);
	return probability;
}

/** Over whom the next vote may go to. */
function addUp(votes: Votes): number {
	const { leader, rivals, answers, kinds } = votes;
	const next = { ...votes, answers: answers + 1, stillOut: votes.stillOut - 1 };
	const shareOf = (weight: number) => weight / (answers + STRENGTH);
	let rest = 1;
	let sum = 0;
	const add = (share: number, then: Votes) => {
		rest -= share;
		sum += share * follow(then);
	};
	add(shareOf(leader - DISCOUNT), { ...next, leader: leader + 1 });
	for (const [each, alike] of rivals)
		add(alike * shareOf(each - DISCOUNT), { ...next, rivals: addRival(withoutRival(rivals, each), each + 1) });
	add(shareOf(STRENGTH + DISCOUNT * kinds), { ...next, rivals: addRival(rivals, 1), kinds: kinds + 1 });
	// What is left goes to answers that cannot come level any more.
	return sum + Math.max(0, rest) * follow(next);
}

function addRival(rivals: Rivals, votes: number): Rivals {
	return new Map(rivals).set(votes, (rivals.get(votes) ?? 0) + 1);
}

function withoutRival(rivals: Rivals, votes: number): Rivals {
	return new Map([...rivals].map(([each, alike]) => [each, each === votes ? alike - 1 : alike] as const).filter(([, alike]) => alike > 0));
}

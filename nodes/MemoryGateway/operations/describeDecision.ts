import type { Count, Decision, PollRules } from '../../engine/memory/decision';
import { standOf, type Stand } from '../../engine/memory/standOf';

const LONGEST = 80;

/** How a decision stands, in a sentence or two. */
export function describeDecision(decision: Decision): string {
	return sentences[standOf(decision)](decision, quote(decision.key));
}

export function describeMissing(key: string, namespace: string): string {
	return `There is no decision ${quote(key)} in namespace ${quote(namespace)}.`;
}

/** In quotes, cut where it is long. */
export function quote(value: unknown): string {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
	return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
}

/** What it takes, and that votes are weighed where they are. */
export function describeQuorum(rules: PollRules): string {
	return `${describeShare(rules)}${rules.weights === undefined ? '' : ', by weight'}`;
}

function describeShare({ quorum, voters = [] }: PollRules): string {
	const among = `${voters.length} ${voters.length === 1 ? 'voter' : 'voters'}`;
	if ('votes' in quorum) return `${count(quorum.votes)}${voters.length > 0 ? ` of ${among}` : ''}`;
	if ('moreThanShare' in quorum) return `more than ${percent(quorum.moreThanShare)} of ${among}`;
	if (quorum.share < 1) return `at least ${percent(quorum.share)} of ${among}`;
	return voters.length === 1 ? 'the only voter' : `all ${among}`;
}

const sentences: { readonly [Each in Stand]: (decision: Decision, name: string) => string } = {
	decided: ({ value, counts, rules, holder }, name) => {
		const by = rules === undefined ? (holder === undefined ? '' : ` by ${holder}`) : ` with ${tally(counts, rules)}`;
		return `${name} is decided: ${quote(value)}${by}.`;
	},
	held: ({ holder, leaseEndsAt }, name) =>
		`${name} is claimed${holder === undefined ? '' : ` by ${holder}`} until ${leaseEndsAt}, and not decided yet.`,
	lapsed: ({ holder, leaseEndsAt }, name) =>
		`${name} was claimed${holder === undefined ? '' : ` by ${holder}`} until ${leaseEndsAt}, and is not decided. The next one to claim it gets it.`,
	open: ({ counts, rules }, name) => `${name} is not decided yet: ${leader(counts, rules)}. Needed: ${needed(rules)}.`,
	unreachable: ({ counts, rules }, name) =>
		`${name} stays undecided: ${leader(counts, rules)}, and too few voters are left. Needed: ${needed(rules)}.`,
	expired: ({ counts, rules, expiresAt }, name) =>
		`${name} expired undecided at ${expiresAt}: ${leader(counts, rules)}. Needed: ${needed(rules)}.`,
};

function tally(counts: readonly Count[], rules: PollRules): string {
	const votes = counts.reduce((sum, each) => sum + each.votes, 0);
	const [first] = counts;
	const weighed = rules.weights === undefined ? '' : `, which ${first?.votes === 1 ? 'counts' : 'count'} ${trim(first?.weight ?? 0)}`;
	return `${first?.votes ?? 0} of ${count(votes)}${weighed}`;
}

function leader(counts: readonly Count[], rules: PollRules | undefined): string {
	const [first, second] = counts;
	if (first === undefined) return 'there are no votes';
	const weighed = rules?.weights === undefined ? '' : `, which ${first.votes === 1 ? 'counts' : 'count'} ${trim(first.weight)}`;
	const verb = second?.weight === first.weight ? 'is in a tie for the lead, with' : 'leads with';
	return `${quote(first.value)} ${verb} ${count(first.votes)}${weighed}`;
}

const needed = (rules: PollRules | undefined): string => (rules === undefined ? '' : describeQuorum(rules));
const count = (votes: number): string => `${trim(votes)} ${votes === 1 ? 'vote' : 'votes'}`;
const percent = (share: number): string => (share === 0.5 ? 'half' : share === 2 / 3 ? 'two thirds' : `${trim(share * 100)} %`);
const trim = (number: number): string => String(Number(number.toFixed(3)));

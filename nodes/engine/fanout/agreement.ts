import { probabilityToLead } from './probabilityToLead';

/** With more still out, working out every way in which they may answer takes too long. */
const MOST_WORKED_OUT = 10;

export interface Agreement {
	readonly leader: string;
	readonly votes: number;
	readonly runnerUpVotes: number;
	/** Probability that the leader stays ahead. */
	readonly posterior: number;
	/** Even if every clone still out gave the runner-up's answer, or a new one, the leader would stay ahead; a tie is not enough. */
	readonly cannotLose: boolean;
}

/**
 * Says how far the answers seen so far agree, undefined before the first one.
 *
 * With ten clones or fewer still out, the posterior is the probability that the leader is ahead when all have answered; see `probabilityToLead`.
 * With more, it is that of Adaptive-Consistency (Aggarwal et al., 2023), which leaves out how many are left: Beta(votes + 1, runner-up
 * votes + 1) beyond one half. Ties lead to the form that was seen first.
 */
export function measureAgreement(forms: readonly string[], stillOut: number): Agreement | undefined {
	const votesByForm = new Map<string, number>();
	for (const form of forms) votesByForm.set(form, (votesByForm.get(form) ?? 0) + 1);
	const ranked = [...votesByForm].sort((left, right) => right[1] - left[1]);
	const [first, second] = ranked;
	if (first === undefined) return undefined;

	const [leader, votes] = first;
	const runnerUpVotes = second?.[1] ?? 0;
	const cannotLose = votes > runnerUpVotes + stillOut;
	const each = () => ranked.map(([, count]) => count);
	const posterior = stillOut > MOST_WORKED_OUT ? posteriorOfLead(votes, runnerUpVotes) : probabilityToLead(each(), stillOut);
	return { leader, votes, runnerUpVotes, posterior, cannotLose };
}

/** The regularised incomplete beta function at one half, which for whole numbers is a binomial tail; by logarithms, as 2,000 votes underflow. */
function posteriorOfLead(votes: number, runnerUpVotes: number): number {
	const tosses = votes + runnerUpVotes + 1;
	let logTerm = -tosses * Math.LN2;
	let sum = Math.exp(logTerm);
	for (let heads = 1; heads <= votes; heads++) {
		logTerm += Math.log((tosses - heads + 1) / heads);
		sum += Math.exp(logTerm);
	}
	return Math.min(1, sum);
}

import { writeSync } from 'node:fs';
import type { NewBallot, PollRules, Voted } from '../../../nodes/engine/memory/decision.ts';

/** One vote that was acknowledged, as a process tells it on a line of its own. */
export interface VoteReport {
	readonly key: string;
	readonly voter: string;
	readonly outcome: Voted['outcome'];
	readonly decisive: boolean;
	/** Of the decision, as it was told to this voter. */
	readonly decided?: unknown;
}

type Vote = (key: string, ballot: NewBallot, rules: PollRules) => Promise<Voted>;

/** Has so many voters vote on so many decisions, all voters of one decision at once, each process beginning with another one: `prefix voters decisions quorum`. Of three votes two are for yes. */
export async function voteAll([prefix = '', voters = '0', decisions = '0', quorum = '1']: readonly string[], vote: Vote): Promise<void> {
	const rules = { quorum: { votes: Number(quorum) } };
	const keys = Array.from({ length: Number(decisions) }, (_, index) => `decision ${index}`);
	const turn = (prefix.codePointAt(0) ?? 0) % keys.length;
	for (const key of [...keys.slice(turn), ...keys.slice(0, turn)])
		await Promise.all(
			Array.from({ length: Number(voters) }, async (_, index) => {
				const voter = `${prefix}${index}`;
				const voted = await vote(key, { voter, value: index % 3 === 0 ? 'no' : 'yes', run: prefix, token: `${voter} on ${key}` }, rules);
				const { outcome, decisive, decision } = voted;
				const told: VoteReport = { key, voter, outcome, decisive, ...(decision.value !== undefined && { decided: decision.value }) };
				writeSync(1, `${JSON.stringify(told)}\n`);
			}),
		);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { FullDecision } from '../../../nodes/engine/memory/decision.ts';
import type { VoteReport } from './voteAll.mts';

/** How many processes of their own vote, on what, and when the last one is killed. */
export interface Voting {
	/** A script of `voteAll` and what it takes before its prefix. */
	readonly command: readonly string[];
	readonly processes: number;
	readonly voters: number;
	readonly decisions: number;
	readonly quorum: number;
	readonly killAfter: number;
}

/** What was acknowledged, in the order of arrival. */
export interface Acknowledged extends VoteReport {
	readonly atMs: number;
}

/** Lets all processes vote until they end; the last one is killed (SIGKILL) when it has told of so many votes. */
export async function runVoters({ command, processes, voters, decisions, quorum, killAfter }: Voting): Promise<Acknowledged[]> {
	const all: Acknowledged[] = [];
	const runOne = async (index: number): Promise<void> => {
		const voting = [String.fromCodePoint(0x61 + index), voters, decisions, quorum].map(String);
		const child = spawn(process.execPath, ['--no-warnings', '--experimental-transform-types', ...command, ...voting], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let told = 0;
		createInterface(child.stdout).on('line', (line) => {
			all.push({ ...(JSON.parse(line) as VoteReport), atMs: performance.now() });
			if (++told === killAfter && index === processes - 1) child.kill('SIGKILL');
		});
		await once(child, 'close');
	};
	await Promise.all(Array.from({ length: processes }, async (_, index) => await runOne(index)));
	return all;
}

/** What must not be, counted. */
export interface Audit {
	readonly decided: number;
	readonly stuck: number;
	/** Decided, and the votes that count for the value are not exactly the quorum. */
	readonly offQuorum: number;
	/** Told to have been made by two votes, or with two values. */
	readonly twice: number;
	/** Votes that were acknowledged and are not there. */
	readonly lost: number;
}

/** Holds what is kept against what was told. */
export function auditVotes(kept: readonly FullDecision[], told: readonly VoteReport[], { decisions, quorum }: Voting): Audit {
	const reportsOf = Map.groupBy(told, ({ key }) => key);
	const made = kept.filter(({ value }) => value !== undefined);
	const isTwice = ({ key, value }: FullDecision) => {
		const own = reportsOf.get(key) ?? [];
		return own.filter(({ decisive }) => decisive).length > 1 || own.some(({ decided = value }) => decided !== value);
	};
	const lostOf = ({ key, ballots }: FullDecision) => {
		const there = new Set(ballots.map(({ voter }) => voter));
		return (reportsOf.get(key) ?? []).filter(({ voter }) => !there.has(voter)).length;
	};
	return {
		decided: made.length,
		stuck: decisions - made.length,
		offQuorum: made.filter(({ value, counts: [first] }) => first?.votes !== quorum || first.value !== value).length,
		twice: kept.filter(isTwice).length,
		lost: kept.reduce((sum, decision) => sum + lostOf(decision), 0),
	};
}

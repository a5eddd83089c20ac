import pLimit from 'p-limit';
import type { Language, Sandbox, SandboxLimits } from '../../sandbox/sandbox';
import { nameFunctions } from '../nameFunctions';
import type { Input } from './collectInputs';
import { observe, type Behaviour } from './observe';
import type { CandidateCode } from './readCodes';
import { isAlive, type Observed } from './scoreBehaviours';

/** A candidate that was run, with the code that counts. */
export interface ObservedCode extends Observed {
	readonly code: string;
}

export interface Conditions {
	readonly sandbox: Sandbox;
	readonly language: Language;
	readonly inputs: readonly Input[];
	readonly limits: SandboxLimits;
	readonly testsAtOnce: number;
	readonly signal: AbortSignal;
}

/** Runs all candidates on the same inputs, the same code once. One without code, or without a function to call, is left out. */
export async function observeAll(codes: readonly CandidateCode[], conditions: Conditions): Promise<readonly ObservedCode[]> {
	const limit = pLimit(conditions.testsAtOnce);
	const behaviours = new Map<string, Promise<Behaviour>>();
	const tryOne = async (code: string, name: string) => {
		const key = `${name}\n${code}`;
		const { sandbox, language, inputs, limits, signal } = conditions;
		const known = behaviours.get(key) ?? limit(async () => await observe(sandbox, language, code, name, inputs, limits, signal));
		behaviours.set(key, known);
		return await known;
	};
	const observed = await Promise.all(codes.map(async (code, index) => await observeOne(index, code, conditions.language, tryOne)));
	return observed.filter((each) => each !== undefined);
}

/** The first reading that gives a value on any input is the one that was meant. */
async function observeOne(
	index: number,
	{ readings, functionName }: CandidateCode,
	language: Language,
	tryOne: (code: string, name: string) => Promise<Behaviour>,
): Promise<ObservedCode | undefined> {
	let first: ObservedCode | undefined;
	for (const code of readings) {
		const name = functionName ?? nameFunctions([code], language)[0];
		if (name === undefined) continue;
		const observed: ObservedCode = { index, code, behaviour: await tryOne(code, name) };
		if (isAlive(observed)) return observed;
		first ??= observed;
	}
	return first;
}

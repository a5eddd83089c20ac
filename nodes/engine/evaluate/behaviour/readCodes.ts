import type { Candidate } from '../../candidate';
import type { Language } from '../../sandbox/sandbox';
import { inTurns } from '../../takeTurns';
import { nameFunctions } from '../nameFunctions';

export interface CodeExtraction {
	/** Takes the code out of what a model wrote; undefined where there is none. */
	readonly extractCode: (text: string, language: Language) => string | undefined;
	/** All codes that may be meant, the likeliest first, where more than one may be. */
	readonly extractReadings?: (text: string, language: Language) => readonly string[];
}

/** The codes of one candidate, and the function that is called in them. */
export interface CandidateCode {
	/** All that may be meant, the likeliest first; which of them counts is known once one has run. */
	readonly readings: readonly string[];
	/** Undefined where it cannot be told. */
	readonly functionName: string | undefined;
}

/** Takes the code out of every candidate, one after the other so that n8n's thread sees to others in between; a function that the user did not name is found by what most of them define. */
export async function readCodes(
	candidates: readonly Candidate[],
	language: Language,
	functionName: string,
	tools: CodeExtraction,
	signal: AbortSignal,
): Promise<readonly CandidateCode[]> {
	const read = ({ text }: Candidate) => tools.extractReadings?.(text, language) ?? [tools.extractCode(text, language) ?? []].flat();
	const readings = await inTurns(candidates, read, signal);
	const likeliest = readings.map(([code]) => code ?? '');
	const names = functionName === '' ? nameFunctions(likeliest, language) : readings.map(() => functionName);
	return readings.map((each, index) => ({ readings: each, functionName: names[index] }));
}

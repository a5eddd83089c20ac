import type { Candidate } from '../candidate';
import { isEngineError } from '../errors';
import type { Language } from '../sandbox/sandbox';
import { inTurns } from '../takeTurns';
import { nameFunctions } from './nameFunctions';
import { readLanguage } from './readLanguage';

interface Wanted {
	/** By any usual name; other languages count only where more answers are in them. */
	readonly language: unknown;
	/** Empty: any function. */
	readonly functionName: string;
}

const languages: readonly Language[] = ['javascript', 'typescript', 'python'];
const typed = /^[ \t]{0,20}(?:```|~~~)[ \t]{0,20}(?:ts|tsx|typescript)\b/im;

/**
 * Finds the language in which more than half of the candidates define a function that can be called, and how many do; undefined where there is none.
 *
 * TypeScript counts before JavaScript where more than half say so at their fences. Between two answers, n8n's thread sees to others.
 */
export async function findCodeLanguage(
	candidates: readonly Candidate[],
	{ language, functionName }: Wanted,
	extractCode: (text: string, language: Language) => string | undefined,
	signal: AbortSignal,
): Promise<{ readonly language: Language; readonly count: number } | undefined> {
	const half = candidates.length / 2;
	const isTyped = candidates.filter(({ text }) => typed.test(text)).length > half;
	const counts: Array<{ readonly language: Language; readonly count: number }> = [];
	for (const each of new Set([...(isTyped ? ['typescript' as const] : []), ...givenLanguage(language), ...languages])) {
		const codes = await inTurns(candidates, ({ text }) => extractCode(text, each) ?? '', signal);
		const names = functionName.trim() === '' ? nameFunctions(codes, each) : codes.map((code) => code || undefined);
		counts.push({ language: each, count: names.filter((name) => name !== undefined).length });
	}
	const most = Math.max(...counts.map(({ count }) => count));
	return most > half ? counts.find(({ count }) => count === most) : undefined;
}

function givenLanguage(language: unknown): readonly Language[] {
	try {
		return [readLanguage(language)];
	} catch (error) {
		if (!isEngineError(error)) throw error;
		return [];
	}
}

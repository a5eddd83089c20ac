import { z } from 'zod/v4';
import { InvalidInputError } from '../errors';
import { readCodeBlocks } from '../sandbox';
import type { Tests } from '../sandbox/sandbox';

type Case = Extract<Tests, { readonly kind: 'cases' }>['cases'][number];

/** Tests as the user gave them; cases do not know yet which function they call. */
export type ReadTests = { readonly kind: 'code'; readonly source: string } | { readonly kind: 'cases'; readonly cases: readonly Case[] };

const caseSchema = z.object({ input: z.unknown().optional(), expected: z.unknown().optional() });
const advice =
	'Write cases as [{ "input": [2, 3], "expected": 5 }], where input lists the arguments, or write code that throws when something is wrong.';

/**
 * Tells cases from code: a list is cases, any other text is code.
 *
 * An `input` that is no list is taken as the only argument.
 *
 * @throws InvalidInputError when there are no tests, or the cases cannot be read: it says which one and why.
 */
export function readTests(given: unknown): ReadTests {
	if (Array.isArray(given)) return { kind: 'cases', cases: readCases(given) };
	if (typeof given !== 'string')
		throw invalid(
			given === undefined || given === null
				? 'There are no tests'
				: `Tests must be text or a list of cases, and are of type ${typeof given}`,
		);
	const bare = withoutFences(given);
	const source = bare.trim();
	if (source === '') throw invalid('There are no tests');
	const parsed = source.startsWith('[') ? parseCases(source) : undefined;
	return parsed === undefined ? { kind: 'code', source: bare } : { kind: 'cases', cases: readCases(parsed) };
}

/** Tests that came out of a chat stand in Markdown fences, with words around them; each fenced block counts. */
function withoutFences(given: string): string {
	const begun = given.trimStart();
	if (/^(?:import|const|assert)\b/.test(begun)) return given;
	const blocks = readCodeBlocks(given.replace(/\r\n?/g, '\n')).filter(({ closed }) => closed);
	const isMarkdown = blocks.length > 0 && (/^(?:```|~~~)/.test(begun) || blocks.some(({ tag }) => tag !== ''));
	return isMarkdown ? blocks.map(({ code }) => code).join('\n') : given;
}

/** A list that is no JSON but mentions `"input"` was meant as cases; any other may be code. */
function parseCases(source: string): readonly unknown[] | undefined {
	try {
		return JSON.parse(source) as unknown[];
	} catch (error) {
		if (!/["']?input["']?\s*:/.test(source)) return undefined;
		throw invalid(`The test cases are not valid JSON: ${(error as Error).message}`);
	}
}

function readCases(list: readonly unknown[]): readonly Case[] {
	if (list.length === 0) throw invalid('There are no tests: the list of cases is empty');
	return list.map((entry, index) => {
		const isCase =
			caseSchema.safeParse(entry).success && Object.hasOwn(entry as object, 'input') && Object.hasOwn(entry as object, 'expected');
		if (!isCase) throw invalid(`Test case ${index + 1} of ${list.length} has no "input" or no "expected"`);
		const { input, expected } = entry as { readonly input: unknown; readonly expected: unknown };
		return { input: Array.isArray(input) ? (input as unknown[]) : [input], expected };
	});
}

function invalid(message: string): InvalidInputError {
	return new InvalidInputError(message, advice, 'Tests');
}

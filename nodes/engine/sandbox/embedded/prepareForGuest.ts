import { randomBytes } from 'node:crypto';
import { prepareCandidate, type PreparedCandidate } from '../javascript/prepareCandidate';
import { calledName } from '../javascript/calledName';
import { functionNamePattern, prepareCases } from '../javascript/prepareCases';
import type { AssertionSite } from '../assertionSite';
import { EmptyTestsError } from '../javascript/emptyAssertion';
import { prepareTests } from '../javascript/prepareTests';
import { ParserLostError, stripTypes } from '../javascript/stripTypes';
import type { Language, TestJob, Tests } from '../sandbox';
import type { GuestTests } from './runInGuest';
import type { Trial } from '../toReport';

/** The tests are to blame, not the candidate. */
export interface Unreadable {
	readonly kind: 'unreadable';
	readonly message: string;
	readonly advice: string;
}

export interface ReadTests {
	readonly kind: 'tests';
	readonly guest: GuestTests;
	readonly sites: readonly AssertionSite[];
	readonly throwIsVerdict: boolean;
}

export type PreparedJob =
	| { readonly kind: 'ready'; readonly candidate: PreparedCandidate; readonly tests: ReadTests }
	| { readonly kind: 'broken'; readonly broken: NonNullable<Trial['broken']>; readonly tests: ReadTests };

const maxCodeLength = 2_000_000;
const maxSites = 20_000;
const keptTests = new Map<string, ReadTests>();

/** Reads the tests and the candidate. Tests are kept, because many candidates meet the same ones. */
export function prepareForGuest(job: TestJob): PreparedJob | Unreadable {
	const tests = readTests(job.language, job.tests);
	if (tests.kind === 'unreadable') return tests;
	if (job.code.length > maxCodeLength) {
		return {
			kind: 'broken',
			broken: { cause: 'memory', message: `The candidate has ${job.code.length} characters, the sandbox takes ${maxCodeLength}` },
			tests,
		};
	}
	try {
		return { kind: 'ready', candidate: readCandidate(job), tests };
	} catch (error) {
		if (error instanceof RangeError)
			return { kind: 'broken', broken: { cause: 'recursion', message: 'The candidate is nested too deeply to be read' }, tests };
		if (!(error instanceof SyntaxError) && (error as Error).name !== 'SyntaxError') throw error;
		if (/Unexpected character '@'/.test((error as Error).message))
			return { kind: 'broken', broken: { cause: 'missing', message: 'It needs decorators, which the sandbox does not have' }, tests };
		if (/(?:^|[{;])\s{0,80}(?:static\s{1,9})?accessor\s{1,9}[#\w$['"]/m.test(job.code))
			return { kind: 'broken', broken: { cause: 'missing', message: 'It needs accessor, which the sandbox does not have' }, tests };
		return { kind: 'broken', broken: { cause: 'syntax', message: `The candidate cannot be read: ${say(error as Error)}` }, tests };
	}
}

/** TypeScript that was given for JavaScript loses its types; what cannot be read either way is told as JavaScript. */
function readCandidate({ language, code, tests }: TestJob): PreparedCandidate {
	const wanted = calledName(tests);
	if (language === 'typescript') return prepareCandidate(stripTypes(code), wanted);
	try {
		return prepareCandidate(code, wanted);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		try {
			return prepareCandidate(stripTypes(code), wanted);
		} catch (second) {
			throw second instanceof ParserLostError ? second : error;
		}
	}
}

export function readTests(language: Language, tests: Tests): ReadTests | Unreadable {
	const key = `${language} ${JSON.stringify(tests)}`;
	const kept = keptTests.get(key);
	if (kept) return kept;
	const read = tests.kind === 'cases' ? readCases(tests) : readCode(language, tests.source);
	if (read.kind === 'tests') {
		if (keptTests.size >= 8) keptTests.delete(keptTests.keys().next().value ?? '');
		keptTests.set(key, read);
	}
	return read;
}

function readCode(language: Language, source: string): ReadTests | Unreadable {
	try {
		const script = language === 'typescript' ? stripTypes(source) : source;
		const { sites, hasAssertions, source: prepared } = prepareTests(script, randomBytes(8).toString('hex'));
		if (sites.length > maxSites) return tooMany(sites.length);
		return { kind: 'tests', guest: { run: 'runTests', values: [prepared], sites: sites.length }, sites, throwIsVerdict: !hasAssertions };
	} catch (error) {
		if (error instanceof EmptyTestsError) return { kind: 'unreadable', message: error.message, advice: error.advice };
		if (!(error instanceof SyntaxError) && (error as Error).name !== 'SyntaxError') throw error;
		return { kind: 'unreadable', ...sayWhere(source, error as Error) };
	}
}

function readCases(tests: Extract<Tests, { kind: 'cases' }>): ReadTests | Unreadable {
	if (!functionNamePattern.test(tests.functionName)) {
		return {
			kind: 'unreadable',
			message: `"${tests.functionName}" is not the name of a function`,
			advice: 'Give the name that the candidate must define, such as add.',
		};
	}
	if (tests.cases.length > maxSites) return tooMany(tests.cases.length);
	const { present, call, cases, sites } = prepareCases(tests);
	return { kind: 'tests', guest: { run: 'runCases', values: [call, cases], sites: sites.length, present }, sites, throwIsVerdict: false };
}

function tooMany(count: number): Unreadable {
	return {
		kind: 'unreadable',
		message: `There are ${count} assertions, the sandbox counts at most ${maxSites}`,
		advice: 'Put some of them in a loop, or leave some out.',
	};
}

interface WithPlace {
	readonly loc?: { readonly line: number; readonly column: number };
}

/** `line 2, column 9: Unexpected token`; acorn's own place at the end is left out. */
function say(error: Error & WithPlace): string {
	const reason = error.message.replace(/ \(\d+:\d+\)$/, '');
	return error.loc ? `line ${error.loc.line}, column ${error.loc.column + 1}: ${reason}` : reason;
}

function sayWhere(source: string, error: Error & WithPlace): Omit<Unreadable, 'kind'> {
	const line = error.loc && source.split('\n')[error.loc.line - 1]?.trim().slice(0, 120);
	return {
		message: `The tests cannot be read: ${say(error)}`,
		advice: line ? `Correct this line: ${line}` : 'Correct the tests, then run again.',
	};
}

import type { AssertionSite } from './assertionSite';
import { InvalidTestsError } from './errors';
import type { TestReport } from './sandbox';
import { lacksFunction } from './lacksFunction';
import { toReport, type Tally, type Trial } from './toReport';

/** The tally as a harness in another process tells it: with where the trial stopped. */
export interface HarnessTally extends Tally {
	readonly where: '' | 'output' | 'unsettled' | 'unreadable' | 'empty' | 'syntax' | 'candidate' | 'tests' | 'absent' | 'died' | 'forged';
}

export interface HarnessOutput {
	readonly started: boolean;
	readonly ended: boolean;
	readonly sites?: readonly AssertionSite[];
	readonly tally?: HarnessTally;
	/** What stood before the harness' first word: the candidate's own, where both share a stream. */
	readonly rest: string;
}

/**
 * Reads what the harness told, and nothing that does not carry this trial's secret word.
 *
 * The first end counts: what a candidate adds after it is too late.
 */
export function readHarnessOutput(text: string, nonce: string): HarnessOutput {
	let started = false;
	let sites: readonly AssertionSite[] | undefined;
	let tally: HarnessTally | undefined;
	const rest: string[] = [];
	for (const { before, mark } of marksIn(text, nonce)) {
		rest.push(before);
		if (mark === undefined) break;
		if (mark.startsWith(':started:')) started = true;
		else if (mark.startsWith(':sites:')) sites = parse<AssertionSite[]>(mark.slice(7)) ?? sites;
		else if (mark.startsWith(':now:')) tally = parse<HarnessTally>(mark.slice(5)) ?? tally;
		else if (mark.startsWith(':end:')) {
			const last = parse<HarnessTally>(mark.slice(5));
			if (last) return { started, ended: true, tally: last, rest: rest.join('\n').trim(), ...(sites ? { sites } : {}) };
		}
	}
	return { started, ended: false, rest: rest.join('\n').trim(), ...(sites ? { sites } : {}), ...(tally ? { tally } : {}) };
}

/** Line by line would be millions of texts where a candidate writes line breaks: only lines with the word are cut out, each with what stands before it. The last one has no mark. */
function* marksIn(text: string, nonce: string): Generator<{ readonly before: string; readonly mark?: string }> {
	let at = 0;
	for (let place = text.indexOf(nonce); place !== -1; place = text.indexOf(nonce, place + nonce.length)) {
		if (place > 0 && text.charAt(place - 1) !== '\n') continue;
		const lineEnd = text.indexOf('\n', place);
		const end = lineEnd === -1 ? text.length : lineEnd;
		yield { before: text.slice(at, Math.max(at, place - 1)), mark: text.slice(place + nonce.length, end) };
		at = Math.min(text.length, end + 1);
	}
	yield { before: text.slice(at) };
}

function parse<Value>(text: string): Value | undefined {
	try {
		return JSON.parse(text) as Value;
	} catch {
		return undefined;
	}
}

/**
 * Makes the report of a trial in another process.
 *
 * @throws InvalidTestsError when the harness could not read the tests.
 */
export function reportFromHarness(
	output: HarnessOutput,
	stopped: Trial['broken'],
	sites: readonly AssertionSite[],
	printed: string,
	durationMs: number,
): TestReport {
	const { tally } = output;
	if (tally && isUnreadable(tally)) throw unreadable(tally);
	const known = output.sites ?? sites;
	const counted = known.length > 0 ? known : [{ text: 'the tests run to their end', mustBeReached: true }];
	const broken = stopped ?? brokenWhere(tally, sites);
	return toReport({
		sites: counted,
		throwIsVerdict: known.length === 0,
		output: printed,
		durationMs,
		...(tally ? { tally } : {}),
		...(broken ? { broken } : {}),
	});
}

/** The tests are to blame, whatever the candidate does. */
export function isUnreadable(tally: HarnessTally): boolean {
	return tally.where === 'unreadable' || tally.where === 'empty';
}

export function unreadable(tally: HarnessTally): InvalidTestsError {
	if (tally.where === 'empty')
		return new InvalidTestsError(`The tests check nothing: ${tally.thrown}`, 'Write what must hold, such as assert add(2, 3) == 5.');
	return new InvalidTestsError(`The tests cannot be read: ${tally.thrown}`, 'Correct the tests, then run again.');
}

function brokenWhere(tally: HarnessTally | undefined, sites: readonly AssertionSite[]): Trial['broken'] {
	if (tally?.where === 'syntax') return { cause: 'syntax', message: `The candidate cannot be read: ${tally.thrown}` };
	if (tally?.where === 'candidate') return { cause: 'threw', message: `The candidate stopped at: ${tally.thrown}` };
	if (tally?.where === 'absent') return lacksFunction(sites[0]?.calls);
	if (tally?.where === 'died') return brokenByEnd(tally.thrown);
	if (tally?.where === 'forged') return { cause: 'crashed', message: 'The candidate wrote into the channel by which its results are told' };
	return undefined;
}

function brokenByEnd(how: string): Trial['broken'] {
	if (how === 'signal 24') return { cause: 'timeout', message: 'The candidate used up its processor time' };
	if (how === 'signal 11')
		return { cause: 'recursion', message: 'The candidate broke the interpreter, most likely by calling itself too deeply' };
	return { cause: 'crashed', message: `The candidate ended its process (${how}) before the tests had ended` };
}

const maxCodeLength = 2_000_000;

/** A candidate of this size is no answer, and is not carried into another process. */
export function refuseHuge(code: string): Trial['broken'] {
	if (code.length <= maxCodeLength) return undefined;
	return { cause: 'memory', message: `The candidate has ${code.length} characters, the sandbox takes ${maxCodeLength}` };
}

import { RE2JS } from 're2js';
import { InvalidInputError } from '../../errors';
import { LinearPattern } from './linearPattern';
import { toLinearSyntax } from './toLinearSyntax';

const slashed = /^\/(.+)\/([dgimsuvy]*)$/s;
const flagValues: Readonly<Record<string, number>> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };

/**
 * Reads a pattern as the user typed it: bare (`^\d+$`), or between slashes with flags (`/yes|no/i`).
 *
 * Without flags of its own, `^` and `$` match at every line. It runs on RE2, so that no answer can make it run on and on; look-around and back references are what that cannot do.
 *
 * @throws InvalidInputError naming the field and what is wrong in the pattern.
 */
export function compilePattern(text: string, field: string): LinearPattern {
	if (text === '') throw new InvalidInputError(`${field} is empty`, 'Enter a regular expression, for example Answer: (.+)', field);
	const [, body = text, flags = 'm'] = slashed.exec(text) ?? [];
	checkSyntax(text, body, flags, field);
	const syntax = toLinearSyntax(body);
	if ('cannot' in syntax) throw cannotRun(text, `uses ${syntax.cannot}`, field);
	const value = [...new Set(flags)].reduce((sum, flag) => sum | (flagValues[flag] ?? 0), 0);
	try {
		return new LinearPattern(RE2JS.compile(syntax.source, value));
	} catch (error) {
		const cause = (error as Error).message.replace(/^error parsing regexp: /, '');
		throw cannotRun(text, `has what such an engine does not know (${cause})`, field);
	}
}

/** Everybody knows the syntax of JavaScript, and its messages. */
function checkSyntax(text: string, body: string, flags: string, field: string): void {
	try {
		new RegExp(body, [...new Set(flags.replace(/[gy]/g, ''))].join(''));
	} catch (error) {
		const cause = (error as Error).message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, '');
		throw new InvalidInputError(
			`${field} is not a regular expression: ${text} (${cause})`,
			'Correct it, or put a backslash before a character that is meant as itself.',
			field,
		);
	}
}

function cannotRun(text: string, why: string, field: string): InvalidInputError {
	return new InvalidInputError(
		`${field} ${why}, and patterns here run on an engine that cannot be made to hang (RE2): ${text}`,
		'Write it with a group around the part that counts, for example Answer: (.+), and without look-around, back references or more than 1000 repetitions.',
		field,
	);
}

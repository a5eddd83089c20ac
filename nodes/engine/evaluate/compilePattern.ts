import { InvalidInputError } from '../errors';

const slashed = /^\/(.+)\/([dgimsuvy]*)$/s;

/**
 * Reads a pattern as the user typed it: bare (`^\d+$`), or between slashes with flags (`/yes|no/i`).
 *
 * Without flags of its own, `^` and `$` match at every line.
 *
 * @throws InvalidInputError naming the field and what is wrong in the pattern.
 */
export function compilePattern(text: string, field: string): RegExp {
	if (text === '') throw new InvalidInputError(`${field} is empty`, 'Enter a regular expression, for example Answer: (.+)', field);
	const [, body = text, flags = 'm'] = slashed.exec(text) ?? [];
	try {
		return new RegExp(body, [...new Set(flags.replace(/[gy]/g, ''))].join(''));
	} catch (error) {
		const cause = (error as Error).message.replace(/^Invalid regular expression: (?:\/.*\/\w*: )?/s, '');
		throw new InvalidInputError(
			`${field} is not a regular expression: ${text} (${cause})`,
			'Correct it, or put a backslash before a character that is meant as itself.',
			field,
		);
	}
}

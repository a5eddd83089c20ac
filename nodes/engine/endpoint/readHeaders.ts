import { InvalidInputError } from '../errors';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** A line break in a value would begin a header, or a body, of somebody else's making. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** These belong to the connection or to the body, and are written where those are. */
export const OWN_NAMES: readonly string[] = [
	'accept-encoding',
	'connection',
	'content-length',
	'content-type',
	'expect',
	'keep-alive',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
];

/**
 * Extra headers as the user typed them, by their names in small letters; of two with one name the later counts.
 *
 * @throws InvalidInputError when one cannot be sent. Its words never hold a value, nor a name that cannot be one: keys are pasted into either field.
 */
export function readHeaders(typed: Readonly<Record<string, string>>): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(typed).map(([name, value]) => [name.trim().toLowerCase(), value.trim()] as const)) {
		if (name === '')
			throw new InvalidInputError('A header has a value but no name.', 'Write its name, such as api-key, into Name.', 'Headers');
		if (!NAME.test(name)) {
			throw new InvalidInputError(
				'The name of a header holds a character that no name may hold, such as a colon, a space or a line break.',
				'Write only the name, such as api-key, into Name, and what stands behind the colon into Value.',
				'Headers',
			);
		}
		if (OWN_NAMES.includes(name)) {
			throw new InvalidInputError(
				`The header "${name}" cannot be set, because each request needs its own.`,
				'Take it out of Headers in the credential.',
				'Headers',
			);
		}
		if (!VALUE.test(value)) {
			throw new InvalidInputError(
				`The value of the header "${name}" holds a character that no header may hold, such as a line break.`,
				'Copy it again, in one piece, into Headers in the credential.',
				'Headers',
			);
		}
		headers[name] = value;
	}
	return headers;
}

import type { Concession } from './concession';

/** The sentence for the receipt: what was sent otherwise than asked for, and why. */
export function describeConcession({ refused, instead, beside, schema, words }: Concession, model: string, baseUrl: string): string {
	const which = schema === undefined ? 'a JSON schema' : 'this JSON schema';
	const together = beside === undefined ? '' : ` together with ${beside === 'stream' ? 'streaming' : `"${beside}"`}`;
	const sentences: Readonly<Record<string, readonly [string, string]>> = {
		'tools.strict': ['"strict" on tools', 'it was left out of all of them'],
		'response_format.strict': [`"strict" beside ${which}`, 'it was left out'],
		'response_format.json_schema': [
			`${which} in "response_format"`,
			instead === undefined ? 'the form was asked for in words only' : 'any JSON object was asked for, and the form in words',
		],
		'response_format.json_object': ['a JSON object in "response_format"', 'the form was asked for in words only'],
		stream: ['to stream its answers', 'they were read whole'],
		whole: ['to give its answers whole', 'they were streamed'],
	};
	const [what, instead_] = sentences[refused] ?? [
		`"${refused.split('.')[0]}"`,
		instead === undefined ? 'it was left out' : `"${instead}" was sent in its place`,
	];
	const quoted = words === '' ? '' : `: "${words}"`;
	return `The model "${model}" at ${baseUrl} refuses ${what}${together}, so ${instead_}${quoted}.`;
}

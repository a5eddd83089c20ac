import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from 'html-to-text';
import type { INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../../../nodes/engine/endpoint/failures/classifyFailure';
import { explain } from '../../../nodes/engine/endpoint/failures/explain';
import { InvalidInputError } from '../../../nodes/engine/errors';
import { toNodeError } from '../../../nodes/shared/nodeErrors';

const node: INode = { id: 'n', name: 'Fan-Out', type: 'fanOut', typeVersion: 1, position: [0, 0], parameters: {} };

describe('what looks like HTML in an error', () => {
	const error = toNodeError(node, new InvalidInputError('There is no model "<b>"', 'Pick one of "<a>" & "c".\nOr none.'), 2);

	it('is written so that the panel, which shows text, and the toast, which shows HTML, say the same', () => {
		expect([error.message, error.description]).toEqual(['There is no model "‹b›"', 'Pick one of "‹a›" & "c".\nOr none.']);
	});

	it('is escaped as far as it is left where the panel shows HTML', () => {
		expect(error.context['descriptionTemplate']).toBe('Pick one of "‹a›" &amp; "c".<br>Or none.');
	});

	it.each([new Error('Unexpected token "<", "<!DOCTYPE html>" is not valid JSON'), 'No <model>'])(
		'is written so in what others throw, too: %s',
		(thrown) => {
			expect(toNodeError(node, thrown, 0).message).not.toContain('<');
		},
	);

	it.each(['Use <|python_tag|> with vllm serve <model> --max-num-seqs <n>', '<html><title>502 Bad Gateway</title></html>'])(
		'is written so in what a server said: %s',
		(said) => {
			const server = { baseUrl: 'http://gpu-box:8000/v1', model: '<unk>', hasKey: true, requestBytes: 1, secrets: [] };
			for (const status of [400, 401, 404, 413, 422, 429, 500, 502, 503]) {
				const failure = classifyFailure({ kind: 'refused', status, body: said }, server);
				const { message, advice } = explain(failure);
				const shown = toNodeError(node, new InvalidInputError(message, advice), 0);
				const texts = [shown.message, shown.description ?? ''];
				for (const text of texts) expect(convert(text, { wordwrap: false, preserveNewlines: true })).toBe(text);
				expect(texts.join(' ').match(/\w+/g)).toEqual(`${message} ${advice}`.match(/\w+/g));
			}
		},
	);

	it('has one way into the editor: no other file makes an error of n8n, or a hint', () => {
		const root = join(__dirname, '../../../nodes');
		const makers = globSync('**/*.ts', { cwd: root }).filter((file) =>
			/new Node(?:Operation|Api)Error|\baddExecutionHints\(/.test(readFileSync(join(root, file), 'utf8')),
		);
		expect(makers.toSorted()).toEqual(['shared/addHint.ts', 'shared/nodeErrors.ts']);
	});
});

it('names the item where there are several', () => {
	const error = new InvalidInputError('Text is empty', 'Fill in Text.');
	expect(toNodeError(node, error, 3, 10).description).toBe('Fill in Text. This was item 4 of 10.');
	expect(toNodeError(node, error, 0, 1).description).toBe('Fill in Text.');
});

it('leaves advice without such a name to the description alone', () => {
	expect(toNodeError(node, new InvalidInputError('Empty', 'Fill it in.'), 0).context['descriptionTemplate']).toBeUndefined();
});

it.each(['connect ECONNREFUSED 10.0.0.5:5432', 'getaddrinfo EINVAL gpu-box', 'ENOENT: no such file', 'a model called "enotfound"'])(
	'keeps what happened where n8n has a sentence of its own for a part of it: %s',
	(reason) => {
		const error = toNodeError(node, new InvalidInputError(`Postgres at db does not answer: ${reason}`, 'Start it.'), 0);
		expect(error.message).toBe(`Postgres at db does not answer: ${reason}`);
	},
);

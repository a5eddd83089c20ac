import type { INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../nodes/engine/errors';
import { toNodeError } from '../../../nodes/shared/nodeErrors';

const node: INode = { id: 'n', name: 'Fan-Out', type: 'fanOut', typeVersion: 1, position: [0, 0], parameters: {} };

describe('advice with a name that looks like HTML', () => {
	const error = toNodeError(node, new InvalidInputError('There is no model "<b>"', 'Pick one of "<a>" & "c".'), 2);

	it('is text where webhooks, error workflows and the API read it', () => {
		expect([error.message, error.description]).toEqual(['There is no model "<b>"', 'Pick one of "<a>" & "c".']);
	});

	it('is escaped where the editor shows it as HTML', () => {
		expect(error.context['descriptionTemplate']).toBe('Pick one of "&lt;a&gt;" &amp; "c".');
	});
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

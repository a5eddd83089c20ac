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

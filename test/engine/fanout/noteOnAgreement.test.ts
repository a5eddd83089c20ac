import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';
import type { AnswerForm } from '../../../nodes/engine/evaluate/answerForm';
import { fanOutOn } from '../../support/fanOutOn';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

const notesOf = async (form: AnswerForm, answer: string, clones = 3) => {
	const double = await startVllmDouble({ answer: () => answer });
	try {
		const { receipt } = await fanOutOn(double, { clones, stopWhen: { kind: 'agree', confidence: 1, formsOf: createFormsOf(form) } });
		return receipt.notes;
	} finally {
		await double.close();
	}
};

describe('Stop When: Clones Agree', () => {
	it.each<readonly [string, AnswerForm]>([
		['a field', { kind: 'field', path: 'no.such' }],
		['a choice', { kind: 'choice', choices: 'red, green' }],
	])('says where no answer has %s to agree on', async (_, form) => {
		expect(await notesOf(form, '{"city":"Paris"}')).toEqual([
			'None of the 3 answers has anything that Agree On in Stop When looks for, so no clone could be stopped early. Check Agree On and the field below it.',
		]);
	});

	it('says nothing where an answer has it, however few', async () => {
		expect(await notesOf({ kind: 'field', path: 'city' }, '{"city":"Paris"}', 1)).toBeUndefined();
	});
});

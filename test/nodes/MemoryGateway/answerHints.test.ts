import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { afterAll, describe, expect, it } from 'vitest';
import { MemoryGateway } from '../../../nodes/MemoryGateway/MemoryGateway.node';
import { runInEngine } from '../../support/runInEngine';

const folder = mkdtempSync(join(tmpdir(), 'answer-hints-'));
const file = join(folder, 'memory.sqlite');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Asks or saves the questions of the items, one each. */
async function run(operation: string, questions: readonly string[], options: IDataObject = {}) {
	const parameters = {
		...{ resource: 'answerCache', namespace: 'tests', operation, question: '={{ $json.question }}', answer: 'Anna' },
		options: { file, ...options },
	};
	const items = questions.map((question) => ({ question }));
	const ran = await runInEngine([{ name: 'memory', type: new MemoryGateway(), parameters, onError: 'continueRegularOutput' }], items);
	return { json: (ran.outputsOf('memory')[0] ?? []).map(({ json }) => json), hints: ran.hintsOf('memory') };
}

describe('Save', () => {
	it('says why an answer was saved for nobody', async () => {
		const { json, hints } = await run('save', ['Who?'], { keepFor: 'request' });
		const reason =
			'Kept for nobody: Keep For is This Request, and Request ID is empty. Set Request ID in Options, or set Keep For to Everyone.';
		expect(json).toEqual([{ saved: false, question: 'Who?', reason }]);
		expect(hints).toEqual([reason]);
	});

	it('says that an answer was kept for a repeated call only', async () => {
		const { json, hints } = await run('save', ['Who?'], { keepFor: 'request', requestId: 'r1' });
		const reason = 'Kept only for a repeated call with the same Request ID, as Keep For says.';
		expect(json).toEqual([{ saved: false, question: 'Who?', reason }]);
		expect(hints).toEqual([reason]);
	});

	it('says once for all items what was saved', async () => {
		expect((await run('save', ['One?'])).hints).toEqual(['Saved for everyone who asks this question.']);
		expect((await run('save', ['One?', 'Two?'])).hints).toEqual(['Saved 2 of 2 answers for everyone who asks these questions.']);
		expect((await run('save', ['One?', 'Two?'], { keepFor: 'request' })).hints).toEqual([
			expect.stringMatching(/^Saved 0 of 2 answers .+ Of the others: Kept for nobody/),
		]);
	});
});

describe('Look Up', () => {
	it('says whether there was an answer', async () => {
		await run('save', ['Known?']);
		expect((await run('lookUp', ['Known?'])).hints).toEqual([expect.stringMatching(/^Found a saved answer to this question, of 20.+Z\.$/)]);
		expect((await run('lookUp', ['Unknown?'])).hints).toEqual(['No saved answer to this question was found.']);
		expect((await run('lookUp', ['Known?', 'Unknown?'])).hints).toEqual(['Found a saved answer to 1 of 2 questions.']);
	});

	it('says that there is an answer which is too old', async () => {
		await run('save', ['Old?']);
		const reason = /^A saved answer of 20\S+Z is not used: it is older than Keep For \(Hours\), which is 1e-9\.$/;
		const { json, hints } = await run('lookUp', ['Old?'], { keepForHours: 1e-9 });
		expect(json).toEqual([{ found: false, question: 'Old?', reason: expect.stringMatching(reason) as string }]);
		expect(hints).toEqual([expect.stringMatching(reason)]);
		expect((await run('lookUp', ['Never?'], { keepForHours: 1e-9 })).json).toEqual([{ found: false, question: 'Never?' }]);
		expect((await run('lookUp', ['Old?'], { keepForHours: 0 })).json).toMatchObject([{ found: true }]);
	});

	it('says that a repeated call is given its answer again', async () => {
		await run('save', ['Again?'], { keepFor: 'request', requestId: 'r2' });
		expect((await run('lookUp', ['Again?'], { requestId: 'r2' })).hints).toEqual([
			expect.stringMatching(/^Found the answer that this request was given before, of 20/),
		]);
	});

	it('counts no item that went wrong', async () => {
		await run('save', ['Known?']);
		expect((await run('lookUp', ['', 'Known?'])).hints).toEqual([expect.stringMatching(/^Found a saved answer to this question/)]);
		expect((await run('lookUp', [''])).hints).toEqual([]);
	});
});

import { describe, expect, it } from 'vitest';
import { readOutput } from '../../../../../nodes/engine/fanout/tools/guided/readOutput';
import { createFence } from '../../../../../nodes/engine/prompts/fence';
import type { Source } from '../../../../../nodes/engine/tool';

const page = `Blackpool Tower
It is 158 metres high.
It was opened to the public on 14 May 1894.
Tickets are sold at the door of the building.`;
const source: Source = { id: 'S1', tool: 'read_page', asked: '{"page":"tower"}', text: page };
const task = 'How high is Blackpool Tower, and when was it opened?';

const read = async (findings: ReadonlyArray<{ sentence: number; claim: string }>, asked = task) =>
	await readOutput(source, { task: asked, fence: createFence('abcdef1') }, async (write) => {
		write(1);
		return await Promise.resolve({ data: { findings } });
	});

describe('reading an output', () => {
	it('adds the sentence on the part of the task that the model left out', async () => {
		const height = { sentence: 1, claim: 'Blackpool Tower is 158 metres high.' };
		expect(await read([height])).toEqual([
			{ quote: 'It is 158 metres high.', claim: height.claim },
			{
				quote: 'It was opened to the public on 14 May 1894.',
				claim: 'Blackpool Tower: It was opened to the public on 14 May 1894.',
			},
		]);
	});

	it('adds nothing where the task asks for no more, or where the model found nothing', async () => {
		const height = { sentence: 1, claim: 'Blackpool Tower is 158 metres high.' };
		expect(await read([height], 'How high is Blackpool Tower?')).toHaveLength(1);
		expect(await read([])).toEqual([]);
	});
});

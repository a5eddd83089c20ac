import { describe, expect, it } from 'vitest';
import { settleRoles } from '../../../nodes/engine/fanout/roles';
import { fanOutOn } from '../../support/fanOutOn';
import { toolOf } from '../../support/toolOf';
import { startVllmDouble } from '../../support/vllmDouble/index.ts';

const roleWith = (...tools: readonly string[]) => ({ name: 'Web', instruction: 'Search.', tools });

describe('a role that names tools', () => {
	it.each([
		[
			'one that the option Open Pages gives',
			roleWith('Open page'),
			'The role "Web" asks for "Open page", and goes without, as the option Open Pages is off. To let clones open pages, add Open Pages in Tool Options.',
		],
		[
			'one of these and one that is not connected',
			roleWith('open_page', 'telepathy'),
			'The role "Web" asks for "open_page", "telepathy", which are not connected, and goes without. There is look_up. To let clones open pages, add Open Pages in Tool Options.',
		],
		[
			'one that is not connected',
			roleWith('telepathy'),
			'The role "Web" asks for "telepathy", which is not connected, and goes without. There is look_up.',
		],
	])('says what is missing, and where it comes from: %s', (_, role, note) => {
		expect(settleRoles([role], [{ name: 'look_up' }])).toMatchObject({ notes: [note], roles: [{ tools: [], lacksTools: true }] });
	});

	it.each([1, 2])('is answered without a source where none of them is there, in %s rounds, and not where it names none', async (rounds) => {
		const double = await startVllmDouble({ answer: () => 'I know that.' });
		try {
			const roles = [roleWith('lok_upp')];
			const changes = { clones: 1, difference: { by: 'role' as const, roles }, sharing: { rounds, digestTokens: 2000 } };
			const tools = [toolOf('look_up', async () => 'x')];
			const { candidates, receipt } = await fanOutOn(double, changes, undefined, undefined, tools);
			expect(candidates[0]).toMatchObject({ withoutSource: true });
			expect(receipt.withoutSource).toBe(1);
			const none = { by: 'role' as const, roles: [roleWith()] };
			const plain = await fanOutOn(double, { clones: 1, difference: none }, undefined, undefined, tools);
			expect(plain.receipt).not.toHaveProperty('withoutSource');
		} finally {
			await double.close();
		}
	});
});

it('names tools as they stand on the canvas, and takes either name of one', () => {
	const tools = [{ name: 'Look_up_1_', label: 'Look up (1)' }];
	const roleOf = (tool: string) => ({ name: 'Looker', instruction: 'Look.', tools: [tool] });
	for (const asked of ['Look up (1)', 'look_up_1_'])
		expect(settleRoles([roleOf(asked)], tools)).toMatchObject({ notes: [], roles: [{ tools: ['Look_up_1_'] }] });
	expect(settleRoles([roleOf('Search')], tools).notes).toEqual([expect.stringContaining('There is Look up (1).')]);
});

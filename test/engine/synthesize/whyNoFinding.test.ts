import { describe, expect, it } from 'vitest';
import { whyNoFinding } from '../../../nodes/engine/synthesize/whyNoFinding';
import type { ToolUse } from '../../../nodes/engine/tool';
import { contenderOf } from './contenderOf';

const use = (more: Partial<ToolUse>): ToolUse => ({ step: 1, name: 'search', asked: '{}', outcome: 'answered', durationMs: 1, ...more });
const { candidate } = contenderOf(1, 'It is high.');
const withTools = (...toolUses: readonly ToolUse[]) => ({ ...candidate, toolUses, withoutSource: true as const });

describe('whyNoFinding', () => {
	it.each([
		['nothing', candidate, 'findings come from tools and two or more Rounds in Shadow Clone Fan-Out'],
		['rounds alone', { ...candidate, rounds: 2 }, 'findings come from tools: connect one to Shadow Clone Fan-Out'],
		['tools alone', withTools(use({ source: 'S1.1' })), 'findings come from two or more Rounds in Shadow Clone Fan-Out'],
	])('asks for what is missing in a flow that has %s', (_, from, expected) => {
		expect(whyNoFinding([from])).toBe(expected);
	});

	it.each([
		['no tool was used', [], /^no clone used a tool: say in the task what to look up/],
		[
			'the tools found nothing',
			[use({ source: 'S1.1', hasFoundNothing: true }), use({})],
			/^all 2 calls of tools brought nothing to quote: ask in other/,
		],
		['one call found nothing', [use({ source: 'S1.1', hasFoundNothing: true })], /^the only call of a tool brought nothing to quote: /],
		[
			'something was read',
			[use({ source: 'S1.1' })],
			/^the clones read what their tools gave back, and took nothing from it: set Tool Use to Guided/,
		],
		['all calls failed', [use({ outcome: 'threw', trouble: 'Down.' })], /^the only call of search failed \(Down\)$/],
		['all calls were refused', [use({ outcome: 'refused', trouble: 'No fit.' })], /^the only call of search was refused \(No fit\)$/],
	])('says what came of tools and rounds, and what to do, where %s', (_, uses, expected) => {
		const why = whyNoFinding([
			{ ...withTools(...uses), rounds: 2 },
			{ ...withTools(), rounds: 2 },
		]);
		expect(why).toMatch(expected);
		expect(why).not.toContain('findings come from');
	});

	it('counts no call by which clones wrote on their board', () => {
		const board = use({ name: 'post_question', board: true });
		expect(whyNoFinding([{ ...withTools(board), rounds: 2 }])).toMatch(/^no clone used a tool/);
	});
});

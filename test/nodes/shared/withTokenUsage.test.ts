import { expect, it } from 'vitest';
import { withTokenUsage } from '../../../nodes/shared/withTokenUsage';

const items = [{ json: { text: 'a' } }, { json: { text: 'b' } }];

it('puts the tokens of a run on its first item alone, as its last field', () => {
	const counted = withTokenUsage(items, { prompt: 3, completion: 4 });
	expect(counted[0]?.json).toEqual({ text: 'a', tokenUsage: { promptTokens: 3, completionTokens: 4, totalTokens: 7 } });
	expect(Object.keys(counted[0]!.json).at(-1)).toBe('tokenUsage');
	expect(counted[1]).toBe(items[1]);
	expect(items[0]!.json).not.toHaveProperty('tokenUsage');
});

it('says nothing where no token was counted', () => {
	expect(withTokenUsage(items, { prompt: 0 })).toEqual(items);
});

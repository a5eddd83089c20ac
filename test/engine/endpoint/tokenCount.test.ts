import { describe, expect, it } from 'vitest';
import { TokenCount } from '../../../nodes/engine/endpoint/tokenCount';

function count(requests: number, ...costs: ReadonlyArray<Parameters<TokenCount['add']>[0]>) {
	const tokens = new TokenCount();
	for (let request = 0; request < requests; request++) tokens.begin();
	for (const cost of costs) tokens.add(cost);
	return tokens.total;
}

describe('TokenCount', () => {
	it('adds up what each request cost', () => {
		const costs = [
			{ promptTokens: 5, completionTokens: 21, cachedTokens: 4 },
			{ promptTokens: 7, completionTokens: 0 },
		];
		expect(count(2, ...costs)).toEqual({ prompt: 12, completion: 21, cached: 4, unknown: 0 });
	});

	it('counts requests whose cost nobody told, and those of which half was told', () => {
		expect(count(4, { promptTokens: 5, completionTokens: 1 }, { promptTokens: 5 }, {})).toEqual({
			...{ prompt: 10, completion: 1, unknown: 3 },
		});
	});

	it('says nothing of the prefix cache where no server tells of it, and zero where nothing was asked', () => {
		expect(count(1, { promptTokens: 5, completionTokens: 1 })).not.toHaveProperty('cached');
		expect(count(0)).toEqual({ prompt: 0, completion: 0, cached: 0, unknown: 0 });
	});
});

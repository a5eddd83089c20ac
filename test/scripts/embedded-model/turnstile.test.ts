import { describe, expect, it } from 'vitest';
import { Turnstile } from '../../../scripts/embedded-model/turnstile.mts';

describe('Turnstile', () => {
	it('holds up who passes until the last who needs to be alone is done', async () => {
		const turnstile = new Turnstile();
		const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const order: string[] = [];
		const alone = [first, second].map(async ({ promise }, place) => {
			await turnstile.alone(async () => await promise);
			order.push(`alone ${place + 1}`);
		});
		const passed = turnstile.pass().then(() => order.push('passed'));
		first.resolve();
		await alone[0];
		second.resolve();
		await Promise.all([...alone, passed]);
		expect(order[0]).toBe('alone 1');
		expect(order).toContain('passed');
		expect(order.indexOf('passed')).toBeGreaterThan(0);
	});

	it('lets pass again when the work threw, and where nobody is alone', async () => {
		const turnstile = new Turnstile();
		await turnstile.pass();
		await expect(turnstile.alone(async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		await turnstile.pass();
	});
});

import { describe, expect, it } from 'vitest';
import { sideBySide, type SetUp } from '../../../scripts/start/sideBySide.mts';

const signal = new AbortController().signal;

/** Comes up when `ready` says so, and tells what became of it. */
function thing(name: string, ready: Promise<unknown>, log: string[]): SetUp<{ readonly name: string }> {
	return async (say, until) => {
		log.push(`${name} begins`);
		say(`${name} is under way`);
		const ended = new Promise<never>((_, reject) => until.addEventListener('abort', () => reject(new Error(`${name} was ended`))));
		await Promise.race([ready, ended]);
		return { name, stop: async () => void log.push(`${name} stops`) };
	};
}

describe('sideBySide', () => {
	it('begins the second before the first is up, and tells of both', async () => {
		const log: string[] = [];
		const said: string[] = [];
		const first = Promise.withResolvers<void>();
		const both = sideBySide(thing('model', first.promise, log), thing('n8n', Promise.resolve(), log), (line) => said.push(line), signal);
		expect(log).toEqual(['model begins', 'n8n begins']);
		first.resolve();
		expect((await both).map(({ name }) => name)).toEqual(['model', 'n8n']);
		expect(said).toContain('model is under way; n8n is under way');
		expect(log).toEqual(['model begins', 'n8n begins']);
	});

	it('stops what is up where the other does not come up, and throws its error', async () => {
		const log: string[] = [];
		const second = Promise.withResolvers<void>();
		const both = sideBySide(thing('model', Promise.resolve(), log), thing('n8n', second.promise, log), () => {}, signal);
		await new Promise((resolve) => setImmediate(resolve));
		second.reject(new Error('no room'));
		await expect(both).rejects.toThrow('no room');
		expect(log).toContain('model stops');
	});

	it('ends what is still under way where the other does not come up', async () => {
		const never = new Promise<never>(() => {});
		const both = sideBySide(thing('model', Promise.reject(new Error('no memory')), []), thing('n8n', never, []), () => {}, signal);
		await expect(both).rejects.toThrow('no memory');
	});

	it('tells last of the one that did not come up, whatever the other one still says', async () => {
		const said: string[] = [];
		const broken: SetUp<object> = async (say) => {
			say('model is under way');
			await Promise.resolve();
			throw new Error('no memory');
		};
		const ended: SetUp<object> = async (say, until) => {
			say('n8n is under way');
			await new Promise((resolve) => until.addEventListener('abort', resolve));
			say('n8n is cleaned up');
			throw new Error('ended');
		};
		await expect(sideBySide(broken, ended, (line) => said.push(line), signal)).rejects.toThrow('no memory');
		expect(said).toContain('model is under way; n8n is under way');
		expect(said.at(-1)).toBe('model is under way');
	});

	it('ends both with its caller', async () => {
		const never = new Promise<never>(() => {});
		const stop = new AbortController();
		const both = sideBySide(thing('model', never, []), thing('n8n', never, []), () => {}, stop.signal);
		stop.abort();
		await expect(both).rejects.toThrow('model was ended');
	});
});

import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { freePort, isPortFree } from '../../../scripts/shared/freePort.mts';

const listenOn = async (port: number) => {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return server;
};

describe('freePort', () => {
	it('draws ports that no system hands out by itself: they are still free when a server is ready for them', async () => {
		const ports = await Promise.all(Array.from({ length: 50 }, freePort));
		expect(Math.min(...ports)).toBeGreaterThanOrEqual(1024);
		expect(Math.max(...ports)).toBeLessThan(32_768);
		expect(new Set(ports).size).toBe(50);
	});
});

describe('isPortFree', () => {
	it('says no while a server listens there', async () => {
		const port = await freePort();
		const server = await listenOn(port);
		expect(await isPortFree(port)).toBe(false);
		await new Promise((resolve) => server.close(resolve));
		expect(await isPortFree(port)).toBe(true);
	});
});

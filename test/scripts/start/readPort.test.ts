import { describe, expect, it } from 'vitest';
import { readPort } from '../../../scripts/start/readPort.mts';

describe('readPort', () => {
	it("takes n8n's usual port where none is said", () => {
		expect(readPort(undefined)).toBe(5678);
		expect(readPort('5690')).toBe(5690);
	});

	it.each(['0', '70000', '56.5', 'many'])('refuses %s', (text) => {
		expect(() => readPort(text)).toThrow(`N8N_PORT says ${text}`);
	});
});

import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../../nodes/engine/sandbox';
import { BubblewrapSandbox } from '../../../nodes/engine/sandbox/python/bubblewrapSandbox';
import { describeSandbox } from '../../contracts/sandbox';
import { bubblewrapHere } from '../../support/bubblewrapHere';

if (bubblewrapHere) {
	describeSandbox('The bubblewrap sandbox', () => createSandbox('python'), ['python']);
} else {
	describe.skip('The bubblewrap sandbox (this host has no bubblewrap that runs Python)', () => {
		it('honours the sandbox contract in python', () => {});
	});
}

describe('The place for Python', () => {
	it.runIf(bubblewrapHere)('is bubblewrap where this host has it', async () => {
		expect(await createSandbox('python')).toBeInstanceOf(BubblewrapSandbox);
	});

	it.skipIf(bubblewrapHere)('is none where this host has no bubblewrap and no service is named', async () => {
		await expect(createSandbox('python')).rejects.toThrow('There is no sandbox for python on this machine');
	});
});

import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../../nodes/engine/sandbox';
import { findBubblewrap } from '../../../nodes/engine/sandbox/python/bubblewrap';
import { BubblewrapSandbox } from '../../../nodes/engine/sandbox/python/bubblewrapSandbox';
import { describeSandbox } from '../../contracts/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { bubblewrapHere } from '../../support/bubblewrapHere';

const open = async (): Promise<Sandbox> => {
	const found = await findBubblewrap();
	if (!found) throw new Error('bubblewrap runs Python here, and was not found');
	return new BubblewrapSandbox(found);
};

if (bubblewrapHere) {
	describeSandbox('The bubblewrap sandbox', open, ['python']);
	describeHostility('The bubblewrap sandbox', open, ['python']);
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

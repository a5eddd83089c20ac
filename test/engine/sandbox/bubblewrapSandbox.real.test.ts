import { describe, it } from 'vitest';
import { createSandbox } from '../../../nodes/engine/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { bubblewrapHere } from '../../support/bubblewrapHere';

if (bubblewrapHere) {
	describeHostility('The bubblewrap sandbox', () => createSandbox('python'), ['python']);
} else {
	describe.skip('The bubblewrap sandbox (this host has no bubblewrap that runs Python)', () => {
		it('gives nothing to hostile programs', () => {});
	});
}

import { describe, it } from 'vitest';
import { describeSandbox } from '../../contracts/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { bubblewrapHere } from '../../support/bubblewrapHere';
import { openWithService } from '../../support/openWithService';

if (bubblewrapHere) {
	describeSandbox('The HTTP service', openWithService, ['javascript', 'typescript', 'python']);
	describeHostility('The HTTP service', openWithService, ['javascript', 'typescript', 'python']);
} else {
	describe.skip('The HTTP service (this host has no bubblewrap for the test service to run code behind)', () => {
		it('honours the sandbox contract and gives nothing to hostile programs', () => {});
	});
}

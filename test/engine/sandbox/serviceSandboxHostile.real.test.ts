import { describe, it } from 'vitest';
import { describeHostility } from '../../contracts/sandboxHostile';
import { bubblewrapHere } from '../../support/bubblewrapHere';
import { openWithService } from '../../support/openWithService';

if (bubblewrapHere) {
	describeHostility('The HTTP service', openWithService, ['javascript', 'typescript', 'python']);
} else {
	describe.skip('The HTTP service (this host has no bubblewrap for the test service to run code behind)', () => {
		it('gives nothing to hostile programs', () => {});
	});
}

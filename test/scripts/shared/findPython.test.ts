import { describe, expect, it } from 'vitest';
import { findPython } from '../../../scripts/shared/findPython.mts';

const asked = { neededFor: 'It', advice: 'Install one.' };

function machineWith(versions: Record<string, string>) {
	return async (command: string) => {
		const version = versions[command];
		return await (version === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(`${version}\n`));
	};
}

describe('findPython', () => {
	it('passes over names that do not run and versions that will not do', async () => {
		const run = machineWith({ 'python3.11': 'no version', python3: '3 9', python: '3 12' });
		const found = await findPython({ ...asked, candidates: ['python3.12', 'python3.11', 'python3', 'python'], oldest: 11, run });
		expect(found).toEqual({ command: 'python', version: [3, 12] });
	});

	it('says which versions it saw when none will do', async () => {
		const run = machineWith({ python3: '3 9', python: '2 7' });
		await expect(findPython({ ...asked, oldest: 11, newest: 14, run })).rejects.toMatchObject({
			message: 'It needs Python 3.11 to 3.14, and only Python 3.9, 2.7 was found.',
			advice: 'Install one.',
		});
	});
});

import { describe, expect, it } from 'vitest';
import { CommandError, runCommand } from '../../../scripts/shared/runCommand.mts';

const node = process.execPath;

describe('runCommand', () => {
	it('returns what the command wrote and tells each line of it', async () => {
		const lines: string[] = [];
		const script = 'console.log("one"); console.log("two")';
		const printed = await runCommand(node, ['-e', script], { onLine: (line) => lines.push(line) });
		expect(printed).toBe('one\ntwo\n');
		expect(lines).toEqual(['one', 'two']);
	});

	it('quotes the exit code and the last lines of a command that ends badly', async () => {
		const script = 'for (const word of ["early", "late"]) console.error(word); process.exitCode = 3';
		const error = await runCommand(node, ['-e', script], { tailLines: 1 }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(CommandError);
		expect((error as CommandError).code).toBe(3);
		expect((error as CommandError).tail).toBe('late');
	});

	it('names a command that is not there', async () => {
		await expect(runCommand('no-such-command-anywhere', [])).rejects.toThrow(/no-such-command-anywhere.*ENOENT/);
	});
});

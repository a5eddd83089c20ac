import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The module runs before anything is installed, on a plain Node and without types: so does this test. */
function npmTrouble(output: string): { message: string; advice: string } {
	const module = join(__dirname, '../../../scripts/start/npmTrouble.mjs');
	const script = `import { npmTrouble } from ${JSON.stringify(module)}; console.log(JSON.stringify(npmTrouble(process.argv[1], 'npm.log')))`;
	return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script, output], { encoding: 'utf8' })) as ReturnType<
		typeof npmTrouble
	>;
}

describe('npmTrouble', () => {
	it('names a registry that cannot be reached', () => {
		expect(npmTrouble('npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN').message).toBe('npm could not reach its registry (EAI_AGAIN).');
	});

	it('names a full disk before anything else', () => {
		expect(npmTrouble('npm error code ENOSPC\nnpm error ECONNRESET').message).toBe('npm ran out of disk space.');
	});

	it('quotes npm without its warnings where it knows no better, and says where the log is', () => {
		const { message, advice } = npmTrouble('npm warn deprecated x\nnpm error code ELSE\n');
		expect(message).toContain('npm error code ELSE');
		expect(message).not.toContain('deprecated');
		expect(advice).toContain('npm.log');
	});
});

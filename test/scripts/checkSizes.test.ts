import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const script = path.resolve('scripts/check-sizes.mjs');
let root: string | undefined;
afterEach(() => root !== undefined && rmSync(root, { recursive: true, force: true }));

/** Runs the check on a tree whose nodes/ holds one file with this source. */
function check(source: string): { readonly isClean: boolean; readonly says: string } {
	root = mkdtempSync(path.join(tmpdir(), 'sizes-'));
	mkdirSync(path.join(root, 'nodes/engine'), { recursive: true });
	writeFileSync(path.join(root, 'nodes/engine/a.ts'), source);
	try {
		return { isClean: true, says: String(execFileSync(process.execPath, [script, root], { stdio: 'pipe' })) };
	} catch (error) {
		const { stderr, stdout } = error as { readonly stderr: Buffer; readonly stdout: Buffer };
		return { isClean: false, says: `${stderr}${stdout}` };
	}
}

const linesOf = (count: number) => 'x;\n'.repeat(count);
const functionOf = (name: string, lines: number) => `function ${name}() {\n${linesOf(lines - 2)}}\n`;

describe('check-sizes', () => {
	it('finds nothing in this package', () => {
		expect(String(execFileSync(process.execPath, [script]))).toMatch(/functions: median \d+ lines/);
	});

	it('lets a file of 250 lines through, and not one more', () => {
		expect(check(linesOf(250))).toMatchObject({ isClean: true });
		const { isClean, says } = check(linesOf(251));
		expect(isClean).toBe(false);
		expect(says).toContain('nodes/engine/a.ts has 251 lines, and 250 is the most');
	});

	it('refuses a median above 10 lines', () => {
		expect(check(functionOf('one', 3) + functionOf('two', 10) + functionOf('three', 30)).isClean).toBe(true);
		const { says } = check(functionOf('one', 3) + functionOf('two', 11) + functionOf('three', 30));
		expect(says).toContain('The median function has 11 lines');
	});

	it('refuses more than one function of ten that has 40 lines', () => {
		const small = Array.from({ length: 8 }, (_, place) => functionOf(`small${place}`, 3)).join('');
		expect(check(small + functionOf('large', 39) + functionOf('larger', 39)).isClean).toBe(true);
		expect(check(small + functionOf('large', 40) + functionOf('larger', 40)).says).toContain('up to 40 lines');
	});

	it('measures methods, constructors and arrows with a block, also one inside of another, and names the longest', () => {
		const { says } = check(
			'class A {\n\tconstructor() {}\n\tgo() {\n\t\tconst inner = () => {\n\t\t\tx;\n\t\t};\n\t}\n}\nconst short = () => 1;\n',
		);
		expect(says).toContain('3 functions');
		expect(says).toContain('5 lines: go (nodes/engine/a.ts:3)');
		expect(says).toContain('3 lines: inner (nodes/engine/a.ts:4)');
	});
});

import { expect, it } from 'vitest';
import { bracketsClose } from '../../../nodes/engine/sandbox/bracketsClose';

it.each([
	['typescript', 'function f(a: Map<string, number[]>): string { return `${a.size} }`; }'],
	['typescript', 'const pattern = /[)(/]+\\//g; const half = 4 / 2; // ('],
	['typescript', "const text = 'it\\'s ('; /* ] */"],
	['python', "def f(a):\n    return \"(\" + '''[\n'''  # )"],
	['javascript', 'const deep = `a ${{ b: `${[1]}` }.b} c`;'],
] as const)('is true of whole %s: %s', (language, code) => {
	expect(bracketsClose(code, language)).toBe(true);
});

it.each([
	['typescript', 'function f(a: number) { return a'],
	['typescript', 'return a; }'],
	['typescript', 'const text = `open'],
	['typescript', 'f(]'],
	['python', 'def f(a):\n    """open'],
	['python', "print('open\n)"],
] as const)('is false of a part of %s: %s', (language, code) => {
	expect(bracketsClose(code, language)).toBe(false);
});

import type { Language } from '../../nodes/engine/sandbox';

/** The same small programs in each language, for the contract. */
export interface Dialect {
	/** Adds two numbers. */
	readonly add: string;
	/** Seven assertions about add, of which the fifth and the sixth do not hold; the fifth is `add(5, 5)` against 11. */
	readonly fiveOfSeven: string;
	readonly allHold: string;
	/** Adds after a while. */
	readonly slowAdd: string;
	readonly awaitsAdd: string;
	/** Passes once, then loops. */
	readonly loopsAtTwo: string;
	readonly twoCalls: string;
	readonly noSyntax: string;
	readonly throwsWhenLoaded: string;
	readonly throwsAtTwo: string;
	readonly greets: string;
	readonly greetTests: string;
	readonly unreadableTests: string;
	readonly testsThatThrow: string;
	readonly neverReached: string;
	readonly comment: (text: string) => string;
	readonly bombs: Record<'timeout' | 'memory' | 'recursion' | 'output', readonly string[]>;
}

const script: Dialect = {
	add: 'function add(a, b) { return a + b; }',
	fiveOfSeven: `const assert = require('node:assert');
function test() {
	let candidate = add;
	assert.deepEqual(candidate(1, 1), 2);
	assert.equal(candidate(2, 2), 4);
	assert.strictEqual(candidate(3, 3), 6);
	assert.ok(candidate(4, 4) === 8);
	assert.strictEqual(candidate(5, 5), 11);
	assert.deepStrictEqual([candidate(6, 6)], [13]);
	assert(candidate(7, 7) === 14);
}
test();`,
	allHold: "const assert = require('node:assert');\nfor (const one of [1, 2, 3]) assert.strictEqual(add(one, 1), one + 1);",
	slowAdd: 'async function add(a, b) { await new Promise((done) => setTimeout(done, 50_000)); return a + b; }',
	awaitsAdd:
		"import assert from 'node:assert';\nassert.strictEqual(await add(1, 2), 3);\nasync function later() { assert.strictEqual(await add(2, 2), 4); }\nlater();",
	loopsAtTwo: 'function add(a, b) { while (a === 2) {} return a + b; }',
	twoCalls: "const assert = require('node:assert');\nassert.equal(add(1, 1), 2);\nassert.equal(add(2, 2), 4);",
	noSyntax: 'function add(a { return a }',
	throwsWhenLoaded: "throw new TypeError('not today');",
	throwsAtTwo: "function add(a, b) { if (a === 2) throw new RangeError('two is too much'); return a + b; }",
	greets: "function greet(name) { return 'Grüße, ' + name + ' 🎉'; }",
	greetTests:
		"const assert = require('node:assert');\nassert.strictEqual(greet('Zoë 漢字'), 'Grüße, Zoë 漢字 🎉');\nassert.strictEqual(greet('x'), 'Grüße, y 🎉');",
	unreadableTests: "const assert = require('node:assert');\nassert.equal(add(1, 1), 2;",
	testsThatThrow: "if (add(1, 1) !== 2) throw new Error('wrong sum');",
	neverReached:
		"const assert = require('node:assert');\nfor (const one of []) { assert.equal(add(one, 1), 2); assert.equal(add(one, 2), 4); }",
	comment: (text) => `/* ${text} */`,
	bombs: {
		timeout: [
			'function add() { for (;;) {} }',
			"function add() { return /^(a+)+$/.test('a'.repeat(64) + '!'); }",
			'const again = () => Promise.resolve().then(again);\nfunction add() { return again(); }\nadd();\nawait new Promise(() => {});',
		],
		memory: ['const kept = [];\nfor (;;) kept.push(new Array(1000).fill(1));'],
		recursion: ['function add(a, b) { return add(a + 1, b) + 1; }'],
		output: ["function add() { for (;;) console.log('boom '.repeat(100)); }"],
	},
};

const python: Dialect = {
	add: 'def add(a, b):\n    return a + b',
	fiveOfSeven: `def check(candidate):
    assert candidate(1, 1) == 2
    assert candidate(2, 2) == 4
    assert candidate(3, 3) == 6
    assert candidate(4, 4) == 8
    assert candidate(5, 5) == 11
    assert [candidate(6, 6)] == [13]
    assert candidate(7, 7) == 14
check(add)`,
	allHold: 'for one in [1, 2, 3]:\n    assert add(one, 1) == one + 1',
	slowAdd: 'import asyncio\nasync def add(a, b):\n    await asyncio.sleep(0.01)\n    return a + b',
	awaitsAdd: 'assert await add(1, 2) == 3\nasync def later():\n    assert await add(2, 2) == 4\nawait later()',
	loopsAtTwo: 'def add(a, b):\n    while a == 2: pass\n    return a + b',
	twoCalls: 'assert add(1, 1) == 2\nassert add(2, 2) == 4',
	noSyntax: 'def add(a\n    return a',
	throwsWhenLoaded: "raise TypeError('not today')",
	throwsAtTwo: "def add(a, b):\n    if a == 2: raise ValueError('two is too much')\n    return a + b",
	greets: "def greet(name):\n    return 'Grüße, ' + name + ' 🎉'",
	greetTests: "assert greet('Zoë 漢字') == 'Grüße, Zoë 漢字 🎉'\nassert greet('x') == 'Grüße, y 🎉'",
	unreadableTests: 'import math\nassert add(1, 1) == (2',
	testsThatThrow: "if add(1, 1) != 2: raise Exception('wrong sum')",
	neverReached: 'for one in []:\n    assert add(one, 1) == 2\n    assert add(one, 2) == 4',
	comment: (text) => text.replace(/^/gm, '# '),
	bombs: {
		timeout: ['def add(a, b):\n    while True: pass', "import re\ndef add(a, b): return re.match('^(a+)+$', 'a' * 64 + '!')"],
		memory: ["kept = []\nwhile True: kept.append('x' * 1000000 + str(len(kept)))"],
		recursion: ['def add(a, b): return add(a + 1, b)'],
		output: ["def add(a, b):\n    while True: print('boom ' * 100)"],
	},
};

/** The same with types, and with what only TypeScript has. */
const typed: Dialect = {
	...script,
	add: 'enum Sign { Plus = 1 }\nfunction add(a: number, b: number): number { return a + Sign.Plus * b; }',
	fiveOfSeven: `declare var require: any;\n${script.fiveOfSeven}`,
	slowAdd:
		'async function add(a: number, b: number): Promise<number> { await new Promise<void>((done) => setTimeout(done, 50_000)); return a + b; }',
	noSyntax: 'function add(a: number, : number) { return a }',
	greets: 'function greet(name: string): string { return `Grüße, ${name} 🎉`; }',
};

export const dialects: Record<Language, Dialect> = { javascript: script, typescript: typed, python };

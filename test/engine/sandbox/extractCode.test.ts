import { describe, expect, it } from 'vitest';
import { extractCode, extractReadings, type Language } from '../../../nodes/engine/sandbox';

const add = 'function add(a, b) {\n  return a + b;\n}';
const pythonAdd = 'def add(a, b):\n    return a + b';
const fence = '```';

describe('extractCode', () => {
	it.each<[string, string, Language, string | undefined]>([
		['a fenced block', `Here it is:\n${fence}javascript\n${add}\n${fence}\nHope it helps!`, 'javascript', add],
		['a fence of tildes', `~~~js\n${add}\n~~~`, 'javascript', add],
		['a fence without a language', `${fence}\n${add}\n${fence}`, 'javascript', add],
		['a fence whose language is in capitals', `${fence}JavaScript\n${add}\n${fence}`, 'javascript', add],
		['lines that end as on Windows', `Sure\r\n${fence}js\r\n${add.replaceAll('\n', '\r\n')}\r\n${fence}\r\n`, 'javascript', add],
		['an indented fence', `1. Do this:\n   ${fence}python\n   def add(a, b):\n       return a + b\n   ${fence}`, 'python', pythonAdd],
		['a fence that was cut off', `Sure!\n${fence}python\n${pythonAdd}`, 'python', pythonAdd],
		['bare code', add, 'javascript', add],
		['bare Python', pythonAdd, 'python', pythonAdd],
		['prose around bare code', `Sure, here is the function:\n\n${add}\n\nThis function adds two numbers.`, 'javascript', add],
		[
			'prose around bare Python',
			`Here is the solution:\n\n${pythonAdd}\n\nThis adds the two numbers and gives the sum.`,
			'python',
			pythonAdd,
		],
		[
			'a shell block beside the code',
			`${fence}bash\nnpm install\n${fence}\n${fence}js\n${add}\n${fence}\n${fence}text\n3\n${fence}`,
			'javascript',
			add,
		],
		['a block of the related language', `${fence}js\n${add}\n${fence}`, 'typescript', add],
		[
			'a draft that is defined again',
			`${fence}js\nfunction add(a, b) { return a - b; }\n${fence}\nWait, that is wrong:\n${fence}js\n${add}\n${fence}`,
			'javascript',
			add,
		],
		[
			'a block that only shows a call',
			`${fence}js\n${add}\n${fence}\nUse it so:\n${fence}js\nconsole.log(add(1, 2));\n${fence}`,
			'javascript',
			add,
		],
		[
			'several blocks that belong together',
			`${fence}python\nimport math\n${fence}\nthen\n${fence}python\n${pythonAdd}\n${fence}`,
			'python',
			`import math\n${pythonAdd}`,
		],
		[
			'the solution where a later example uses one of its names',
			`${fence}js\n${add}\nconst sum = add(1, 2);\n${fence}\nAnother:\n${fence}js\nconst sum = add(3, 4);\nconsole.log(sum);\n${fence}`,
			'javascript',
			`${add}\nconst sum = add(1, 2);`,
		],
		[
			'the solution beside tests of its own',
			`${fence}js\nconst assert = require("assert");\n${add}\n${fence}\n${fence}js\nconst assert = require("assert");\nassert.equal(add(1, 2), 3);\n${fence}`,
			'javascript',
			`const assert = require("assert");\n${add}`,
		],
		[
			'the solution beside a test function',
			`${fence}python\n${pythonAdd}\n${fence}\n${fence}python\ndef test_add():\n    assert add(1, 2) == 3\n${fence}`,
			'python',
			pythonAdd,
		],
		[
			'the solution beside what imports it',
			`${fence}js\nexport ${add}\n${fence}\n${fence}js\nimport { add } from "./add.js";\nconsole.log(add(1, 2));\n${fence}`,
			'javascript',
			`export ${add}`,
		],
		[
			'the solution beside broken code that is quoted',
			`Your code:\n${fence}js\nfunction sum(a {\n${fence}\nCorrected:\n${fence}js\n${add}\n${fence}`,
			'javascript',
			add,
		],
		[
			'the last complete version, not the sketch behind it',
			`${fence}js\n${add}\n${fence}\nWith a cache you would write:\n${fence}js\nfunction add(a, b) {\n  // ...\n}\n${fence}`,
			'javascript',
			add,
		],
		[
			'a constant that the solution needs',
			`${fence}js\nconst STEP = 2;\n${fence}\nand\n${fence}js\nfunction next(n) { return n + STEP; }\n${fence}`,
			'javascript',
			'const STEP = 2;\nfunction next(n) { return n + STEP; }',
		],
		['a fence that closes behind the last line', `${fence}js\n${add}${fence}\nThat adds.`, 'javascript', add],
		['a fence behind words', `Here it is: ${fence}js\n${add}\n${fence}`, 'javascript', add],
		['a fence in a list', `- ${fence}js\n  ${add.replaceAll('\n', '\n  ')}\n  ${fence}`, 'javascript', add],
		['a block in one line', `${fence}js const twice = (n) => n * 2;${fence}`, 'javascript', 'const twice = (n) => n * 2;'],
		['the tag es6', `${fence}es6\n${add}\n${fence}`, 'javascript', add],
		['the tag python3.12', `${fence}python3.12\n${pythonAdd}\n${fence}`, 'python', pythonAdd],
		['a tag in braces', `${fence}{python}\n${pythonAdd}\n${fence}`, 'python', pythonAdd],
		['the name of a file as tag', `${fence}add.js\n${add}\n${fence}`, 'javascript', add],
		['a tag that nobody knows', `${fence}solution\n${add}\n${fence}`, 'javascript', add],
		['indented Python', `${fence}python\n    def add(a, b):\n        return a + b\n${fence}`, 'python', pythonAdd],
		[
			'Python at its prompt',
			`${fence}python\n>>> def add(a, b):\n...     return a + b\n...\n>>> add(1, 2)\n3\n${fence}`,
			'python',
			`${pythonAdd}\n\nadd(1, 2)`,
		],
		['code between lines for a shell', `${fence}js\nnpm install\n${add}\n$ node add.js\n${fence}`, 'javascript', add],
		[
			'the method of a Python class Solution as a function',
			`${fence}python\nclass Solution:\n    def add(self, a, b):\n        return a + b\n${fence}`,
			'python',
			'class Solution:\n    def add(self, a, b):\n        return a + b\n\n\ndef add(*args, **kwargs):\n    return Solution().add(*args, **kwargs)',
		],
		['only prose', 'I am sorry, I cannot help with that.', 'javascript', undefined],
		['only a shell block', `${fence}bash\nnpm test\n${fence}`, 'javascript', undefined],
		['nothing', '', 'python', undefined],
		['an empty fence', `${fence}js\n${fence}`, 'javascript', undefined],
	])('reads %s', (_, text, language, code) => {
		expect(extractCode(text, language)).toBe(code === undefined ? undefined : `${code}\n`);
	});

	it('keeps fences that stand inside of the code with a longer fence', () => {
		const code = 'const text = `\n```\nx\n```\n`;';
		expect(extractCode(`${fence}\`js\n${code}\n${fence}\``, 'javascript')).toBe(`${code}\n`);
	});

	it('gives what else may be meant behind the likeliest code, where it can be parsed', () => {
		const helper = 'const half = (n) => n / 2;';
		expect(extractReadings(`${fence}js\n${helper}\n${fence}\n${fence}js\n${add}\n${fence}`, 'javascript')).toEqual([
			`${helper}\n${add}\n`,
			`${add}\n`,
			`${helper}\n`,
		]);
	});

	it('leaves out a block of TypeScript or Python that is cut off, where another is whole', () => {
		const typed = 'function add(a: number, b: number): number { return a + b; }';
		const cut = 'function add(a: number, b: number): number { return a +';
		expect(extractReadings(`${fence}ts\n${typed}\n${fence}\n${fence}ts\n${cut}\n${fence}`, 'typescript')).toEqual([`${typed}\n`]);
		const python = 'def add(a, b):\n    return a + b';
		expect(extractReadings(`${fence}python\n${python}\n${fence}\n${fence}python\ndef add(a, b:\n${fence}`, 'python')).toEqual([
			`${python}\n`,
		]);
	});

	it('never throws, and gives text or nothing', () => {
		let seed = 7;
		const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
		const pieces = [
			'```',
			'~~~',
			'\n',
			'\r\n',
			'js',
			'python',
			' ',
			'\t',
			'`',
			'function f() {',
			'}',
			'def f():',
			'Here is it.',
			'> ',
			'🎉',
			'\u0000',
			'(',
			'class A',
			'$ npm',
			'\uFEFF',
			'=',
		];
		for (let round = 0; round < 3000; round++) {
			const text = Array.from({ length: next(30) }, () => pieces[next(pieces.length)]).join('');
			for (const language of ['javascript', 'typescript', 'python'] as const) {
				const code = extractCode(text, language);
				if (code !== undefined) expect(code.trim()).not.toBe('');
			}
		}
	});
});

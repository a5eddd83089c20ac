type Shape = (length: number) => string;

const of =
	(unit: string): Shape =>
	(length) =>
		unit.repeat(Math.ceil(length / unit.length));

/** Runs of white space behind words that a careless pattern looks for. */
const words = [
	'function',
	'const f =',
	'export default',
	'import',
	'class Solution:',
	'def',
	'//',
	'...',
	'f(1) returns',
	'answer',
	'better:',
	'<function=x>',
	'Action:',
	'{',
	'- ',
];

/** Texts by kind that make careless code go back and forth, call itself too deep, or move everything for each letter; with about so many characters. */
export const hostileShapes: Readonly<Record<string, Shape>> = {
	spaces: (length) => `x${' '.repeat(length)}x`,
	lineBreaks: of('\n'),
	mixedSpaces: of(' \n\t'),
	emptyLinesInFence: (length) => `\`\`\`js\n${'\n'.repeat(length)}x\n\`\`\``,
	emptyLinesInOpenFence: (length) => `\`\`\`json\n${'\n'.repeat(length)}x`,
	openFences: of('```js\n'),
	backticks: (length) => `${'`'.repeat(length)}x\``,
	dots: (length) => `x${'.'.repeat(length)}x`,
	stars: (length) => `x ${'*'.repeat(length)} x`,
	quotes: (length) => `x${'"'.repeat(length)}x`,
	backslashes: of('\\'),
	openObjects: of('{'),
	openLists: of('['),
	crossedBrackets: of('}{'),
	nestedLists: (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
	nestedObjects: (length) => `${'{"a":'.repeat(length / 6)}1${'}'.repeat(length / 6)}`,
	nestedLoosely: (length) => "{'a':".repeat(length / 5),
	objects: of('{"a":1} '),
	looseObjects: of("{'a':1,}\n"),
	quotesWithin: (length) => `{"a": "${'he said "x" and '.repeat(length / 16)}"}`,
	openTexts: (length) => `{'a': "${'x" '.repeat(length / 3)}`,
	apostrophes: (length) => `{'a': '${"it's ".repeat(length / 5)}'}`,
	brokenTexts: (length) => `{"a": "${'x \n'.repeat(length / 3)}}`,
	curlyQuotes: (length) => `{“a”: “${'x” '.repeat(length / 3)}}`,
	withoutCommas: (length) => `{${'"a": 1 '.repeat(length / 7)}}`,
	concatenated: (length) => `{"a":${'"x" + '.repeat(length / 6)}"y"}`,
	longNumber: (length) => `{"a":${'1'.repeat(length)}}`,
	digits: of('9'),
	fraction: (length) => `1/${'7'.repeat(length)}`,
	otherDigits: of('٣'),
	exponents: of('1⁵'),
	halves: of('½'),
	sums: of('1 + '),
	boxes: of('\\boxed{'),
	fractions: of('\\frac{'),
	hashes: of('#### 5\n'),
	answers: of('answer is '),
	verdicts: of('Verdict: A\n'),
	choices: of('A) x\n'),
	calls: of('<tool_call>'),
	wholeCalls: of('<tool_call>{"name":"x","arguments":{}}</tool_call>'),
	pythonCalls: (length) => `[${'x(a=1), '.repeat(length / 8)}]`,
	thinking: of('<think>'),
	quotedThinking: of('`</think>` '),
	tokens: of('<|channel|>analysis<|message|>a<|end|>'),
	citations: of('[F1 "'),
	methods: (length) =>
		`\`\`\`python\nclass Solution:\n${Array.from({ length: length / 30 }, (_, index) => `    def f${index}(self): return 1\n`).join('')}\`\`\``,
	functions: (length) =>
		`\`\`\`js\n${Array.from({ length: length / 27 }, (_, index) => `function f${index}() { return 1 }\n`).join('')}\`\`\``,
	marks: (length) => `a${'\u0315\u0323'.repeat(length / 2)}`,
	ligatures: of('ﷺ'),
	halfCharacters: of('\ud800'),
	unseen: of('\u200b'),
	chinese: of('東京'),
	addresses: of('https://me:x'),
	...Object.fromEntries(
		words.flatMap((word) =>
			[' ', '\n'].map((space) => [`${word} and ${JSON.stringify(space)}`, (length: number) => `${word}${space.repeat(length)}\u2060`]),
		),
	),
};

/** A kind of text that careless code takes very long to read; it has about as many characters as are asked for. */
export interface HostileKind {
	readonly name: string;
	readonly write: (characters: number) => string;
}

const of = (unit: string) => (characters: number) => unit.repeat(Math.ceil(characters / unit.length));

/** What a model may write instead of an answer. */
export const hostileAnswers: readonly HostileKind[] = [
	{ name: 'empty lines in a fence', write: (characters) => `\`\`\`json\n${'\n'.repeat(characters)}x` },
	{ name: 'spaces in a fence', write: (characters) => `\`\`\`\n{${' '.repeat(characters)}x` },
	{ name: 'full stops', write: (characters) => `x${'.'.repeat(characters)}x` },
	{ name: 'quotes', write: (characters) => `x${'"'.repeat(characters)}x` },
	{ name: 'opened objects', write: of('{') },
	{ name: 'nested lists', write: (characters) => `{"a":${'['.repeat(characters / 2)}${']'.repeat(characters / 2)}}` },
	{ name: 'objects that are not to the letter', write: of("{'a': 1,} ") },
	{ name: 'backslashes', write: of('\\') },
	{ name: 'digits', write: of('9') },
	{ name: 'fractions', write: of('½') },
	{ name: 'other digits', write: of('٣') },
	{ name: 'marks on one letter', write: (characters) => `a${'\u0315\u0323'.repeat(characters / 2)}` },
	{ name: 'opened boxes', write: of('\\boxed{') },
	{ name: 'answers', write: of('answer is ') },
	{ name: 'opened calls', write: of('<tool_call>') },
	{ name: 'ends of thinking', write: of('`</think>` ') },
	{ name: 'opened fences', write: of('```js\n') },
	{ name: 'half a function', write: (characters) => `\`\`\`js\nfunction${' '.repeat(characters)}!\n\`\`\`` },
	{ name: 'empty lines in code', write: (characters) => `\`\`\`js\n${'\n'.repeat(characters)}x\n\`\`\`` },
	{ name: 'opened citations', write: of('[F1 "') },
];

/** What a page may be made of. */
export const hostilePages: readonly HostileKind[] = [
	{ name: 'comments', write: of('<!-- a -->') },
	{
		name: 'wide cells',
		write: (characters) => `<table>${'<tr><td colspan="100000" rowspan="100000">a</td></tr>'.repeat(characters / 54)}`,
	},
	{ name: 'nested boxes', write: of('<div>') },
	{ name: 'nested tables', write: of('<table><tr><td>') },
	{ name: 'opened tags', write: of('<a href="') },
	{ name: 'empty lines', write: of('\n') },
];

/** What a caller may name a function. */
export const hostileNames: readonly string[] = ['(a+)+$', '([a-zA-Z]+)*\\(', '.*.*.*.*=', '__proto__', 'x'.repeat(20_000)];

/** What may be written as a candidate. */
export const hostileCandidates: readonly string[] = [
	'while (true) {}',
	'const kept = []; for (;;) kept.push(new Array(100000).fill(1));',
	"return 'x'.repeat(2 ** 29);",
	"/(a+)+$/.test('a'.repeat(40) + '!');",
];

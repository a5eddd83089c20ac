import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface HumanEvalTask {
	readonly name: string;
	readonly prompt: string;
	readonly tests: string;
	/** What one clone wrote that passes. */
	readonly passing: string;
	/** What four clones wrote that does not, each wrong in another way. */
	readonly failing: readonly string[];
	/** One of the failing never ends. */
	readonly loops: boolean;
}

type Mistake = (solution: string, slip: string, prompt: string) => string;

/** Ways in which models get a function wrong. The slip is recorded for each task: one changed operator or a lost return. */
const mistakes: { readonly [Name in 'slip' | 'cutOff' | 'throws' | 'unreadable' | 'prose' | 'elsewhere' | 'loops']: Mistake } = {
	slip: (_, slip) => fenced(slip),
	cutOff: (solution) => `Here is the function:\n\`\`\`js\n${solution.slice(0, Math.floor(solution.length * 0.6))}`,
	throws: (solution) => fenced(solution.replace(/\{\n/, "{\n  throw new Error('Not implemented yet');\n")),
	unreadable: (solution) => fenced(`${solution.trimEnd().slice(0, -1)})`),
	prose: (_, __, prompt) =>
		`To solve this, I would first look at the examples.\n${prompt.split('\n')[0]?.replace(/^\/\/\s*/, '') ?? ''}\nThen the rest follows.`,
	elsewhere: (solution) => fenced(solution.replace(/function (\w+)/, 'function my_$1')),
	loops: (solution) => fenced(solution.replace(/\{\n/, '{\n  while (true) {}\n')),
};

/** Slow to fail, so only one task in so many has one. */
const loopEvery = 16;

/** The 79 tasks, each with five recorded candidates of which exactly one passes. */
export function readHumanEval(): readonly HumanEvalTask[] {
	const rows = gunzipSync(readData('humaneval-js.jsonl.gz')).toString().trim().split('\n');
	const solutions = JSON.parse(readData('humaneval-js-solutions.json').toString()) as Record<string, string>;
	const slips = JSON.parse(readData('humaneval-js-mistakes.json').toString()) as Record<string, string>;
	return rows.map((row, index) => {
		const { name, prompt, tests } = JSON.parse(row) as Pick<HumanEvalTask, 'name' | 'prompt' | 'tests'>;
		const [solution, slip] = [solutions[name], slips[name]];
		if (solution === undefined || slip === undefined) throw new Error(`No candidates are recorded for ${name}`);
		const loops = index % loopEvery === 3;
		const ways = [
			mistakes.slip,
			index % 2 === 0 ? mistakes.cutOff : mistakes.unreadable,
			loops ? mistakes.loops : mistakes.throws,
			index % 3 === 0 ? mistakes.elsewhere : mistakes.prose,
		];
		const passing = index % 5 === 4 ? solution : `Let me think.\n\n${fenced(solution)}\nThis handles all cases.`;
		return { name, prompt, tests, passing, failing: ways.map((mistake) => mistake(solution, slip, prompt)), loops };
	});
}

function readData(name: string): Buffer {
	return readFileSync(join(__dirname, '../../data', name));
}

function fenced(code: string): string {
	return `\`\`\`javascript\n${code}\n\`\`\``;
}

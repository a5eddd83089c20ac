import { call, toolOutputsIn } from '../support/toolOf.ts';
import type { ChatBody, ScriptedAnswer } from '../support/vllmDouble/index.ts';

const promptOf = ({ messages = [] }: ChatBody) => messages.map(({ content }) => String(content)).join('\n');

/** Each message is asked about several times: what is said the first time, the second, and so on. */
type InTurn = readonly string[];

const unsure: InTurn = ['bug', 'praise', 'question', 'billing', 'bug'];
const turnsByMessage: Readonly<Record<string, InTurn>> = {
	'It does what it does.': [...unsure, 'question', 'question', 'question'],
	'Hm, well.': [...unsure, 'praise', 'question', 'billing'],
	// The one row of the batch on which no two clones agree.
	'My whole team likes the printer in room 12.': ['bug', 'praise', 'question'],
};

const keywords: ReadonlyArray<readonly [words: RegExp, category: string]> = [
	[/charge|receipt|pay for|amount|price/i, 'billing'],
	[/error|empty|cannot open|loses|freezes/i, 'bug'],
	[/thank|well done|likes|best experience/i, 'praise'],
	[/./, 'question'],
];

const largest = (body: string) => `\`\`\`javascript\nfunction largest(numbers) {\n  ${body}\n}\n\`\`\``;
const versions = [
	'return numbers[0];',
	'return Math.max(...numbers);',
	'return;',
	'return Math.max(0, ...numbers);',
	'return numbers.sort()[0];',
];
const blue = 'The air scatters blue light more than red light, so the sky looks blue.';
const german = 'Die Werkstatt bleibt am Montag geschlossen, weil die Heizung repariert wird.';
const invoice = { supplier: 'Hansen Office Supplies', invoiceNumber: '2026-1187', date: '2026-11-14', total: 399.5, currency: 'EUR' };

/** What the five clones of one run say, whichever comes when: their seeds count up. */
const byClone = <Reply>({ seed = 0 }: ChatBody, said: readonly Reply[]): Reply => said[seed % said.length] as Reply;

/** A model that answers what every pattern asks on its sample, each time a little differently where clones are to differ. */
export function createPatternModel(): (body: ChatBody) => ScriptedAnswer | string {
	const asked = new Map<string, number>();
	const classify = (message: string): string => {
		const turn = asked.get(message) ?? 0;
		asked.set(message, turn + 1);
		const category = turnsByMessage[message]?.[turn] ?? keywords.find(([words]) => words.test(message))?.[1];
		return JSON.stringify({ category });
	};
	return (body) => {
		const prompt = promptOf(body);
		const message = /Message: (.*)/.exec(prompt)?.[1];
		return message === undefined ? say(body, prompt) : classify(message);
	};
}

function say(body: ChatBody, prompt: string): ScriptedAnswer | string {
	if (prompt.includes('You compare two answers'))
		return JSON.stringify({ reason: 'It says all.', verdict: /name="A"[^>]*>[^<]*Heizung/.test(prompt) ? 'A' : 'B' });
	if (prompt.includes('Rank several answers'))
		return JSON.stringify({ ranking: prompt.includes('Answer C:') ? ['B', 'A', 'C'] : ['B', 'A'], criticism: 'C gives no reason.' });
	if (prompt.includes('You write one final answer'))
		return `One repository.\n\n${/### Dissent \S+(?=")/.exec(prompt)?.[0] ?? ''}\n- Clone 3: several`;
	if (prompt.includes('one repository or in several')) return byClone(body, ['Several.', 'One, as all see it.', 'One.']);
	if (prompt.includes('You write a report on a task')) return writeReport(prompt);
	if (prompt.includes('days of holiday')) return lookUp(body);
	if (prompt.includes('17 boxes')) return toolOutputsIn(body).length > 0 ? 'They are 306 litres.' : multiply(body);
	if (prompt.includes('Hansen'))
		return JSON.stringify({ ...invoice, ...byClone(body, [{}, {}, { total: 387 }, { date: '2026-11-28' }, {}]) });
	if (prompt.includes('into German')) return byClone(body, [german, german, 'Am Montag zu.', 'Montag: Workshop closed.']);
	if (prompt.includes('largest(numbers)')) return largest(byClone(body, versions));
	if (prompt.includes('sky blue')) return byClone(body, [blue, blue, 'Because it is.', blue, blue]);
	if (prompt.includes('in JSON?')) return '{"colour": "red"}';
	if (prompt.includes('my name is Anna')) return 'You are called Anna.';
	return 'The leaves lose their green, and the red shows.';
}

const multiply = (body: ChatBody): ScriptedAnswer => ({
	toolCalls: [call('Calculator', { input: byClone(body, ['17 * 24 * 0.75', '17 * 24 * 0.75', '17 + 24', '17 * 24 * 0.75', '17 * 24']) })],
});

const quote = 'Up to 5 days may be taken over into the next year';

function lookUp(body: ChatBody): ScriptedAnswer | string {
	const told = toolOutputsIn(body);
	if (told.length === 0) return { toolCalls: [call('Recall', { query: 'holiday days' })] };
	const source = /source="([^"]+)"/.exec(told[0] ?? '')?.[1] ?? 'none';
	if (told.length === 1) return { toolCalls: [call('post_finding', { claim: 'Five days may be taken over', quote, source })] };
	return 'You have 28 days, and 5 may be taken over.';
}

function writeReport(prompt: string): string {
	const id = /id="(F\d+)"/.exec(prompt)?.[1] ?? 'F0';
	return `You may take over 5 days [${id} "${quote}"]. The rest is lost in summer [${id} "the rest is lost"].`;
}

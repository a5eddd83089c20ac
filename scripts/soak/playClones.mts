import { hostileAnswers, hostileCandidates } from './hostileTexts.mts';

/** A chat request as far as it is looked at here. */
export interface SoakRequest {
	readonly messages: ReadonlyArray<{ readonly role: string; readonly content?: unknown }>;
	readonly tools?: ReadonlyArray<{ readonly function: { readonly name: string } }>;
}

/** What a clone says. */
export interface SoakReply {
	readonly text?: string;
	readonly calls?: ReadonlyArray<readonly [name: string, parameters: Readonly<Record<string, string>>]>;
}

const HOSTILE_CHARACTERS = 200_000;
const bodies = ['return a - b;', 'return a * b;', 'return a + b;', 'return;', 'throw new Error("no");'];

/** Plays the clones of all three templates; it goes by what it is told, and by how often it was asked in each run. */
export class Clones {
	private readonly asked = new Map<string, number>();

	private readonly origin: string;

	constructor(origin: string) {
		this.origin = origin;
	}

	answer(request: SoakRequest): SoakReply {
		const told = request.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content));
		const prompt = request.messages
			.filter(({ role }) => role !== 'tool')
			.map(({ content }) => String(content))
			.join('\n');
		const code = /function add_(m\d{5}[xh])/.exec(prompt)?.[1];
		if (code !== undefined) return { text: this.writeCode(code) };
		const question = last(prompt, /What does (m\d{5}[xh]) stand for\?/g);
		if (question !== undefined) return { text: this.sayAnswer(question) };
		const research = last(prompt, /How tall is the tower of (m\d{5}[xh])\?/g);
		return research === undefined ? { text: 'Nothing was asked.' } : this.look(research, prompt, told, request);
	}

	private turnOf(mark: string): number {
		const turn = this.asked.get(mark) ?? 0;
		this.asked.set(mark, turn + 1);
		return turn;
	}

	private writeCode(mark: string): string {
		const turn = this.turnOf(mark);
		const good = bodies[turn % bodies.length] as string;
		const isBad = mark.endsWith('h') && turn % bodies.length !== 2;
		if (isBad && turn % 2 === 0) return hostileText(mark, turn);
		const body = isBad ? hostileCandidates[turn % hostileCandidates.length] : good;
		return `\`\`\`javascript\nfunction add_${mark}(a, b) {\n  ${body}\n}\n\`\`\``;
	}

	/** The one that merges is asked last, and is told all that the others said. */
	private sayAnswer(mark: string): string {
		const turn = this.turnOf(mark);
		const answer = `It stands for ${mark}.`;
		return mark.endsWith('h') && turn > 0 && turn < 4 ? `${answer}\n${hostileText(mark, turn)}` : answer;
	}

	private look(mark: string, prompt: string, told: readonly string[], { tools = [] }: SoakRequest): SoakReply {
		if (prompt.includes('You write a report on a task')) return { text: `The tower of ${mark} is 42 metres tall [F1].` };
		const has = (name: string) => tools.some((tool) => tool.function.name === name);
		if (prompt.includes('Round 2.')) return { text: 'Nothing is missing.' };
		if (has('Recall')) return told.length === 0 ? { calls: [['Recall', { query: `tower ${mark}` }]] } : { text: 'Nothing was known.' };
		if (has('Calculator') && told.length === 0) return { calls: [['Calculator', { input: '6 * 7' }]] };
		if (!has('Open_page')) return { text: 'I have worked it out.' };
		if (told.length === 0) return { calls: [['Search_the_web', { q: `tower of ${mark}` }]] };
		if (told.length === 1) return { calls: [['Open_page', { url: `${this.origin}/pages/${mark}` }]] };
		const quote = `The tower of ${mark} is 42 metres tall`;
		const source = told.map((each) => (each.includes(quote) ? /source="([^"]+)"/.exec(each)?.[1] : undefined)).find(Boolean) ?? 'none';
		return told.length === 2 ? { calls: [['post_finding', { claim: quote, quote, source }]] } : { text: 'I have looked.' };
	}
}

function hostileText(mark: string, turn: number): string {
	const kind = hostileAnswers[(Number(mark.slice(1, 6)) + turn) % hostileAnswers.length];
	return kind?.write(HOSTILE_CHARACTERS) ?? '';
}

function last(text: string, pattern: RegExp): string | undefined {
	return [...text.matchAll(pattern)].at(-1)?.[1];
}

import type { ToolCall } from '../../candidate';
import { hashOf } from '../../hashOf';
import { compileSchema, type SchemaCheck } from '../../jsonSchema';
import { saysNothing } from '../../quotes/saysNothing';
import { errorIn } from '../../quotes/tellsOfError';
import type { Source, Tool, ToolDescription, ToolUse } from '../../tool';
import { describeOutput } from './describeOutput';
import { echoesArguments } from './echoesArguments';
import { NotTaken } from './notTaken';
import { MOST_CALLS_A_STEP, type ToolLimits } from './toolLimits';
import { withinTime } from '../../withinTime';
import { thrownWords } from './thrownWords';
import { wordsOf } from './wordsOf';
import { linesOf } from './writeLines';

/** What the clone is told about one call: an output to read, or a sentence. */
export type CallOutcome =
	| { readonly kind: 'output'; readonly source: Source; readonly leftOut: number }
	/** In its own words, which are no more to be trusted than what it gives back. */
	| { readonly kind: 'failure'; readonly tool: string; readonly words: string }
	| { readonly kind: 'sentence'; readonly text: string };

interface CallResult {
	readonly outcome: ToolUse['outcome'];
	readonly told: CallOutcome;
	readonly characters?: number;
	readonly trouble?: string;
	readonly durationMs?: number;
}

const MOST_TROUBLE_CHARACTERS = 500;
const ECHO = 'It gave back nothing but what it was asked with, as nodes of n8n do where their answer is a file';

/** The tools of one clone, with what it did with them. */
export class Toolbox {
	readonly uses: ToolUse[] = [];
	private readonly toolsByName: ReadonlyMap<string, Tool>;
	private readonly checks = new Map<string, SchemaCheck | undefined>();
	/** The step in which exactly this call was answered, or last tried. */
	private readonly made = new Map<string, { readonly step: number; readonly outcome: ToolUse['outcome']; readonly times: number }>();
	/** The call that brought a source, by the name of the source. */
	private readonly callOf = new Map<string, string>();
	private outputs = 0;

	constructor(
		private readonly clone: number,
		readonly tools: readonly Tool[],
		private readonly limits: ToolLimits,
		/** Filled with what the tools gave back, by its id. */
		readonly sources: Map<string, Source> = new Map(),
		/** What its clone works on: words of it tell nothing that a tool has found. */
		private readonly task = '',
	) {
		this.toolsByName = new Map(tools.map((tool) => [tool.name, tool]));
	}

	get descriptions(): readonly ToolDescription[] {
		return this.tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
	}

	get names(): readonly string[] {
		return [...this.toolsByName.keys()];
	}

	/** Whether any tool gave back something that an answer may stand on. */
	get hasFound(): boolean {
		return this.uses.some(({ source = '' }) => this.sources.has(source) && this.sources.get(source)?.hasFoundNothing !== true);
	}

	/**
	 * Makes all calls of one step side by side, and says in their order what the clone is to be told.
	 *
	 * None takes longer than `mostMs`. A call that was answered before is not made again, unless its output was lost; one with arguments that do not fit is not made at all.
	 *
	 * @throws whatever `signal.reason` is when aborted.
	 */
	async useAll(
		step: number,
		calls: readonly ToolCall[],
		signal: AbortSignal,
		mostMs = Number.POSITIVE_INFINITY,
	): Promise<readonly CallOutcome[]> {
		const limits = { ...this.limits, timeoutMs: Math.min(this.limits.timeoutMs, mostMs) };
		const results = await Promise.all(calls.map(async (call, index) => await this.use(step, call, index, limits, signal)));
		return results.map(({ told, durationMs = 0, ...made }, index) => {
			const { name = '', arguments: asked = '' } = calls[index] ?? {};
			this.uses.push({
				step,
				name,
				...this.tellTool(name),
				asked,
				...made,
				...(told.kind === 'output' ? tellSource(told.source) : {}),
				durationMs,
			});
			return told;
		});
	}

	private tellTool(name: string): Pick<ToolUse, 'label' | 'board'> {
		const { label, speaksForUs } = this.toolsByName.get(name) ?? {};
		return { ...(label !== undefined && label !== name && { label }), ...(speaksForUs && { board: true }) };
	}

	/** What a source said is no longer before the clone: the call that brought it may be made again. */
	lose(source: string): void {
		const call = this.callOf.get(source);
		if (call !== undefined) this.made.delete(call);
	}

	private async use(step: number, call: ToolCall, index: number, limits: ToolLimits, signal: AbortSignal): Promise<CallResult> {
		if (index >= MOST_CALLS_A_STEP) return refuse(`Only ${MOST_CALLS_A_STEP} calls are made in one step.`);
		const tool = this.toolsByName.get(call.name);
		if (tool === undefined) {
			const tell = (names: readonly string[]) =>
				`There is no tool ${JSON.stringify(call.name.slice(0, 80))}. There is ${names.join(', ')}.`;
			return refuse(tell(this.names), tell(this.tools.map(({ name, label = name }) => label)));
		}
		const parameters = readArguments(call.arguments);
		if (parameters === undefined) return refuse('The arguments are not a JSON object.');
		const complaints = this.checkOf(tool)?.(parameters) ?? [];
		if (complaints.length > 0) return refuse(`The arguments do not fit: ${complaints.slice(0, 3).join('; ')}.`);

		const key = hashOf([call.name, parameters]);
		const before = this.made.get(key);
		if (before?.outcome === 'answered')
			return { outcome: 'repeated', told: sentence(`Exactly this call was made in step ${before.step}: read its output there.`) };
		if (before !== undefined && before.times > 1)
			return { outcome: 'repeated', told: sentence('You tried exactly this call twice, in vain. Try something else.') };
		// Written down before the call is made: the same call may come twice in one step.
		this.made.set(key, { step, outcome: 'answered', times: (before?.times ?? 0) + 1 });
		const made = await this.call(tool, parameters, call.arguments, limits, signal);
		if (made.told.kind === 'output') this.callOf.set(made.told.source.id, key);
		this.made.set(key, { step, outcome: made.outcome, times: (before?.times ?? 0) + 1 });
		return made;
	}

	private async call(
		tool: Tool,
		parameters: Readonly<Record<string, unknown>>,
		asked: string,
		{ timeoutMs, mostCharacters }: ToolLimits,
		signal: AbortSignal,
	): Promise<CallResult> {
		const startedAt = performance.now();
		const ended = await withinTime(async (callSignal) => await tool.use(parameters, callSignal), timeoutMs, signal);
		const durationMs = Math.round(performance.now() - startedAt);
		if (ended.kind === 'late')
			return { ...trouble('timedOut', `It gave no answer within ${Number((timeoutMs / 1000).toPrecision(3))} s`), durationMs };
		if (ended.kind === 'threw' && ended.error instanceof NotTaken) return { ...refuse(ended.error.message), durationMs };
		if (ended.kind === 'threw') return { ...failure(tool.name, messageOf(ended.error)), durationMs };
		const described = await describeOutput(ended.value, signal);
		if ('trouble' in described) return { ...trouble('answered', described.trouble), durationMs };
		if (tool.speaksForUs === true) return { outcome: 'answered', told: sentence(described.text), durationMs };
		const thrown = thrownWords(described.text);
		if (thrown !== undefined) return { ...failure(tool.name, cut(thrown, MOST_TROUBLE_CHARACTERS)), durationMs };
		if (await echoesArguments(described.text, parameters, signal)) return { ...trouble('answered', ECHO), durationMs };
		const about = `${this.task} ${asked} ${tool.name}`;
		const error = errorIn(described.text, about);
		const hasFoundNothing = described.hasFoundNothing === true || error !== undefined || saysNothing(described.text, about);
		const text = cut(described.text, mostCharacters);
		const addresses = described.addresses?.filter(({ from }) => from < linesOf(text));
		const source = {
			id: `S${this.clone}.${++this.outputs}`,
			tool: tool.name,
			...(tool.label !== undefined && tool.label !== tool.name && { label: tool.label }),
			asked,
			text,
			...(addresses !== undefined && { addresses }),
			...(hasFoundNothing && { hasFoundNothing }),
		};
		this.sources.set(source.id, source);
		return {
			outcome: 'answered',
			told: { kind: 'output', source, leftOut: Math.max(0, described.text.length - mostCharacters) },
			characters: described.text.length,
			...(error !== undefined && { trouble: `It gave back an error: ${error}` }),
			durationMs,
		};
	}

	/** A schema that cannot be compiled checks nothing: the tool will complain itself. */
	private checkOf(tool: Tool): SchemaCheck | undefined {
		if (!this.checks.has(tool.name)) {
			let check: SchemaCheck | undefined;
			try {
				check = compileSchema(tool.parameters, 'JSON Schema', 'they');
			} catch {
				check = undefined;
			}
			this.checks.set(tool.name, check);
		}
		return this.checks.get(tool.name);
	}
}

function tellSource({ id, hasFoundNothing }: Source): Pick<ToolUse, 'source' | 'hasFoundNothing'> {
	return { source: id, ...(hasFoundNothing && { hasFoundNothing }) };
}

/** The clone is told the one, and people the other. */
function refuse(text: string, trouble = text): CallResult {
	return { outcome: 'refused', told: sentence(text), trouble };
}

function trouble(outcome: 'answered' | 'timedOut', text: string): CallResult {
	return { outcome, told: sentence(`${text}.`), trouble: text };
}

function failure(tool: string, words: string): CallResult {
	return { outcome: 'threw', told: { kind: 'failure', tool, words }, trouble: words };
}

function sentence(text: string): CallOutcome {
	return { kind: 'sentence', text };
}

function messageOf(error: unknown): string {
	return cut(wordsOf(error) || 'It broke off without a word', MOST_TROUBLE_CHARACTERS);
}

/** Never between the two halves of a character. */
function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	const end = /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
	return text.slice(0, end);
}

function readArguments(words: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value = JSON.parse(words.trim() === '' ? '{}' : words) as unknown;
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

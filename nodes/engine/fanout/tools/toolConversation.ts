import type { ToolCall } from '../../candidate';
import type { AskOptions, ChatAnswer, ChatMessage, ChatRequest, Endpoint } from '../../endpoint/endpoint';
import { isEndpointError, type EndpointErrorKind } from '../../endpoint/endpointError';
import { hasCallMarks } from '../../endpoint/writtenCalls/findWrittenCalls';
import type { SchemaCheck } from '../../jsonSchema';
import type { Fence } from '../../prompts/fence';
import { jsonAgainPrompt } from '../../prompts/jsonAnswer';
import { answerWithoutToolsPrompt, outputLeftOutMessage, stepsUsedPrompt, useToolsPrompt, writtenCallPrompt } from '../../prompts/toolUse';
import { quoteBeginning, readForm, toAnswered, WrongFormError, type Answered } from '../askClone';
import type { CloneWork } from '../cloneWork';
import type { ClonePlan } from '../planClones';
import { ToolUseError } from './errors';
import type { Toolbox } from './toolbox';
import { MOST_CALLS_A_STEP } from './toolLimits';
import { withWholeArguments, writeOutput } from './toolMessages';
import { checkTime, inToolTime } from './toolTime';
import { WorkTime } from './workTime';

/** What a clone with tools needs besides a plain one. */
export interface ToolKit {
	readonly toolbox: Toolbox;
	readonly mostSteps: number;
	readonly fence: Fence;
	/** Tools that it is there for: where it answers without any of them, it is asked once to use them; absent or empty: it may leave them. */
	readonly meantTools?: () => readonly string[];
}

/** The output in a message; absent `source`: a failure. What was `said` behind it stays when the output has to make room. */
interface ShownOutput {
	readonly source?: string;
	readonly said: string;
}

/** What a server says of a prompt that leaves no room, for itself or for the answer. */
const tooLong: ReadonlySet<string> = new Set(['promptTooLong', 'maxTokensTooLarge'] satisfies EndpointErrorKind[]);
/** Steps in which no call could be made, after which the tools are taken away. */
const MOST_BROKEN_STEPS = 2;

/**
 * One clone that works with tools until it answers, and goes on from there when asked again.
 *
 * All calls of one step run side by side. What goes wrong with a tool is told to the clone. Calls written as text, or broken ones, are asked for once more; after that, and when its steps are used up, the clone
 * is asked for its answer without tools. Where the prompt grows too long, the oldest outputs make room. A JSON answer that does not fit is asked for once more.
 */
export class ToolConversation implements CloneWork {
	readonly asksOften = true;
	private messages: ChatMessage[];
	private options!: AskOptions;
	private readonly answers: ChatAnswer[] = [];
	/** The messages that show what a tool said, with what is ours behind it. */
	private readonly shown = new Map<ChatMessage, ShownOutput>();
	private readonly time = new WorkTime();
	private step = 0;
	private isAskedToUseTools = false;
	/** Another round begins with what all clones have found. */
	private hasSeenFindings = false;

	constructor(
		private readonly endpoint: Endpoint,
		private readonly plan: ClonePlan,
		private readonly check: SchemaCheck | undefined,
		private readonly kit: ToolKit,
	) {
		this.messages = [...plan.request.messages];
	}

	/**
	 * Works towards an answer, from the second time on with `prompt` as what is new. Usage, duration, attempts and uses are those of all answers so far; `options.timeoutMs` covers this one.
	 *
	 * @throws ToolUseError when its time is over while tools work, or it never writes but calls.
	 * @throws WrongFormError, and what `endpoint.chat` throws; whatever `options.signal.reason` is when aborted.
	 */
	async answer(options: AskOptions, prompt?: string): Promise<Answered> {
		this.options = { startedAt: Date.now(), ...options };
		this.time.begin();
		const before = [...this.messages];
		if (prompt !== undefined) {
			this.hasSeenFindings = true;
			this.say(prompt);
		}
		try {
			return await this.finish();
		} catch (error) {
			// Half an exchange, such as a call without its output, is none that a server would take again.
			for (const message of this.messages.slice(before.length)) this.lose(message);
			this.messages = before;
			throw error;
		} finally {
			this.time.end();
		}
	}

	private async finish(): Promise<Answered> {
		const last = await this.work();
		const answered = this.check === undefined ? this.toAnswered(last) : await this.inForm(last, this.check);
		this.messages.push({ role: 'assistant', content: answered.text });
		return answered;
	}

	private async work(): Promise<ChatAnswer> {
		const { mostSteps } = this.kit;
		let brokenSteps = 0;
		for (let made = 0; made < mostSteps; made++) {
			const answer = await this.ask(true);
			if (answer.toolCalls === undefined && !hasCallMarks(answer.text) && this.mayAskToUseTools(answer)) {
				made--;
				continue;
			}
			if (answer.toolCalls !== undefined) {
				if (await this.useTools(++this.step, answer, answer.toolCalls)) continue;
				if (++brokenSteps >= MOST_BROKEN_STEPS) return await this.askForAnswer(answerWithoutToolsPrompt);
				continue;
			}
			if (!hasCallMarks(answer.text)) return answer;
			this.messages.push({ role: 'assistant', content: answer.text });
			if (++brokenSteps >= MOST_BROKEN_STEPS) return await this.askForAnswer(answerWithoutToolsPrompt);
			this.say(writtenCallPrompt);
		}
		return await this.askForAnswer(stepsUsedPrompt(mostSteps));
	}

	/** Once, however many rounds there are. */
	private mayAskToUseTools({ text }: ChatAnswer): boolean {
		const meant = this.kit.meantTools?.() ?? [];
		if (this.isAskedToUseTools || meant.length === 0 || this.kit.toolbox.uses.some(({ name }) => meant.includes(name))) return false;
		this.isAskedToUseTools = true;
		this.messages.push({ role: 'assistant', content: text });
		this.say(useToolsPrompt(meant));
		return true;
	}

	/** Some chat templates refuse two turns of the user in a row, and do not count a tool's between them. */
	private say(prompt: string): void {
		const last = this.messages.at(-1);
		if (last === undefined || last.role === 'assistant' || last.role === 'system') this.messages.push({ role: 'user', content: prompt });
		else {
			const longer = { ...last, content: `${last.content}\n\n${prompt}` };
			this.messages[this.messages.length - 1] = longer;
			const output = this.shown.get(last);
			if (output !== undefined) this.shown.set(longer, { ...output, said: `${output.said}\n\n${prompt}` });
		}
	}

	/** True where at least one call was one. */
	private async useTools(step: number, answer: ChatAnswer, calls: readonly ToolCall[]): Promise<boolean> {
		const { toolbox } = this.kit;
		const named = calls
			.slice(0, MOST_CALLS_A_STEP)
			.map((call, index) => ({ ...call, id: call.id === '' ? `call-${step}-${index + 1}` : call.id }));
		const told = await inToolTime(
			this.options,
			() => toolbox.uses.length,
			async (signal) => await toolbox.useAll(step, named, signal),
		);
		this.messages.push({
			role: 'assistant',
			content: answer.text,
			...(answer.sentBack === undefined ? {} : { sentBack: answer.sentBack }),
			toolCalls: named.map(withWholeArguments),
		});
		for (const [index, each] of told.entries()) {
			const message: ChatMessage = { role: 'tool', content: writeOutput(each, this.kit.fence), toolCallId: named[index]?.id ?? '' };
			if (each.kind !== 'sentence') this.shown.set(message, { said: '', ...(each.kind === 'output' ? { source: each.source.id } : {}) });
			this.messages.push(message);
		}
		return toolbox.uses.slice(-told.length).some(({ outcome }) => outcome !== 'refused');
	}

	private async askForAnswer(prompt: string): Promise<ChatAnswer> {
		this.say(prompt);
		const answer = await this.ask(false);
		if (answer.text !== '' && !hasCallMarks(answer.text)) return answer;
		throw new ToolUseError(
			'writtenCalls',
			`The model ${answer.model} went on writing tool calls where an answer was asked for. It began: ${quoteBeginning(answer.text)}`,
			'Start the server with the tool call parser of this model (vLLM: --enable-auto-tool-choice --tool-call-parser …), or use a model that is made for function calling.',
		);
	}

	private async inForm(first: ChatAnswer, check: SchemaCheck): Promise<Answered> {
		const firstRead = readForm(first, check);
		if ('data' in firstRead) return { ...this.toAnswered(first), data: firstRead.data };
		this.messages.push({ role: 'assistant', content: first.text }, { role: 'user', content: jsonAgainPrompt(firstRead.complaints) });
		const second = await this.ask(false);
		const secondRead = readForm(second, check);
		if ('data' in secondRead) return { ...this.toAnswered(second), data: secondRead.data };
		throw new WrongFormError(
			`Answered twice, but not in the asked form: ${secondRead.complaints.slice(0, 3).join('; ')}. It began: ${quoteBeginning(second.text)}`,
		);
	}

	private async ask(withTools: boolean): Promise<ChatAnswer> {
		for (;;) {
			try {
				const answer = await this.endpoint.chat(this.requestFor(withTools), this.optionsInTime());
				this.answers.push(answer);
				return answer;
			} catch (error) {
				if (!isEndpointError(error) || !tooLong.has(error.kind) || !this.makeRoom()) throw error;
			}
		}
	}

	/** A grammar for the answer would forbid calls, so it is sent only where there are no tools. */
	private requestFor(withTools: boolean): ChatRequest {
		const { jsonSchema, ...request } = this.plan.request;
		const messages = [...this.messages];
		if (withTools) return { ...request, messages, tools: this.kit.toolbox.descriptions };
		return { ...request, messages, ...(jsonSchema === undefined ? {} : { jsonSchema }) };
	}

	/** Leaves out the first output that still stands there, and nothing that is ours; false where there is none. */
	private makeRoom(): boolean {
		const index = this.messages.findIndex((message) => lengthShown(message, this.shown.get(message)) > outputLeftOutMessage.length);
		const message = this.messages[index];
		if (message === undefined) return false;
		this.lose(message);
		this.messages[index] = { ...message, content: `${outputLeftOutMessage}${this.shown.get(message)?.said ?? ''}` };
		return true;
	}

	private lose(message: ChatMessage): void {
		const source = this.shown.get(message)?.source;
		if (source !== undefined) this.kit.toolbox.lose(source);
	}

	private optionsInTime(): AskOptions {
		checkTime(this.options, this.kit.toolbox.uses.length);
		return { ...this.options, answeredBefore: this.answers.length };
	}

	/** The last answer is always the one that was asked last. */
	private toAnswered(last: ChatAnswer): Answered {
		const [first = last, ...others] = this.answers;
		const { toolCalls, ...answered } = toAnswered(this.plan, [first, ...others]);
		return {
			...answered,
			toolUses: this.kit.toolbox.uses,
			...(this.hasSeenFindings || this.kit.toolbox.hasFound ? {} : { withoutSource: true }),
			timing: { ...answered.timing, ...this.time.timing },
		};
	}
}

function lengthShown({ content }: ChatMessage, output: ShownOutput | undefined): number {
	return output === undefined ? 0 : content.length - output.said.length;
}

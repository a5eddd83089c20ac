import type { AskOptions, Endpoint } from '../../endpoint/endpoint';
import { isEndpointError, type EndpointErrorKind } from '../../endpoint/endpointError';
import { endOfTime } from '../../endpoint/timeLimit';
import { isEngineError, tellInFull } from '../../errors';
import { addUsage, type Answered } from '../askClone';
import type { Fence } from '../../prompts/fence';
import type { CloneWork } from '../cloneWork';
import type { ClonePlan } from '../planClones';
import { ToolUseError } from './errors';
import { failedEarlier, functionCallingOf, rememberFunctionCalling, type FailedCalling } from './functionCalling';
import type { GuidedConversation } from './guided/guidedConversation';
import type { Toolbox } from './toolbox';
import type { ToolConversation } from './toolConversation';
import { WorkTime } from './workTime';

/** What servers say, or do, to tools that they do not take; each may mean something else, and then it is met again without tools. */
const mayMeanNoTools: ReadonlySet<string> = new Set([
	'noFunctionCalling',
	'badRequest',
	'unprocessable',
	'notSupported',
	'serverBroke',
	'emptyAnswer',
	'nonsense',
] satisfies EndpointErrorKind[]);

/** Why a clone is guided. Only what was learnt now, and will be so in the next run, has an `is` to be remembered. */
interface Reason {
	readonly words: string;
	readonly is?: FailedCalling;
}

const now: Readonly<Record<FailedCalling, string>> = {
	noTools: 'its server takes no tools',
	noCall: 'it called none of them by itself',
	callsAsText: 'it writes its calls as text',
};

/**
 * One clone that calls functions where that works, and is guided where it does not: the server refuses tools, no call of the model is one, or none comes although the clone has tools.
 *
 * What was learnt of a model is kept for the runs after it, but keeps no clone that calls no tool from being guided. A remark says once why its clones were guided.
 */
export class AutomaticConversation implements CloneWork {
	readonly asksOften = true;
	/** Why this clone is guided; undefined while it calls functions. */
	private because: Reason | undefined;
	/** Of both ways of working. */
	private readonly time = new WorkTime();
	/** What function calling cost before it was given up. */
	private spent: Pick<Answered, 'usage' | 'attempts'> | undefined;

	constructor(
		private readonly endpoint: Endpoint,
		private readonly plan: ClonePlan,
		private readonly toolbox: Toolbox,
		private readonly toolNames: readonly string[],
		private readonly calling: ToolConversation,
		private readonly guided: GuidedConversation,
		private readonly fence: Pick<Fence, 'isAllEnclosed'>,
	) {}

	/** Throws as the two ways of working do; what function calling met is thrown where guiding meets it, too. An answer that was there before stands where guiding fails. */
	async answer(options: AskOptions, prompt?: string): Promise<Answered> {
		this.time.begin();
		try {
			const answered = await this.callOrGuide({ startedAt: Date.now(), ...options }, prompt);
			return { ...answered, timing: { ...answered.timing, ...this.time.timing } };
		} finally {
			this.time.end();
		}
	}

	private async callOrGuide(options: AskOptions, prompt: string | undefined): Promise<Answered> {
		const known = functionCallingOf(this.endpoint.baseUrl, this.plan.request.model);
		if (known !== undefined && known !== 'works') this.because ??= { words: failedEarlier[known] };
		if (this.because !== undefined) return await this.guide(options, prompt);
		const answered = await this.tryCalling(options, prompt);
		if (answered === undefined) return await this.guide(options, prompt);
		if (this.toolbox.uses.length > 0) {
			this.remember('works');
			return answered;
		}
		// A clone without tools of its own has nothing to call.
		if (this.toolNames.length === 0) return answered;
		this.because = { words: now.noCall, is: 'noCall' };
		this.spent = answered;
		// An output that it made up itself is no answer.
		return await this.guide(options, prompt, this.fence.isAllEnclosed(answered.text) ? undefined : answered);
	}

	/** Undefined where tools were what went wrong. */
	private async tryCalling(options: AskOptions, prompt: string | undefined): Promise<Answered | undefined> {
		try {
			return await this.calling.answer(options, prompt);
		} catch (error) {
			const because = this.toolbox.uses.some(({ outcome }) => outcome !== 'refused') ? undefined : whyNoTools(error);
			if (because === undefined) throw error;
			if (isEndpointError(error) && error.kind === 'noFunctionCalling') this.remember('noTools');
			this.because = because;
			return undefined;
		}
	}

	private async guide(options: AskOptions, prompt: string | undefined, instead?: Answered): Promise<Answered> {
		const before = this.toolbox.uses.length;
		const answered = await this.guideOrKeep(options, prompt, instead);
		const hasHelped = this.toolbox.uses.length > before;
		// Where no tool is connected, clones that share have those of the board alone, which nobody asked for.
		if (this.toolNames.length === 0) return this.withSpent(answered);
		if (!hasHelped && this.guided.hadNoTime) return this.withSpent(withNote(answered, this.tellSkipped(options)));
		// An answer that guiding left as it is says nothing of it, unless the questions were not understood.
		if (!hasHelped && instead !== undefined && this.guided.unread === 0) return this.withSpent(answered);
		if (hasHelped && this.because?.is !== undefined) this.remember(this.because.is);
		return this.withSpent({ ...answered, remarks: [this.tellGuided(hasHelped)] });
	}

	private async guideOrKeep(options: AskOptions, prompt: string | undefined, instead: Answered | undefined): Promise<Answered> {
		try {
			return await this.guided.answer(options, prompt, instead);
		} catch (error) {
			if (instead === undefined || options.signal.aborted || !isEngineError(error)) throw error;
			const note = `${this.model} answered, but could not be guided through its tools, although ${this.because?.words}: ${tellInFull(error)}`;
			return withNote(this.guided.withCosts(instead), note);
		}
	}

	private tellSkipped(options: AskOptions): string {
		const [left, advice] =
			endOfTime(options).ending === 'runDeadline'
				? ['time was left before the deadline of the run', 'Set a later Deadline.']
				: ["of the clone's time was left", 'Set a longer Clone Timeout.'];
		return `${this.model} was not guided through its tools, although ${this.because?.words}: too little ${left}. ${advice}`;
	}

	private get model(): string {
		return `The model "${this.plan.request.model}" at ${this.endpoint.baseUrl}`;
	}

	/** That Automatic guides is what it is for, so this is no trouble. A try that is known to fail need not be made. */
	private tellGuided(hasHelped: boolean): string {
		const { words, is } = this.because ?? {};
		const failsAgain = is === 'noTools' || (is !== undefined && hasHelped);
		const advice = failsAgain ? ' Set Tool Use to Guided, which saves the failed try.' : '';
		return `${this.model} was guided step by step through its tools, because ${words}.${advice}`;
	}

	private withSpent(answered: Answered): Answered {
		if (this.spent === undefined) return answered;
		return { ...answered, usage: addUsage(this.spent.usage, answered.usage), attempts: this.spent.attempts + answered.attempts };
	}

	private remember(is: 'works' | FailedCalling): void {
		rememberFunctionCalling(this.endpoint.baseUrl, this.plan.request.model, is);
	}
}

function withNote(answered: Answered, note: string): Answered {
	return { ...answered, notes: [...(answered.notes ?? []), note] };
}

function whyNoTools(error: unknown): Reason | undefined {
	if (error instanceof ToolUseError) return error.kind === 'writtenCalls' ? { words: now.callsAsText, is: 'callsAsText' } : undefined;
	if (!isEndpointError(error) || !mayMeanNoTools.has(error.kind)) return undefined;
	return error.kind === 'noFunctionCalling'
		? { words: now.noTools, is: 'noTools' }
		: { words: 'its server gave no answer where tools were sent' };
}

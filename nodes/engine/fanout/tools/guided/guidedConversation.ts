import type { AskOptions, ChatAnswer, Endpoint } from '../../../endpoint/endpoint';
import type { SchemaCheck } from '../../../jsonSchema';
import type { Fence } from '../../../prompts/fence';
import { guidedAnswerMessages, type GuidedState } from '../../../prompts/guidedToolUse';
import { jsonAgainPrompt, jsonAnswerPrompt } from '../../../prompts/jsonAnswer';
import { wholeParagraphs } from '../../../text/wholeParagraphs';
import { quoteBeginning, readForm, toAnswered, WrongFormError, type Answered } from '../../askClone';
import type { CloneWork } from '../../cloneWork';
import type { ClonePlan } from '../../planClones';
import type { LookUp } from '../../rounds/lookUps';
import { inToolTime } from '../toolTime';
import type { CallOutcome } from '../toolbox';
import { WorkTime } from '../workTime';
import { GuidedLeads } from './guidedLeads';
import { GuidedNotes } from './guidedNotes';
import { GuidedQuestions } from './guidedQuestions';
import { GuidedTime } from './guidedTime';
import { GuidedSteps, type AskInForm, type BegunStep, type StepKit } from './guidedSteps';
import { noteOnGuiding } from './noteOnGuiding';
import { postFindings, type FindingPlace } from './postFindings';
import { readOutput, readUnasked, tellOutcome } from './readOutput';

/** What a guided clone works with. */
export interface GuidedKit extends StepKit {
	readonly mostSteps: number;
	readonly fence: Fence;
	readonly task: string;
	readonly system?: string;
	/** The form of the answer, where it is JSON. */
	readonly schema?: Readonly<Record<string, unknown>>;
	/** Where findings are shared; absent: nowhere. */
	readonly place?: () => FindingPlace;
}

const MOST_DIGEST_CHARACTERS = 8000;
/** Steps in a row in which nothing new was found, after which nothing more is looked up. */
const MOST_FRUITLESS_STEPS = 2;
const MOST_BROKEN_STEPS = 2;

/**
 * One clone that is asked step by step what to look up, for models and servers without function calling: any that writes can do it.
 *
 * In each step it names a tool and what to ask it, by the tool's own schema; we make the call; then it says which sentences of the output matter, by their numbers, and what they say. Only quotes that stand in the source are kept, and posted where clones share.
 * After its steps, or when it says that it is done, it answers with what was found; where nothing was, from what it knows, and is marked as without a source. A JSON answer that does not fit is asked for once more.
 */
export class GuidedConversation implements CloneWork {
	readonly asksOften = true;
	/** It had to answer before it was done with looking things up, as too little time was left. */
	hadNoTime = false;
	private readonly questions: GuidedQuestions;
	private readonly steps: GuidedSteps;
	private readonly notes = new GuidedNotes();
	private readonly leads: GuidedLeads;
	private digest = '';
	private step = 0;
	private readonly time = new WorkTime();
	private readonly clock: GuidedTime;
	private readonly askToLookUp: AskInForm = async (write, schema) => await this.questions.askInForm(write, schema, this.clock.toLookUp());
	private dropped = 0;
	private quotedInstead = 0;
	private toldUnread = 0;

	constructor(
		endpoint: Endpoint,
		private readonly plan: ClonePlan,
		private readonly check: SchemaCheck | undefined,
		private readonly kit: GuidedKit,
	) {
		this.questions = new GuidedQuestions(endpoint, plan.request);
		this.leads = new GuidedLeads(kit);
		this.clock = new GuidedTime(this.questions.answers, () => kit.toolbox.uses.length);
		this.steps = new GuidedSteps(kit, this.askToLookUp, this.leads);
	}

	/**
	 * Looks things up and answers, from the second time on with `prompt` as what is new. With `instead`, an answer that was given before, nothing more is asked where nothing has to be looked up.
	 *
	 * @throws ToolUseError when its time is over while tools work.
	 * @throws WrongFormError, and what `endpoint.chat` throws; whatever `options.signal.reason` is when aborted.
	 */
	async answer(options: AskOptions, prompt?: string, instead?: Answered): Promise<Answered> {
		this.clock.begin(options);
		this.time.begin();
		if (prompt !== undefined) {
			this.digest = prompt;
			if (this.kit.place !== undefined) this.notes.clearFindings();
		}
		const usesBefore = this.kit.toolbox.uses.length;
		try {
			await this.lookUp();
			const isUnchanged = instead !== undefined && this.kit.toolbox.uses.length === usesBefore;
			const answered = isUnchanged ? this.withCosts(instead) : await this.finish();
			return { ...answered, timing: { ...answered.timing, ...this.time.timing } };
		} finally {
			this.time.end();
		}
	}

	/** Questions asked in vain so far, as their answers were in no asked form. */
	get unread(): number {
		return this.questions.unread;
	}

	private async lookUp(): Promise<void> {
		this.hadNoTime = this.clock.isShort;
		try {
			await this.takeSteps();
		} catch (error) {
			if (!this.clock.isKeptBack(error)) throw error;
			this.hadNoTime = true;
		}
	}

	private async takeSteps(): Promise<void> {
		let [broken, fruitless] = [0, 0];
		for (let made = 0; made < this.kit.mostSteps && !this.clock.isShort; made++) {
			const step = await this.steps.choose((share) => this.stateOf(share));
			if (step === undefined) return;
			const told = await this.use(step);
			if (told === undefined) {
				if (++broken >= MOST_BROKEN_STEPS) return;
				continue;
			}
			fruitless = (await this.read(told, step.lookUp)) > 0 ? 0 : fruitless + 1;
			if (fruitless >= MOST_FRUITLESS_STEPS) return;
		}
	}

	/** Undefined where no call could be made. */
	private async use({ tool, asked, lookUp }: BegunStep): Promise<CallOutcome | undefined> {
		const { toolbox } = this.kit;
		const call = { id: '', name: tool.name, arguments: asked };
		const mostMs = this.clock.leftToLookUpMs;
		const [told] = await inToolTime(
			this.clock.options,
			() => toolbox.uses.length,
			async (signal) => await toolbox.useAll(++this.step, [call], signal, mostMs),
		);
		if (toolbox.uses.at(-1)?.outcome !== 'answered') this.kit.lookUps.withdraw(lookUp);
		if (told === undefined || toolbox.uses.at(-1)?.outcome !== 'refused') return told;
		this.notes.addCall(lookUp, told.kind === 'sentence' ? told.text : '');
		return undefined;
	}

	/** How many findings were new. */
	private async read(told: CallOutcome, lookUp: LookUp): Promise<number> {
		const noteCall = (outcome: string) => this.notes.addCall(lookUp, outcome);
		if (told.kind !== 'output') {
			noteCall(told.kind === 'failure' ? `failed: ${told.words}` : told.text);
			return 0;
		}
		const { source } = told;
		if (source.hasFoundNothing === true) {
			noteCall(`found nothing: ${source.text}`);
			this.steps.foundNothing(lookUp.tool);
			return 0;
		}
		this.leads.keep(lookUp, source);
		const read = await readOutput(source, this.kit, this.askToLookUp).catch((error: unknown) => {
			if (!this.clock.isKeptBack(error)) throw error;
			return readUnasked(source, this.kit.task);
		});
		const posted = postFindings(read, source, this.kit.task, this.kit.place?.());
		const { findings, fresh } = posted;
		this.dropped += posted.dropped;
		this.quotedInstead += posted.quotedInstead;
		this.notes.addFindings(findings);
		noteCall(tellOutcome(lookUp.tool, findings.length));
		return fresh;
	}

	private async finish(): Promise<Answered> {
		const { schema } = this.kit;
		const last = this.questions.answers.at(-1);
		if (last !== undefined && this.isAskedAgainLater) return { ...this.toAnswered(last), text: this.notes.inWords };
		const formPrompt = this.check === undefined ? undefined : jsonAnswerPrompt(schema);
		const write = (share: number) => guidedAnswerMessages(this.stateOf(share), formPrompt, this.kit.tools);
		const first = await this.questions.ask(write, this.clock.toAnswer());
		if (this.check === undefined) return this.toAnswered(first);
		const firstRead = readForm(first, this.check);
		if ('data' in firstRead) return { ...this.toAnswered(first), data: firstRead.data };
		const again = (share: number) => [
			...write(share),
			{ role: 'assistant' as const, content: first.text },
			{ role: 'user' as const, content: jsonAgainPrompt(firstRead.complaints) },
		];
		const second = await this.questions.ask(again, this.clock.toAnswer());
		const secondRead = readForm(second, this.check);
		if ('data' in secondRead) return { ...this.toAnswered(second), data: secondRead.data };
		throw new WrongFormError(
			`Answered twice, but not in the asked form: ${secondRead.complaints.slice(0, 3).join('; ')}. It began: ${quoteBeginning(second.text)}`,
		);
	}

	/**
	 * A clone that shares and is there for its tools answers from the second round on: before, what it found is its answer. That round comes where anything was found.
	 */
	private get isAskedAgainLater(): boolean {
		const { place, mustUseTools } = this.kit;
		return place !== undefined && mustUseTools && this.check === undefined && this.digest === '' && !this.isWithoutSource;
	}

	private get isWithoutSource(): boolean {
		return this.digest === '' && this.notes.inWords === '';
	}

	private stateOf(share: number): GuidedState {
		const { task, system, fence } = this.kit;
		return {
			...(system === undefined ? {} : { system }),
			task,
			instruction: this.plan.instruction,
			digest: wholeParagraphs(this.digest, MOST_DIGEST_CHARACTERS * share),
			lookedUp: this.notes.lookedUp(share, this.kit.lookUps.ofOthers(this.plan.clone)),
			found: this.notes.found(share),
			leads: this.leads.list(this.notes.quotes),
			fence,
		};
	}

	private toAnswered(last: ChatAnswer): Answered {
		const [first = last, ...others] = this.questions.answers;
		const { toolCalls, ...answered } = toAnswered(this.plan, [first, ...others]);
		return {
			...answered,
			toolUses: this.kit.toolbox.uses,
			...(this.isWithoutSource ? { withoutSource: true } : {}),
			...this.noteTroubles(answered.notes),
		};
	}

	/** An answer that was given before stays, and these questions are paid for. */
	withCosts(instead: Answered): Answered {
		const [first, ...others] = this.questions.answers;
		if (first === undefined) return { ...instead, usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 }, attempts: 0 };
		const { usage, attempts } = toAnswered(this.plan, [first, ...others]);
		return { ...instead, usage, attempts, ...this.noteTroubles(instead.notes) };
	}

	/** With a board, that counts what was dropped. What was told with an earlier answer is not told again. */
	private noteTroubles(notes: readonly string[] = []): { readonly notes?: readonly string[] } {
		const place = this.kit.place?.();
		const unread = this.questions.unread - this.toldUnread;
		this.toldUnread = this.questions.unread;
		const [dropped, quotedInstead] = place !== undefined ? [0, 0] : [this.dropped, this.quotedInstead];
		const told = noteOnGuiding(this.plan.clone, { dropped, quotedInstead, unread }, place?.round);
		return told.length === 0 ? {} : { notes: [...notes, ...told] };
	}
}

import { parseJson } from '../../../parseJson';
import { argumentsMessages, elsewhereMessages, nextStepMessages, type GuidedState } from '../../../prompts/guidedToolUse';
import { saysNothing } from '../../../quotes/saysNothing';
import { tellingWords } from '../../../quotes/tellingWords';
import type { Tool } from '../../../tool';
import type { Toolbox } from '../toolbox';
import type { LookUp, LookUps } from '../../rounds/lookUps';
import { addressesIn } from './addressesIn';
import type { GuidedLeads } from './guidedLeads';
import type { FormAnswer, WriteQuestion } from './guidedQuestions';
import { calculates, changesThings, looksThingsUp } from './looksThingsUp';
import { isPlaceholder, saysAnything } from './saysAnything';
import { addressArgument, nameBeside, oneOfSchema, onlyText, takesNothing } from './readParameters';

export interface StepKit {
	readonly toolbox: Toolbox;
	/** Those of the toolbox that look something up; what it finds is posted for the clone. */
	readonly tools: readonly Tool[];
	readonly task: string;
	/** The clone is there for its tools, so that it uses at least one. */
	readonly mustUseTools: boolean;
	/** What this clone, and those that it shares with, have looked up. */
	readonly lookUps: LookUps;
	/** The number of this clone. */
	readonly clone: number;
}

/** What to use next, and the arguments as JSON; text of another kind where the model wrote none that fit. */
export interface GuidedStep {
	readonly tool: Tool;
	readonly asked: string;
}

/** A step that others see from now on. */
export interface BegunStep extends GuidedStep {
	readonly lookUp: LookUp;
}

type StateOf = (share: number) => GuidedState;
/** Asks by schema, in the clone's time. */
export type AskInForm = (write: WriteQuestion, schema: Readonly<Record<string, unknown>>) => Promise<FormAnswer>;

/** A tool that says as often as this that there is nothing has nothing more to say. */
const MOST_TIMES_NOTHING = 2;

/** Words that say nothing of what is missing. */
const MISSING = 'missing needed fact';

/** Lets a model choose what one guided clone looks up next. */
export class GuidedSteps {
	/** It was asked once more to look something up. */
	private isPressed = false;
	/** How often each tool said that there is nothing. */
	private readonly nothingFrom = new Map<string, number>();

	constructor(
		private readonly kit: StepKit,
		private readonly ask: AskInForm,
		private readonly leads: Pick<GuidedLeads, 'question'>,
	) {}

	/** The tool said that there is nothing. One that did so twice is not used any more; but that one page is not there says nothing of the next. */
	foundNothing(tool: string): void {
		if (this.kit.tools.some((each) => each.name === tool && addressArgument(each) !== undefined)) return;
		this.nothingFrom.set(tool, (this.nothingFrom.get(tool) ?? 0) + 1);
	}

	/** What to look up next, as far as can be nothing that was looked up before; undefined where nothing more is to be looked up. */
	async choose(stateOf: StateOf): Promise<BegunStep | undefined> {
		const step = await this.chooseAny(stateOf);
		if (step === undefined) return undefined;
		if (!this.isKnown(step)) return this.begin(step);
		// Small models choose among names at random: the one that tells most is looked up, without asking.
		const question = looksThingsUp(step.tool) && asksInWords(step) ? this.leads.question(stateOf(1).leads) : undefined;
		if (question !== undefined) return this.begin(withText(step, question));
		const other = await this.chooseOther(step, stateOf);
		// Who has read nothing yet reads for itself what another one has asked for.
		return this.isKnown(other) && this.hasFound ? undefined : this.begin(other);
	}

	/** Kept in the same breath in which nobody was seen to ask for it. */
	private begin(step: GuidedStep): BegunStep {
		return { ...step, lookUp: this.kit.lookUps.begin(this.kit.clone, step.tool.name, step.asked) };
	}

	private isKnown({ tool, asked }: GuidedStep): boolean {
		return onlyText(tool) !== undefined && addressArgument(tool) === undefined && this.kit.lookUps.hasAsked(tool.name, asked);
	}

	/** Small models ask for the same again, and clones for what another one asks: where nothing leads on, this one is asked once more. */
	private async chooseOther(step: GuidedStep, stateOf: StateOf): Promise<GuidedStep> {
		const { tool } = step;
		const answer = await this.ask((share) => elsewhereMessages(stateOf(share), tool, this.kit.tools), tool.parameters);
		return 'data' in answer ? { tool, asked: JSON.stringify(answer.data) } : step;
	}

	/** A clone that says that something is missing and looks nothing up is asked once more, for tools that look things up alone. */
	private async chooseAny(stateOf: StateOf): Promise<GuidedStep | undefined> {
		const tools = this.usableTools();
		const done = this.mustLookUp() ? undefined : nameBeside(this.kit.tools);
		const step = await this.chooseOf(tools, done, stateOf);
		if (step === undefined || 'tool' in step) return step;
		const searching = tools.filter((tool) => looksThingsUp(tool) && !this.hasUsed(tool));
		if (this.isPressed || this.hasFound || searching.length === 0 || saysNothing(step.missing, MISSING)) return undefined;
		this.isPressed = true;
		const pressed = await this.chooseOf(searching, undefined, stateOf);
		return pressed !== undefined && 'tool' in pressed ? pressed : undefined;
	}

	/** Where every tool takes one text only, that is asked for in the same breath. Gives what is missing where none is chosen. */
	private async chooseOf(
		tools: readonly Tool[],
		done: string | undefined,
		stateOf: StateOf,
	): Promise<GuidedStep | { readonly missing: string } | undefined> {
		const [first] = tools;
		if (first === undefined) return undefined;
		if (done === undefined && tools.length === 1) return { tool: first, asked: await this.writeArguments(first, stateOf) };
		const asksToo = tools.every((tool) => onlyText(tool) !== undefined && !changesThings(tool));
		const schema = stepSchema([...tools.map(({ name }) => name), ...(done === undefined ? [] : [done])], asksToo);
		const write = (share: number) => nextStepMessages(stateOf(share), tools, { all: this.kit.tools, done, asksToo });
		const answer = await this.ask(write, schema);
		const { next, ask = '', missing = '' } = 'data' in answer ? (answer.data as { next: string; ask?: string; missing?: string }) : {};
		// Who names nothing that there is has nothing more to look up, unless it has to.
		const tool = tools.find(({ name }) => name === next) ?? (done === undefined ? first : undefined);
		if (tool === undefined) return { missing };
		const argument = onlyText(tool);
		const hasArgument =
			argument !== undefined && saysAnything(ask) && (addressArgument(tool) === undefined || this.addresses().includes(ask));
		return { tool, asked: hasArgument ? JSON.stringify({ [argument]: ask }) : await this.writeArguments(tool, stateOf) };
	}

	/**
	 * A page can be opened once its address is known: small models make up addresses, and stop at what a list of results says of a page. What went wrong is not tried again before something else. Nothing is calculated before there are numbers, in the task or in what was found: small models send the task itself to a calculator.
	 */
	private usableTools(): readonly Tool[] {
		const { mustUseTools } = this.kit;
		const tools = this.kit.tools.filter(({ name }) => (this.nothingFrom.get(name) ?? 0) < MOST_TIMES_NOTHING);
		const hasAddresses = this.addresses().length > 0;
		const usable = tools.filter((tool) => addressArgument(tool) === undefined || hasAddresses);
		const unopened = usable.filter((tool) => addressArgument(tool) !== undefined && !this.hasAnswered(tool));
		if (mustUseTools && unopened.length > 0) return unopened;
		const knowing = this.hasNumbers ? usable : usable.filter((tool) => !calculates(tool));
		const working = knowing.filter(
			({ name }) => this.kit.toolbox.uses.at(-1)?.name !== name || this.kit.toolbox.uses.at(-1)?.outcome === 'answered',
		);
		return [working, knowing, usable, tools].find((each) => each.length > 0) ?? [];
	}

	private mustLookUp(): boolean {
		const { mustUseTools } = this.kit;
		return mustUseTools && (!this.hasFound || this.mustOpen());
	}

	/** Pages are what a clone is there for that can open them. */
	private mustOpen(): boolean {
		return this.addresses().length > 0 && this.kit.tools.some((tool) => addressArgument(tool) !== undefined && !this.hasAnswered(tool));
	}

	private get hasFound(): boolean {
		return this.kit.tools.some((tool) => this.hasAnswered(tool));
	}

	private get hasNumbers(): boolean {
		return this.hasFound || /\p{N}/u.test(this.kit.task);
	}

	private hasUsed({ name }: Tool): boolean {
		return this.kit.toolbox.uses.some((use) => use.name === name);
	}

	private hasAnswered({ name }: Tool): boolean {
		return this.kit.toolbox.uses.some((use) => use.name === name && use.outcome === 'answered' && use.trouble === undefined);
	}

	private async writeArguments(tool: Tool, stateOf: StateOf): Promise<string> {
		if (takesNothing(tool)) return '{}';
		const argument = addressArgument(tool);
		const addresses = argument === undefined ? [] : this.addresses();
		const schema = argument === undefined || addresses.length === 0 ? tool.parameters : oneOfSchema(argument, addresses);
		const changes = changesThings(tool);
		const answer = await this.ask((share) => argumentsMessages(stateOf(share), { tool, schema, changes }, this.kit.tools), schema);
		if (!('data' in answer)) return answer.text;
		// Small models copy the sign that stands for words. As it is no JSON, it is refused.
		return isPlaceholder(answer.data) ? '…' : JSON.stringify(answer.data);
	}

	private addresses(): readonly string[] {
		const { sources, uses } = this.kit.toolbox;
		// A page of an error leads to nothing but the server's own pages.
		const telling = [...sources.values()].filter(({ hasFoundNothing }) => hasFoundNothing !== true);
		return addressesIn(telling, uses);
	}
}

const signsOfCode = /[=;*{}<>|\\^]|^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)\s/;

/** A sum, a statement and the number of an order lead to no name. */
function asksInWords({ tool, asked }: GuidedStep): boolean {
	const value = parseJson(asked)?.value as Readonly<Record<string, unknown>> | undefined;
	const text = String(value?.[onlyText(tool) ?? ''] ?? asked);
	const withoutNumbers = text
		.split(/\s+/)
		.filter((word) => !/\p{N}/u.test(word))
		.join(' ');
	return !signsOfCode.test(text) && tellingWords(withoutNumbers).size > 0;
}

function withText({ tool }: GuidedStep, text: string): GuidedStep {
	return { tool, asked: JSON.stringify({ [onlyText(tool) ?? '']: text }) };
}

/** What is missing comes first, so that the rest follows from it. */
function stepSchema(names: readonly string[], asksToo: boolean): Readonly<Record<string, unknown>> {
	const ask = asksToo ? { ask: { type: 'string' } } : {};
	const properties = { missing: { type: 'string' }, next: { type: 'string', enum: names }, ...ask };
	return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

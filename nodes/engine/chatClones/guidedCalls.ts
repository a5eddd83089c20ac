import type { Sampling, ToolCall } from '../candidate';
import type { AskOptions, ChatAnswer, Endpoint } from '../endpoint/endpoint';
import { isEndpointError } from '../endpoint/endpointError';
import { addUsage } from '../fanout/askClone';
import { failedEarlier, functionCallingOf, rememberFunctionCalling } from '../fanout/tools/functionCalling';
import { GuidedQuestions } from '../fanout/tools/guided/guidedQuestions';
import { tellUnread } from '../fanout/tools/guided/noteOnGuiding';
import { nameBeside, takesNothing } from '../fanout/tools/guided/readParameters';
import { createFence } from '../prompts/fence';
import { answerMessages, callArgumentsMessages, nextCallMessages, type GuidedTalk } from '../prompts/guidedCalls';
import type { ToolDescription } from '../tool';
import type { ChatClonesRequest } from './chatClonesRequest';
import { toolCallsKey } from './toolCallsKey';

type Asked = Pick<ChatClonesRequest, 'model' | 'messages' | 'tools' | 'extraBody'>;

/**
 * Asks clones one call of a chat model, by function calling where the server takes tools, and else in words: which tool is next, then what it is given, each by schema, or the answer.
 *
 * One for all clones of a call, so that they are asked the same, byte by byte. That a server takes no tools is kept for an hour.
 */
export class GuidedCalls {
	private readonly talk: Omit<GuidedTalk, 'share'>;

	constructor(
		private readonly endpoint: Endpoint,
		private readonly asked: Asked,
		marker: string,
	) {
		this.talk = { messages: asked.messages, tools: asked.tools, fence: createFence(marker) };
	}

	/** @throws what `endpoint.chat` throws; that the server takes no tools only where it takes them in no other way either. */
	async ask(sampling: Sampling, given: AskOptions): Promise<ChatAnswer> {
		const options = { startedAt: Date.now(), ...given };
		const { model, messages, tools, extraBody } = this.asked;
		const request = { model, messages, sampling, ...(extraBody === undefined ? {} : { extraBody }) };
		if (tools.length === 0) return await this.endpoint.chat(request, options);
		const known = functionCallingOf(this.endpoint.baseUrl, model);
		if (known !== undefined && known !== 'works') return await this.guide(sampling, options);
		try {
			const answer = await this.endpoint.chat({ ...request, tools }, options);
			if (answer.toolCalls !== undefined) rememberFunctionCalling(this.endpoint.baseUrl, model, 'works');
			return answer;
		} catch (error) {
			if (!isEndpointError(error) || error.kind !== 'noFunctionCalling') throw error;
			rememberFunctionCalling(this.endpoint.baseUrl, model, 'noTools');
			return await this.guide(sampling, options);
		}
	}

	private async guide(sampling: Sampling, options: AskOptions): Promise<ChatAnswer> {
		const { model, messages, extraBody } = this.asked;
		const questions = new GuidedQuestions(this.endpoint, { model, messages, sampling, ...(extraBody === undefined ? {} : { extraBody }) });
		const tool = await this.chooseTool(questions, options);
		const call = tool === undefined ? undefined : await this.writeCall(questions, tool, options);
		// A call that was made already brings nothing new.
		if (call === undefined || this.wasMade(call)) {
			const answer = await questions.ask((share) => answerMessages({ ...this.talk, share }), options);
			return this.withCosts({ ...answer, text: this.talk.fence.withoutLines(answer.text) }, questions);
		}
		const last = questions.answers.at(-1) as ChatAnswer;
		return this.withCosts({ ...last, text: '', toolCalls: [call], finishReason: 'tool_calls' }, questions);
	}

	/** Undefined where no tool helps, or what came names none. */
	private async chooseTool(questions: GuidedQuestions, options: AskOptions): Promise<ToolDescription | undefined> {
		const { tools } = this.talk;
		const done = nameBeside(tools, 'answer');
		const properties = { missing: { type: 'string' }, next: { type: 'string', enum: [...tools.map(({ name }) => name), done] } };
		const schema = { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
		const read = await questions.askInForm((share) => nextCallMessages({ ...this.talk, share }, done), schema, options);
		return 'data' in read ? tools.find(({ name }) => name === (read.data as { readonly next: string }).next) : undefined;
	}

	/** What does not fit goes out as it is: the one that asked says what is wrong with it. */
	private async writeCall(questions: GuidedQuestions, tool: ToolDescription, options: AskOptions): Promise<ToolCall> {
		const { name, parameters } = tool;
		if (takesNothing(tool)) return { id: '', name, arguments: '{}' };
		const read = await questions.askInForm((share) => callArgumentsMessages({ ...this.talk, share }, tool), parameters, options);
		return { id: '', name, arguments: 'data' in read ? JSON.stringify(read.data) : read.text };
	}

	/** Since the user spoke last. */
	private wasMade(call: ToolCall): boolean {
		const { messages } = this.talk;
		const sinceUser = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
		return sinceUser.some(({ toolCalls = [] }) => toolCalls.some((each) => toolCallsKey([each]) === toolCallsKey([call])));
	}

	private withCosts(answer: ChatAnswer, { answers, unread }: GuidedQuestions): ChatAnswer {
		const { baseUrl } = this.endpoint;
		const known = functionCallingOf(baseUrl, this.asked.model);
		const because = known === 'noCall' || known === 'callsAsText' ? failedEarlier[known] : 'its server takes no tools';
		const note = `The model "${this.asked.model}" at ${baseUrl} was asked in words which tool to call, because ${because}.`;
		return {
			...answer,
			usage: answers.map(({ usage }) => usage).reduce(addUsage),
			attempts: answers.reduce((sum, { attempts }) => sum + attempts, 0),
			notes: [...new Set([...answers.flatMap(({ notes = [] }) => notes), note, ...(unread === 0 ? [] : [tellUnread(unread)])])],
		};
	}
}

import { shorten } from '../../text/shorten';
import { stripTags } from '../stripTags';
import { eitherOf, hasField, lower } from './adviseByFields';
import type { Asked, FactsOf, PoolingTask, Sentences, Words } from './facts';
import { poolingWords } from './poolingWords';

/** What came with a success and is no answer all the same. */
export const answerSentences: Sentences<'answerCut' | 'nonsense' | 'emptyAnswer'> = {
	// Without how much had come, which differs from clone to clone: one sentence tells of all that broke off together.
	answerCut: ({ asked: { baseUrl }, receivedCharacters, isText }) => ({
		message: `The answer from ${baseUrl} broke off ${whereCut(receivedCharacters, isText)}.`,
		advice: "Look into the server's log: it may have restarted, run out of memory, or stand behind a proxy with a shorter timeout.",
	}),
	nonsense: (facts) => {
		const { task } = facts.asked;
		return task === 'vectors' || task === 'ranks' ? describeNoNumbers(task, facts) : describeNoAnswer(facts);
	},
	emptyAnswer: (facts) => {
		const { asked, finishReason, reasoning, usage } = facts;
		const { completionTokens: count } = usage;
		const spent = count === undefined ? '' : ` (${count} ${count === 1 ? 'token' : 'tokens'})`;
		const isCut = /length|max_tokens/i.test(finishReason);
		const raise = hasField(asked, 'Max Tokens') ? 'raise Max Tokens' : undefined;
		if (reasoning !== undefined && isCut) {
			return {
				message: `The model "${asked.model}" spent its whole answer${spent} on reasoning and wrote no text.`,
				advice: eitherOf(raise, lower(asked, 'Reasoning Effort') ?? 'use a model that thinks less'),
			};
		}
		if (reasoning !== undefined) {
			return {
				message: `The model "${asked.model}" finished ("${finishReason}"), and its whole answer${spent} lies in the reasoning: there is no text beside it.`,
				advice: `The server's reasoning parser takes the answer for thinking: ${parserWays(asked)}.`,
			};
		}
		if (/content_?filter|safety/i.test(finishReason)) {
			return {
				message: `A content filter took the answer of the model "${asked.model}" away${spent}; its reason to finish was "${finishReason}".`,
				advice: 'Word the task differently, or have the filter changed where the server is run.',
			};
		}
		return {
			message: `The model "${asked.model}" answered without any text${spent}; its reason to finish was "${finishReason}".`,
			advice: `${eitherOf(isCut ? raise : undefined, 'word the task differently', "check that the model's chat template suits it")} A prompt longer than the model's context can show like this on some servers.`,
		};
	},
};

function whereCut(receivedCharacters: number, isText = false): string {
	if (isText && receivedCharacters > 0) return 'in the middle of its text';
	return `${receivedCharacters === 0 ? '' : 'in the middle of its reasoning, '}before any text had come`;
}

function parserWays(asked: Asked): string {
	const ways = 'start it with the one that this model needs (vLLM: --reasoning-parser) or with none';
	return hasField(asked, 'Thinking')
		? `${ways}, check the chat template, or set Thinking to Leave in Text`
		: `${ways}, or check the chat template`;
}

function describeNoAnswer({ asked: { baseUrl, task }, shape, body }: FactsOf['nonsense']): Words {
	const wrongPlace = `Check the address: ${baseUrl} has to be a server that speaks the OpenAI API; it usually ends in /v1, as with vLLM, Ollama and LM Studio.`;
	const proxy =
		"Look into the server's log, and into that of a proxy in front of it: something between here and the model loses part of the answer.";
	const sentences: Record<typeof shape, readonly [string, string]> = {
		html: [`${baseUrl} answered with a web page instead of JSON: "${shorten(stripTags(body))}".`, wrongPlace],
		empty: [`${baseUrl} said success and sent an empty answer.`, proxy],
		brokenJson: [`The answer from ${baseUrl} ends in mid-JSON, after ${body.length} characters.`, proxy],
		otherJson: [
			`${baseUrl} answered in JSON, but with something that is no ${task === 'list' ? 'list of models' : 'chat answer'}: ${shorten(body)}`,
			wrongPlace,
		],
		notJson: [`${baseUrl} answered with something that is no JSON: "${shorten(body)}".`, wrongPlace],
	};
	const [message, advice] = sentences[shape];
	return { message, advice };
}

function describeNoNumbers(task: PoolingTask, { asked: { baseUrl }, body }: FactsOf['nonsense']): Words {
	const { what, advice } = poolingWords[task];
	return { message: `${baseUrl} gave ${what} that can be used: ${shorten(body)}`, advice };
}

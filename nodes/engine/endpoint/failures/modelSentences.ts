import { type Asker, eitherOf, hasField } from './adviseByFields';
import { raiseTimeout, timeOf } from './endingSentences';
import type { RefusalFacts, Sentences } from './facts';
import { inSeconds } from './inSeconds';

const MOST_NAMED = 10;

/** The model: whether it is there, loaded, and able to do what is asked. */
export const modelSentences: Sentences<
	'unknownModel' | 'modelUnavailable' | 'noModelLoaded' | 'modelLoadFailed' | 'stillLoading' | 'noFunctionCalling'
> = {
	unknownModel: ({ asked: { baseUrl, model }, knownModels = [] }) => ({
		message: `${baseUrl} has no model "${model}".${nameSome(knownModels)}`,
		advice:
			'Pick one from the list in the node, or start the server with the model (vLLM: vllm serve YOUR-MODEL; Ollama: ollama pull YOUR-MODEL).',
	}),
	modelUnavailable: ({ asked: { baseUrl, model }, isListed }) => ({
		message:
			isListed === true
				? `${baseUrl} lists the model "${model}" and yet does not serve it for this request.`
				: `${baseUrl} does not serve the model "${model}" for this request.`,
		advice:
			'Change what its words name. Behind a router (LiteLLM, OpenRouter, llama-swap) the model may be missing or switched off, closed to this key, or without what the request needs.',
	}),
	noModelLoaded: ({ asked: { baseUrl, model } }) => ({
		message: `${baseUrl} has no model loaded, so it cannot answer with "${model}".`,
		advice: 'Load it there first (LM Studio: lms load YOUR-MODEL, or switch on just-in-time loading), and keep it from being unloaded.',
	}),
	modelLoadFailed: ({ asked: { baseUrl, model } }) => ({
		message: `${baseUrl} tried to load the model "${model}" and could not.`,
		advice:
			"Read the server's log. When memory ran out, use a smaller model or a smaller quantisation, a shorter context, or unload other models.",
	}),
	stillLoading: (facts) => ({
		message: `${facts.asked.baseUrl} is still loading its model${describeWait(facts)}.`,
		advice: eitherOf(
			raiseTimeout(facts.asked),
			`run it again when the model is ready${hasField(facts.asked, 'Retries') ? '; waiting for it costs no Retries' : ''}`,
		),
	}),
	noFunctionCalling: ({ asked }) => ({
		message: `The model "${asked.model}" at ${asked.baseUrl} takes no tools.`,
		advice: eitherOf(
			'start vLLM with --enable-auto-tool-choice and the --tool-call-parser of the model (llama-server: --jinja)',
			'use a model that is made for function calling',
			withoutTools(asked),
		),
	}),
};

/** What a node has to be set to that asks without tools. */
export const withoutTools = (asked: Asker): string => `disconnect the tools${hasField(asked, 'Rounds') ? ' and set Rounds to 1' : ''}`;

function nameSome(models: readonly string[]): string {
	if (models.length === 0) return '';
	const more = models.length > MOST_NAMED ? ` and ${models.length - MOST_NAMED} more` : '';
	return ` It has ${models
		.slice(0, MOST_NAMED)
		.map((id) => `"${id}"`)
		.join(', ')}${more}.`;
}

function describeWait({ waitedInVain, estimateMs }: RefusalFacts): string {
	const estimate = estimateMs === undefined ? '' : `; it expects that to take ${inSeconds(estimateMs)}`;
	if (waitedInVain === undefined) return estimate;
	const { ending, waitedMs, attempts } = waitedInVain;
	const whose = ending === 'runDeadline' ? 'when the deadline of the run came' : `when the ${timeOf(waitedInVain)} was over`;
	return ` after ${inSeconds(waitedMs)} of waiting (${attempts === 1 ? '1 request' : `${attempts} requests`} sent), ${whose}${estimate}`;
}

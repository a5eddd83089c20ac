import { asName, asRecord } from './lenient';

/** The same endings in other servers' words; anything else stays as it was said. */
const SYNONYMS: Readonly<Record<string, string>> = {
	eos: 'stop',
	eos_token: 'stop',
	end_turn: 'stop',
	stop_sequence: 'stop',
	complete: 'stop',
	completed: 'stop',
	done: 'stop',
	end: 'stop',
	end_of_sequence: 'stop',
	stop_token: 'stop',
	finished: 'stop',
	success: 'stop',
	max_tokens: 'length',
	max_length: 'length',
	max_output_tokens: 'length',
	model_length: 'length',
	tool_use: 'tool_calls',
	function_call: 'tool_calls',
	abort: 'error',
	aborted: 'error',
	cancelled: 'error',
	failed: 'error',
	timeout: 'error',
	network_error: 'error',
	insufficient_system_resource: 'error',
	sensitive: 'content_filter',
	safety: 'content_filter',
};

/** Why an answer ended, in the OpenAI API's words; undefined while it has not ended. A number or an object that says nothing is an ending all the same. */
export function readFinishReason(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '' || value === false || value === 'null') return undefined;
	const said = asName(asRecord(value)?.['type']) ?? (typeof value === 'string' ? value : 'stop');
	const plain = said.toLowerCase();
	return SYNONYMS[plain] ?? (/^[A-Z_]+$/.test(said) ? plain : said);
}

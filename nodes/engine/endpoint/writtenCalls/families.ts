import { readJsonCalls, readKeyedCalls, readLooseCalls } from './readJsonCalls';
import { readNamedCalls } from './readNamedCalls';
import { readPythonCalls } from './readPythonCalls';
import { readKeyValueCalls, readXmlCalls } from './readXmlCalls';
import type { ReadCalls } from './writtenCall';

/** The marks between which a family of models writes its calls, in small letters; without `close` everything behind `open` counts. */
export interface CallMarks {
	readonly open: string;
	readonly close?: string;
}

/** Longer marks come before shorter ones that begin alike. */
export const callMarks: readonly CallMarks[] = [
	// Hermes, Qwen, GLM, Granite, Seed, MiniMax, LongCat, LM Studio
	{ open: '<tool_call>', close: '</tool_call>' },
	{ open: '<tool_calls>', close: '</tool_calls>' },
	{ open: '<toolcall>', close: '</toolcall>' },
	{ open: '<seed:tool_call>', close: '</seed:tool_call>' },
	{ open: '<minimax:tool_call>', close: '</minimax:tool_call>' },
	{ open: '<longcat_tool_call>', close: '</longcat_tool_call>' },
	{ open: '<tools>', close: '</tools>' },
	{ open: '[tool_request]', close: '[end_tool_request]' },
	{ open: '<function_calls>', close: '</function_calls>' },
	{ open: '<function_call>', close: '</function_call>' },
	{ open: '<｜dsml｜function_calls>', close: '</｜dsml｜function_calls>' },
	{ open: '<｜dsml｜tool_calls>', close: '</｜dsml｜tool_calls>' },
	{ open: '<function=', close: '</function>' },
	{ open: '<invoke name=', close: '</invoke>' },
	// Kimi, DeepSeek, Step; each also without what stands around all of the calls
	{ open: '<|tool_calls_section_begin|>', close: '<|tool_calls_section_end|>' },
	{ open: '<|tool_call_section_begin|>', close: '<|tool_call_section_end|>' },
	{ open: '<|tool_call_begin|>', close: '<|tool_call_end|>' },
	{ open: '<｜tool▁calls▁begin｜>', close: '<｜tool▁calls▁end｜>' },
	{ open: '<｜tool▁call▁begin｜>', close: '<｜tool▁call▁end｜>' },
	{ open: '<｜tool_calls_begin｜>', close: '<｜tool_calls_end｜>' },
	{ open: '<｜tool_call_begin｜>', close: '<｜tool_call_end｜>' },
	// Llama, Mistral, Phi, Granite, Gemma, LFM2, Cohere, InternLM, Apertus
	{ open: '<|python_tag|>', close: '<|eom_id|>' },
	{ open: '<|python_start|>', close: '<|python_end|>' },
	{ open: '[tool_calls]', close: '</s>' },
	{ open: '<|tool_call_start|>', close: '<|tool_call_end|>' },
	{ open: '<|tool_call|>', close: '<|/tool_call|>' },
	{ open: '<|tool_call>', close: '<tool_call|>' },
	{ open: '<start_function_call>', close: '<end_function_call>' },
	{ open: '<|start_action|>', close: '<|end_action|>' },
	{ open: '<|action_start|><|plugin|>', close: '<|action_end|>' },
	{ open: '<|tools_prefix|>', close: '<|tools_suffix|>' },
	{ open: 'functools[' },
];

/** Fences that hold a call instead of code (Gemma, and small models that copy it). */
export const callFences = /^(?:tool_code|tool_calls?|function_calls?)$/;

/** Every way of writing what stands between the marks. The first that can read all of it counts. */
export const callReaders: readonly ReadCalls[] = [
	readJsonCalls,
	readXmlCalls,
	readKeyValueCalls,
	readLooseCalls,
	readNamedCalls,
	readPythonCalls,
	readKeyedCalls,
];

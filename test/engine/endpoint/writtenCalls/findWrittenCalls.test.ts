import { describe, expect, it } from 'vitest';
import { findWrittenCalls, hasCallMarks } from '../../../../nodes/engine/endpoint/writtenCalls/findWrittenCalls';

const asked = { toolNames: ['weather', 'clock'] };
const read = (text: string) =>
	findWrittenCalls(text, text, asked)?.calls.map(({ name, arguments: words }) => [name, JSON.parse(words) as unknown]);
const paris = [['weather', { city: 'Paris' }]];
const both = [...paris, ['clock', { city: 'Rome' }]];

/** Calls as they stand in a text, by the family of models that writes them so. */
const families: ReadonlyArray<readonly [family: string, text: string, calls: readonly unknown[]]> = [
	['Hermes', '<tool_call>\n{"name": "weather", "arguments": {"city": "Paris"}}\n</tool_call>', paris],
	[
		'Hermes, twice',
		'<tool_call>{"name": "weather", "arguments": {"city": "Paris"}}</tool_call>\n<tool_call>{"name": "clock", "arguments": {"city": "Rome"}}</tool_call>',
		both,
	],
	['Hermes, never closed', '<tool_call>\n{"name": "weather", "arguments": {"city": "Paris"}}', paris],
	['Hermes, arguments as text', '<tool_call>{"name": "weather", "arguments": "{\\"city\\": \\"Paris\\"}"}</tool_call>', paris],
	['Qwen3-Coder', '<tool_call>\n<function=weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>', paris],
	['Qwen3-Coder, bare', '<function=weather>\n<parameter=city>Paris</parameter>\n</function>', paris],
	['GLM', '<tool_call>weather\n<arg_key>city</arg_key>\n<arg_value>Paris</arg_value>\n</tool_call>', paris],
	['Llama 3.1', '{"name": "weather", "parameters": {"city": "Paris"}}', paris],
	[
		'Llama 3.1, two',
		'<|python_tag|>{"name": "weather", "parameters": {"city": "Paris"}}; {"name": "clock", "parameters": {"city": "Rome"}}',
		both,
	],
	['Llama 3.1, function tag', '<function=weather>{"city": "Paris"}</function>', paris],
	['Llama 4', '[weather(city="Paris"), clock(city=\'Rome\')]', both],
	['Llama 4, with marks', '<|python_start|>[weather(city="Paris")]<|python_end|>', paris],
	['Mistral', '[TOOL_CALLS][{"name": "weather", "arguments": {"city": "Paris"}}, {"name": "clock", "arguments": {"city": "Rome"}}]', both],
	['Mistral, newer', '[TOOL_CALLS]weather[ARGS]{"city": "Paris"}[TOOL_CALLS]clock[ARGS]{"city": "Rome"}', both],
	['Mistral, with ids', '[TOOL_CALLS]weather[CALL_ID]a1B2c3D4e[ARGS]{"city": "Paris"}', paris],
	[
		'Kimi',
		'<|tool_calls_section_begin|><|tool_call_begin|>functions.weather:0<|tool_call_argument_begin|>{"city": "Paris"}<|tool_call_end|><|tool_call_begin|>functions.clock:1<|tool_call_argument_begin|>{"city": "Rome"}<|tool_call_end|><|tool_calls_section_end|>',
		both,
	],
	[
		'DeepSeek V3',
		'<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n```json\n{"city": "Paris"}\n```<｜tool▁call▁end｜>\n<｜tool▁call▁begin｜>function<｜tool▁sep｜>clock\n```json\n{"city": "Rome"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
		both,
	],
	[
		'DeepSeek V3.1',
		'<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>weather<｜tool▁sep｜>{"city": "Paris"}<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
		paris,
	],
	[
		'DeepSeek V3.2',
		'<｜DSML｜function_calls>\n<｜DSML｜invoke name="weather">\n<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
		paris,
	],
	[
		'DeepSeek V4',
		'<｜DSML｜tool_calls>\n<｜DSML｜invoke name="weather">\n<｜DSML｜parameter name="city" string="true">Paris</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>',
		paris,
	],
	[
		'DeepSeek, one call without what stands around all of them',
		'<｜tool▁call▁begin｜>function<｜tool▁sep｜>weather\n```json\n{"city": "Paris"}\n```<｜tool▁call▁end｜>',
		paris,
	],
	[
		'Kimi, with another section',
		'<|tool_call_section_begin|><|tool_call_begin|>functions.weather:0<|tool_call_argument_begin|>{"city": "Paris"}<|tool_call_end|><|tool_call_section_end|>',
		paris,
	],
	[
		'Kimi, without a section',
		'<|tool_call_begin|>functions.weather:0<|tool_call_argument_begin|>{"city": "Paris"}<|tool_call_end|>',
		paris,
	],
	[
		'MiniMax M3',
		']<]minimax[>[<tool_call>\n]<]minimax[>[<invoke name="weather">]<]minimax[>[<city>Paris]<]minimax[>[</city>]<]minimax[>[</invoke>\n]<]minimax[>[</tool_call>',
		paris,
	],
	[
		'Step',
		'<｜tool_calls_begin｜><｜tool_call_begin｜>function<｜tool_sep｜><steptml:invoke name="weather"><steptml:parameter name="city">Paris</steptml:parameter></steptml:invoke><｜tool_call_end｜><｜tool_calls_end｜>',
		paris,
	],
	[
		'LongCat',
		'<longcat_tool_call>weather\n<longcat_arg_key>city</longcat_arg_key>\n<longcat_arg_value>Paris</longcat_arg_value>\n</longcat_tool_call>',
		paris,
	],
	['Apertus', '<|tools_prefix|>[{"weather": {"city": "Paris"}}]<|tools_suffix|>', paris],
	['Hunyuan', '<tool_calls>\n<tool_call>weather\n```json\n{"city": "Paris"}\n```</tool_call>\n</tool_calls>', paris],
	['LM Studio', '[TOOL_REQUEST]{"name": "weather", "arguments": {"city": "Paris"}}[END_TOOL_REQUEST]', paris],
	['Granite, in a tag', '<function_call> {"name": "weather", "arguments": {"city": "Paris"}}', paris],
	['Qwen2.5-Coder', '<tools>\n{"name": "weather", "arguments": {"city": "Paris"}}\n</tools>', paris],
	['Hermes, only closed', '{"name": "weather", "arguments": {"city": "Paris"}}\n</tool_call>', paris],
	['Hermes, in the quotes of Python', "<tool_call>\n{'name': 'weather', 'arguments': {'city': 'Paris'}}\n</tool_call>", paris],
	['Hermes, a bracket too many', '<tool_call>{"name": "weather", "arguments": {"city": "Paris"}}}</tool_call>', paris],
	['Hermes, a bracket too few', '<tool_call>{"name": "weather", "arguments": {"city": "Paris"}</tool_call>', paris],
	['Hermes, in a fence', '<tool_call>\n```json\n{"name": "weather", "arguments": {"city": "Paris"}}\n```\n</tool_call>', paris],
	[
		'Hermes, half a call behind',
		'<tool_call>{"name": "weather", "arguments": {"city": "Paris"}}</tool_call>\n<tool_call>{"name": "cl',
		paris,
	],
	[
		'OpenAI, written out',
		'{"tool_calls": [{"id": "a", "type": "function", "function": {"name": "weather", "arguments": "{\\"city\\": \\"Paris\\"}"}}]}',
		paris,
	],
	['Llama 3.1, a method', '<|python_tag|>weather.call(city="Paris")', paris],
	[
		'MiniMax',
		'<minimax:tool_call>\n<invoke name="weather">\n<parameter name="city">Paris</parameter>\n</invoke>\n</minimax:tool_call>',
		paris,
	],
	[
		'MiniMax M1',
		'<tool_calls>\n{"name": "weather", "arguments": {"city": "Paris"}}\n{"name": "clock", "arguments": {"city": "Rome"}}\n</tool_calls>',
		both,
	],
	['Seed', '<seed:tool_call>\n<function=weather>\n<parameter=city>Paris</parameter>\n</function>\n</seed:tool_call>', paris],
	[
		'gpt-oss',
		'<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary to=functions.weather <|constrain|>json<|message|>{"city":"Paris"}<|call|>',
		paris,
	],
	[
		'gpt-oss, recipient first',
		'<|start|>assistant to=functions.weather<|channel|>commentary json<|message|>{"city":"Paris"}<|call|>',
		paris,
	],
	['Gemma 3', '```tool_code\nweather(city="Paris")\n```', paris],
	[
		'Llama 4, with names that JavaScript keeps for itself',
		'[weather(__proto__="Paris", constructor={"__proto__": 1})]',
		[['weather', JSON.parse('{"__proto__":"Paris","constructor":{"__proto__":1}}')]],
	],
	['Gemma 3, print', '```tool_code\nprint(weather(city="Paris"))\n```', paris],
	['FunctionGemma', '<start_function_call>call:weather{city:<escape>Paris<escape>}<end_function_call>', paris],
	['Gemma 4', '<|tool_call>call:weather{city:<|"|>Paris<|"|>}<tool_call|>', paris],
	['Granite', '<|tool_call|>[{"name": "weather", "arguments": {"city": "Paris"}}]', paris],
	['Phi-4-mini', '<|tool_call|>[{"name": "weather", "arguments": {"city": "Paris"}}]<|/tool_call|>', paris],
	['Firefunction', 'functools[{"name": "weather", "arguments": {"city": "Paris"}}]', paris],
	['Cohere', '<|START_ACTION|>[{"tool_call_id": "0", "tool_name": "weather", "parameters": {"city": "Paris"}}]<|END_ACTION|>', paris],
	['InternLM', '<|action_start|><|plugin|>\n{"name": "weather", "parameters": {"city": "Paris"}}<|action_end|>', paris],
	['Nemotron', '<TOOLCALL>[{"name": "weather", "arguments": {"city": "Paris"}}]</TOOLCALL>', paris],
	['Olmo', '<function_calls>\nweather(city="Paris")\nclock(city="Rome")\n</function_calls>', both],
	['LFM2', '<|tool_call_start|>[weather(city="Paris")]<|tool_call_end|>', paris],
	['a fence and nothing else', '```json\n[{"function": {"name": "weather", "arguments": {"city": "Paris"}}}]\n```', paris],
	['words, then JSON', 'I look it up.\n{"name": "weather", "arguments": {"city": "Paris"}}', paris],
];

describe('a call written into the text', () => {
	it.each(families)('is read (%s)', (_, text, calls) => {
		expect(read(text)).toEqual(calls);
	});

	it('leaves the words around it', () => {
		const text = 'I look it up.\n<tool_call>{"name": "weather", "arguments": {"city": "Paris"}}</tool_call>';
		expect(findWrittenCalls(text, text, asked)).toMatchObject({ text: 'I look it up.' });
	});

	it('keeps the types of its arguments', () => {
		expect(read('[weather(city="a \\"b\\"", days=3, warm=True, near=["x", {"y": None}], share=-0.5)]')).toEqual([
			['weather', { city: 'a "b"', days: 3, warm: true, near: ['x', { y: null }], share: -0.5 }],
		]);
		expect(read('<function=weather><parameter=days>3</parameter><parameter=city>\n[1, 2]\n</parameter></function>')).toEqual([
			['weather', { days: 3, city: [1, 2] }],
		]);
	});

	it('is read from a channel behind a thinking tag', () => {
		const call = '<|channel|>commentary to=functions.weather <|constrain|>json<|message|>{"city": "Paris"}<|call|>';
		expect(findWrittenCalls(`<think>Hm</think>${call}`, call, asked)?.calls).toMatchObject([{ name: 'weather' }]);
	});

	it('may name a tool that is not there, where it has marks: the clone is told so', () => {
		expect(read('<tool_call>{"name": "stocks", "arguments": {}}</tool_call>')).toEqual([['stocks', {}]]);
	});
});

describe('no call', () => {
	it.each([
		['tools were not offered', '<tool_call>{"name": "weather", "arguments": {}}</tool_call>', []],
		[
			'the marks are in a fence',
			'Write it so:\n```\n<tool_call>{"name": "weather", "arguments": {}}</tool_call>\n```\nThat is all.',
			['weather'],
		],
		['the marks are in backticks', 'Write `<tool_call>{"name": "weather", "arguments": {}}</tool_call>` there.', ['weather']],
		['JSON names no tool', '{"name": "Ada", "arguments": {"age": 36}}', ['weather']],
		['JSON has a name and no arguments', '{"name": "weather"}', ['weather']],
		['a list is a list', '[1, 2, 3]', ['weather']],
		['a function is explained', 'weather(city="Paris") gives the weather of Paris.', ['weather']],
		['a mark is talked about', 'Models write <tool_call> and </tool_call> around JSON.', ['weather']],
		['a mark is quoted', 'The mark "[TOOL_CALLS]" begins a call.', ['weather']],
		['a tag is talked about', 'Write <function=name> to call, and <invoke name="x"> for others.', ['weather']],
		['half a value is written', '<tool_call>{"name": "weather", "arguments": {"city": "Pa', ['weather']],
		['code has a function of that name', '```python\nweather(city="Paris")\nprint(1)\n```', ['weather']],
	])('is there where %s', (_, text, toolNames) => {
		expect(findWrittenCalls(text, text, { toolNames })).toBeUndefined();
	});

	it('is read out of marks with something else between them, and the marks are told', () => {
		const text = '<tool_call>\n{"name": "weather", "argum';
		expect(findWrittenCalls(text, text, asked)).toBeUndefined();
		expect(hasCallMarks(text)).toBe(true);
		expect(hasCallMarks('No marks `<tool_call>` here.')).toBe(false);
		expect(hasCallMarks('The mark "[TOOL_CALLS]" begins a call.')).toBe(false);
	});
});

it('reads hostile texts in a time that grows with their length', () => {
	const shapes = [
		'<tool_call>',
		'[[[[',
		'`',
		'```\n',
		'[TOOL_CALLS]a',
		'<function=a>',
		'{"a":',
		'f(a=',
		'<|x|>',
		'"',
		'\\"',
		'<parameter=a>',
		'<invoke name="a"><b>',
		'<tool_call> </tool_call>',
		' ',
	];
	for (const shape of shapes) {
		const timeOf = (length: number) => {
			const text = shape.repeat(Math.ceil(length / shape.length));
			const times = [1, 2, 3].map(() => {
				const start = performance.now();
				findWrittenCalls(text, text, asked);
				return performance.now() - start;
			});
			return Math.max(1, Math.min(...times));
		};
		// Ten times the text may take some ten times as long; squared it would be a hundred.
		expect(timeOf(180_000) / timeOf(18_000), shape).toBeLessThan(40);
	}
});

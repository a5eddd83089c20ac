import { expect, it } from 'vitest';
import { parseAddress, queryOf } from '../../../nodes/engine/endpoint/parseAddress';

it.each([
	['http://localhost:8000/v1', 'http://localhost:8000/v1'],
	['http://localhost:8000/v1/', 'http://localhost:8000/v1'],
	['http://localhost:8000', 'http://localhost:8000/v1'],
	['http://localhost:8000/', 'http://localhost:8000/v1'],
	['  http://localhost:8000//  ', 'http://localhost:8000/v1'],
	['localhost:8000', 'http://localhost:8000/v1'],
	['localhost:8000/v1', 'http://localhost:8000/v1'],
	['gpu-box', 'http://gpu-box/v1'],
	['192.168.1.20:11434', 'http://192.168.1.20:11434/v1'],
	['[::1]:8000', 'http://[::1]:8000/v1'],
	['HTTPS://Models.Example.com/v1', 'https://models.example.com/v1'],
	['http://localhost:8000/v1/chat/completions', 'http://localhost:8000/v1'],
	['http://localhost:8000/v1/chat/completions/', 'http://localhost:8000/v1'],
	['http://localhost:8000/v1/models', 'http://localhost:8000/v1'],
	['http://localhost:8000/docs', 'http://localhost:8000/v1'],
	['http://localhost:8000/health', 'http://localhost:8000/v1'],
	['https://example.com/team/llm/v1?key=1#top', 'https://example.com/team/llm/v1'],
	['https://x.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21', 'https://x.openai.azure.com/openai/deployments/gpt'],
	['https://x.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=1', 'https://x.openai.azure.com/openai/deployments/gpt'],
	['localhost:8000?key=1', 'http://localhost:8000/v1'],
	['https://example.com/api/openai', 'https://example.com/api/openai'],
])('reads %j as %j', (typed, address) => {
	expect(parseAddress(typed)).toBe(address);
});

it.each([
	['', /is empty/],
	['   ', /is empty/],
	['http://', /is not an address/],
	['my server', /is not an address/],
	['http://local host:8000', /is not an address/],
	['localhost:99999', /is not an address/],
	['ftp://localhost:8000', /begins with ftp:\/\//],
	['ws://localhost:8000/v1', /begins with ws:\/\//],
	['http://me:secret@localhost:8000', /user name or password/],
	['http://me:secret@local host:8000', /is not an address/],
	['me:secret@:99999', /is not an address/],
	['ftp://me:secret@localhost:8000', /begins with ftp:\/\//],
	['http://local host:8000/v1?key=secret', /is not an address/],
	['ftp://localhost/v1?key=secret', /begins with ftp:\/\//],
	['ftp://me:a?secret@localhost:8000', /is not an address/],
	['ftp://me:a#secret@localhost:8000', /is not an address/],
	['http://me:a/secret@local host', /is not an address/],
	['http://local host?user=a@secret', /is not an address/],
])('says what is wrong with %j, and how it is written', (typed, sentence) => {
	const parse = () => parseAddress(typed);
	expect(parse).toThrow(sentence);
	expect(parse).toThrow(expect.objectContaining({ name: 'InvalidInputError', field: 'Base URL', advice: expect.any(String) }));
	expect(parse).not.toThrow(/secret/);
});

it.each([
	['https://x.openai.azure.com/openai/deployments/gpt/?api-version=2024-10-21', '?api-version=2024-10-21'],
	['http://localhost:8000/v1/models?a=1&b=two%20words#top', '?a=1&b=two%20words'],
	[' localhost:8000?a=1 ', '?a=1'],
	['http://localhost:8000/v1?', ''],
	['http://localhost:8000/v1#a?b=1', ''],
	['http://localhost:8000/v1', ''],
])('keeps of %j the query %j', (typed, query) => {
	expect(queryOf(typed)).toBe(query);
});

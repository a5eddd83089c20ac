import { expect, it } from 'vitest';
import { parseAddress } from '../../../nodes/engine/endpoint';

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
])('says what is wrong with %j, and how it is written', (typed, sentence) => {
	const parse = () => parseAddress(typed);
	expect(parse).toThrow(sentence);
	expect(parse).toThrow(expect.objectContaining({ name: 'InvalidInputError', field: 'Base URL', advice: expect.any(String) }));
	expect(parse).not.toThrow(/secret/);
});

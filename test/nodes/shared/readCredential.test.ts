import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../../../nodes/engine/errors';
import { readCredential } from '../../../nodes/shared/readCredential';

const n8nsWords = 'Node does not have any credentials set for "openAiApi"';
const lack = () => new InvalidInputError('This node has no OpenAI credential', 'Choose one.', 'Credential for OpenAI');
const nodeWith = (credentials: object | undefined, getCredentials: () => Promise<object>) =>
	({ getCredentials, getNode: () => ({ name: 'node', credentials }) }) as unknown as Parameters<typeof readCredential>[0];
const refuse = async () => await Promise.reject(new Error(n8nsWords));

describe('readCredential', () => {
	it('gives the credential that is chosen', async () => {
		expect(
			await readCredential(
				nodeWith({ openAiApi: { id: '1' } }, async () => ({ url: 'here' })),
				'openAiApi',
				0,
				lack,
			),
		).toEqual({ url: 'here' });
	});

	it.each([undefined, {}, { openAiApi: { id: null, name: 'of a template' } }])(
		'says what is missing where %j is chosen',
		async (credentials) => {
			await expect(readCredential(nodeWith(credentials, refuse), 'openAiApi', 0, lack)).rejects.toThrow(
				'This node has no OpenAI credential',
			);
		},
	);

	it("leaves n8n's words alone where one is chosen that cannot be read", async () => {
		await expect(readCredential(nodeWith({ openAiApi: { id: '1' } }, refuse), 'openAiApi', 0, lack)).rejects.toThrow(n8nsWords);
	});
});

import type { RunningN8n } from '../../scripts/real-n8n/startN8n.mts';

/** n8n's internal API, as the editor uses it, logged in as the owner. */
export interface Rest {
	call(method: string, path: string, body?: unknown): Promise<{ status: number; data: unknown }>;
	/** A key for n8n's public API. */
	createApiKey(): Promise<string>;
}

export async function openRest(n8n: RunningN8n): Promise<Rest> {
	const send = async (method: string, path: string, body: unknown, cookie: string) =>
		await fetch(`${n8n.address}/${path}`, {
			method,
			// A busy n8n lets connections go that were kept alive, just when they are used again.
			headers: { 'content-type': 'application/json', connection: 'close', cookie },
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
	const login = await send('POST', 'rest/login', { emailOrLdapLoginId: n8n.owner.email, password: n8n.owner.password }, '');
	if (!login.ok) throw new Error(`n8n refused its owner: ${login.status} ${await login.text()}`);
	const cookie = login.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');

	const call: Rest['call'] = async (method, path, body) => {
		const response = await send(method, path, body, cookie);
		const text = await response.text();
		const parsed = readJson(text);
		return { status: response.status, data: isObject(parsed) && 'data' in parsed ? parsed.data : parsed };
	};
	const createApiKey = async () => {
		const scopes = ['workflow:list', 'workflow:read'];
		const { status, data } = await call('POST', 'rest/api-keys', { label: `test ${Date.now()}`, scopes, expiresAt: null });
		if (status >= 300) throw new Error(`n8n made no API key: ${status} ${JSON.stringify(data)}`);
		return (data as { rawApiKey: string }).rawApiKey;
	};
	return { call, createApiKey };
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

import { SetupError } from '../shared/setupError.mts';

/** A machine and a port on it. */
export interface Place {
	readonly host: string;
	readonly port: number;
}

/**
 * Where machines join, from what people type for it: a name or an address, and a port where it is not the usual one.
 *
 * @throws SetupError for anything else, such as the Base URL.
 */
export function readHead(word: string, usualPort: number): Place {
	const [, bracketed, name, port] = /^(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/i.exec(word) ?? [];
	const host = bracketed ?? name;
	const number = port === undefined ? usualPort : Number(port);
	if (host !== undefined && number > 0 && number < 65_536) return { host, port: number };
	throw new SetupError(
		`${word} is no machine.`,
		`Say its name, and its port if it is another one: npm run ray -- join melchior:${usualPort}`,
	);
}

/**
 * The address at which models answer, from what people type for it: `melchior` will do.
 *
 * @throws SetupError where it is no http address.
 */
export function readBaseUrl(word: string, usualPort: number): string {
	const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(word);
	const url = URL.parse(hasScheme ? word : `http://${word}`);
	if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
		throw new SetupError(
			`${word} is no address of a model server.`,
			`Say for example: npm run ray -- check http://melchior:${usualPort}/v1`,
		);
	if (!hasScheme && url.port === '') url.port = String(usualPort);
	const path = url.pathname.replace(/\/+$/, '');
	return url.origin + (path === '' ? '/v1' : path);
}

import { SetupError } from '../shared/setupError.mts';

/**
 * The path at which all model servers behind one address answer.
 *
 * @throws SetupError where one is asked over https, or at another path than the others.
 */
export function commonPath(servers: readonly string[]): string {
	const https = servers.find((server) => new URL(server).protocol === 'https:');
	if (https !== undefined)
		throw new SetupError(
			`HAProxy asks model servers over http here, and ${https} wants https.`,
			'Name it alone and without --address, or only the others.',
		);
	const [pathname = '', ...others] = new Set(servers.map(pathOfOne));
	if (others.length > 0)
		throw new SetupError(
			`Behind one address, all servers answer at the same path; these answer at ${[pathname, ...others].join(' and ')}.`,
			'Give all of them the same path, such as /v1.',
		);
	return pathname;
}

/** Without one, it is the usual path, as in the credential. */
const pathOfOne = (server: string): string => new URL(server).pathname.replace(/\/+$/, '') || '/v1';

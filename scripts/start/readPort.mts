import { SetupError } from '../shared/setupError.mts';

/** n8n's port: what N8N_PORT says, else its usual 5678. */
export function readPort(text: string | undefined): number {
	if (text === undefined || text === '') return 5678;
	const port = Number(text);
	if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
	throw new SetupError(`N8N_PORT says ${text}, which is no port.`, 'Give a whole number from 1 to 65535.');
}

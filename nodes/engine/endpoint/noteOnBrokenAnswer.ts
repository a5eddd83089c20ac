import type { Failure } from './failedAttempt';
import { withoutSecrets } from './failures/withoutSecrets';
import { readErrorBody } from './readErrorBody';
import { shorten } from '../text/shorten';

/** Says that an answer ended in an error of the server, in its own words, and that what had come before is kept. One note for all clones that met the same. */
export function noteOnBrokenAnswer(model: string, failure: Failure, secrets: readonly string[]): string {
	const seen = withoutSecrets(failure, secrets);
	const said = seen.kind === 'refused' ? shorten(readErrorBody(seen.body).words).replace(/\.$/, '') : '';
	return `The server broke an answer of "${model}" off with an error${said === '' ? '' : `: "${said}"`}. What had come of it is kept, marked as cut; look into the server's log.`;
}

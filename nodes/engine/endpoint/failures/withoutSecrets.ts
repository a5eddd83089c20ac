import type { Failure } from '../failedAttempt';
import { hideSecrets } from '../hideSecrets';

/** The same failure with keys and passwords taken out of what the server sent. Before any word of it is shortened: half a key would not be found any more. */
export function withoutSecrets(failure: Failure, secrets: readonly string[]): Failure {
	switch (failure.kind) {
		case 'refused': {
			const { body, location } = failure;
			return {
				...failure,
				body: hideSecrets(body, secrets),
				...(location === undefined ? {} : { location: hideSecrets(location, secrets) }),
			};
		}
		case 'nonsense':
			return { ...failure, body: hideSecrets(failure.body, secrets) };
		default:
			return failure;
	}
}

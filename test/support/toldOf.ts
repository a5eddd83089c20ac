import type { ChatAnswer } from '../../nodes/engine/endpoint/endpoint';
import type { RequestWatch } from '../../nodes/engine/endpoint/requestCount';

/** The answer, after its requests and cost were told as an endpoint does: each attempt as it goes out, and what the last one cost. */
export function toldOf(watch: RequestWatch | undefined, answer: ChatAnswer): ChatAnswer {
	for (let attempt = 1; attempt <= answer.attempts; attempt++) watch?.onAttempt(attempt);
	watch?.onCost(answer.usage);
	return answer;
}

import { InvalidInputError } from '../../errors';

/** How far a clone may go with its tools. */
export interface ToolLimits {
	/** Times the model may ask for tools; calls of one step run side by side. */
	readonly mostSteps: number;
	/** For one call. */
	readonly timeoutMs: number;
	/** Of one output that the clone gets to see. */
	readonly mostCharacters: number;
}

/** More calls than this in one step are refused: a model that writes them has lost its way. */
export const MOST_CALLS_A_STEP = 16;

/** @throws InvalidInputError naming the field. */
export function checkToolLimits({ mostSteps, timeoutMs, mostCharacters }: ToolLimits): void {
	if (!Number.isInteger(mostSteps) || mostSteps < 1 || mostSteps > 100) {
		throw new InvalidInputError(
			`Tool Steps is ${mostSteps}, and it goes from 1 to 100`,
			'Eight is a good number to start with.',
			'Tool Steps',
		);
	}
	if (!(timeoutMs > 0))
		throw new InvalidInputError(
			'Tool Timeout (Seconds) is not above 0',
			'Give the seconds that one call of a tool may take, for example 30.',
			'Tool Timeout (Seconds)',
		);
	if (!Number.isInteger(mostCharacters) || mostCharacters < 100) {
		throw new InvalidInputError(
			`Tool Output (Characters) is ${mostCharacters}, and it is 100 or more`,
			'Set how much of an output a clone gets to see, for example 8000.',
			'Tool Output (Characters)',
		);
	}
}

import type { Sampling } from './candidate';

/** How a clone that has no words of its own differs from its siblings: by what its model was really sent. */
export function nameSampling({ temperature, seed }: Sampling): string {
	if (temperature !== undefined) return `temperature ${temperature}`;
	return seed === undefined ? "the model's own sampling" : `seed ${seed}`;
}

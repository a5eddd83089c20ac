import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Several times, with time in between for what is cleaned up afterwards. */
export async function collectGarbage(): Promise<void> {
	for (let times = 0; times < 4; times++) {
		collect();
		await setTimeout(50);
	}
}

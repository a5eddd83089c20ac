import { describe } from 'vitest';
import { findChromium } from '../../../scripts/editor/findChromium.mts';

/** A group of tests that need a browser; without a Chromium they are skipped, and their name says why. */
export function describeInEditor(name: string, tests: () => void): void {
	const why = findChromium() === undefined ? ' (skipped: no Chromium found, see CHROMIUM_PATH)' : '';
	describe.skipIf(why !== '')(`${name}${why}`, tests);
}

import type { CloneTurns } from './cloneTurns';
import type { FanOutRequest } from './fanOutRequest';
import type { RunAnswers } from './runAnswers';
import { createStopRule } from './stopRule';

/** What a clone ends with that was stopped because the run had what it wanted. */
export const stoppedOnPurpose = Symbol('stopped on purpose');

/** Stops the clones of one run that are still out, once the chosen rule is content, and knows why the run ended. */
export class RunStop {
	/** In the words of the receipt. */
	because = 'all clones had ended';
	/** Whether a rule has stopped the run. */
	hasCome = false;
	private readonly rule;
	private readonly minimumAnswers;

	constructor(
		{ stopWhen, minimumAnswers }: Pick<FanOutRequest, 'minimumAnswers' | 'stopWhen'>,
		private readonly answers: RunAnswers,
		private readonly turns: CloneTurns,
	) {
		this.rule = createStopRule(stopWhen);
		this.minimumAnswers = minimumAnswers;
	}

	/**
	 * Looks at what has come so far. A rule that takes its time counts only while somebody is still out.
	 *
	 * With fewer answers than the run needs no rule is asked: the run would fail for want of clones that it stopped itself.
	 */
	look(): void {
		const { stillOut, asTheyCame } = this.answers;
		if (stillOut <= 0 || this.hasCome || asTheyCame.length < this.minimumAnswers) return;
		const because = this.rule(asTheyCame, stillOut);
		if (because instanceof Promise) {
			void because.then(
				(found) => this.stop(this.answers.stillOut > 0 ? found : undefined),
				() => {},
			);
		} else this.stop(because);
	}

	private stop(because: string | undefined): void {
		if (because === undefined || this.hasCome) return;
		this.because = because;
		this.hasCome = true;
		this.turns.stop(stoppedOnPurpose);
	}
}

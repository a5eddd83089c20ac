import type { CloneWork } from './cloneWork';
import { createWork } from './createWork';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import type { PreparedRun } from './prepareRun';
import type { Sharers } from './tools/createToolWork';

/** Gives each clone of one run its work; in a run with rounds a clone goes on with what it began. */
export class CloneWorks {
	private readonly works = new Map<number, CloneWork>();

	constructor(
		private readonly request: FanOutRequest,
		private readonly context: FanOutContext,
		private readonly sharers: Sharers | undefined,
	) {}

	workOf(plan: ClonePlan, prepared: PreparedRun): CloneWork {
		const known = this.works.get(plan.clone);
		if (known !== undefined) return known;
		const work = createWork(plan, this.request, this.contextOf(plan), prepared, this.sharers);
		if (this.sharers !== undefined) this.works.set(plan.clone, work);
		return work;
	}

	/** The larger model may be on a server of its own. */
	private contextOf({ clone }: ClonePlan): FanOutContext {
		const { largerEndpoint } = this.context;
		return clone > this.request.clones && largerEndpoint !== undefined ? { ...this.context, endpoint: largerEndpoint } : this.context;
	}
}

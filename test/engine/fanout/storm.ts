import { showsItsBeginning } from '../../support/servers/thinkingShapes.ts';
import type { ChatBody, ServerKind } from '../../support/servers/serverKind.ts';
import { startServer } from '../../support/servers/startServer.ts';
import type { Trouble } from '../../support/servers/trouble.ts';
import { startVllmDouble, type Fault } from '../../support/vllmDouble/index.ts';

/** A server that lets every third clone down, by the clone's number. */
export interface FaultyServer {
	readonly name: string;
	readonly baseUrl: string;
	readonly model: string;
	/** Forgets which clones were let down before. */
	beginRun(): void;
	/** What it answers to the clone of this number. */
	textOf(clone: number): string;
	/** Whether this may be left of that answer; thinking whose beginning nobody marks is taken for it. */
	mayBeCutTo(clone: number, text: string): boolean;
	/** What it does to that clone; undefined: nothing. */
	faultOf(clone: number): string | undefined;
	/** Whether this is why that clone has no answer. */
	isTrue(clone: number, reason: string): boolean;
	connectionsOpen(): number;
	inFlight(): number;
	untilIdle(): Promise<void>;
	close(): Promise<void>;
}

/** A fault, whether it meets every request of its clone or the first alone, and how a true reason speaks of it. */
interface Planned<Kind> {
	readonly fault: Kind;
	readonly always: boolean;
	readonly speaks: RegExp;
}

type FaultList<Kind> = ReadonlyArray<readonly [fault: Kind, speaks: RegExp]>;

const TIME = /time|deadline/i;
const BROKE = /broke off|closed the connection|cut|went away/i;
const textOf = (clone: number) => `Answer of number ${clone}, in several pieces, and it ends here.`;

/** Every third clone meets one of these, in turn; every second of them for good. */
function plan<Kind>(clone: number, faults: FaultList<Kind>): Planned<Kind> | undefined {
	if (clone % 3 !== 0) return undefined;
	const turn = clone / 3;
	const [fault, speaks] = faults[turn % faults.length]!;
	return { fault, speaks, always: Math.floor(turn / faults.length) % 2 === 1 };
}

/** Counts the requests of each clone, by the number that it was given. */
class Requests {
	private readonly counts = new Map<number, number>();

	/** Which request of its clone this is. */
	count(clone: number): number {
		const nth = (this.counts.get(clone) ?? 0) + 1;
		this.counts.set(clone, nth);
		return nth;
	}

	forget(): void {
		this.counts.clear();
	}
}

const hasOutputs = (body: { readonly messages?: ReadonlyArray<{ readonly role: string }> }) =>
	(body.messages ?? []).some(({ role }) => role === 'tool');
const offersTools = (body: Readonly<Record<string, unknown>>) => Array.isArray(body['tools']) && body['tools'].length > 0;
const numberOf = (body: { readonly messages?: unknown }) => Number(/You are number (\d+)/.exec(JSON.stringify(body.messages ?? []))?.[1]);

/** Faults that end a request at once, or those that a clone only gets away from when its time is over. */
export type Faults = 'quick' | 'waiting';

/** A server of the zoo. */
export async function openFaultyServer(kind: ServerKind, which: Faults): Promise<FaultyServer> {
	const faults = which === 'quick' ? quickTroubles(kind) : waitingTroubles;
	const requests = new Requests();
	const server = await startServer(kind, {
		answer: (body: ChatBody) => {
			if (offersTools(body) && !hasOutputs(body)) return { thinking: 'I ask.', calls: [{ name: 'weather', arguments: { q: 'Rome' } }] };
			return { thinking: 'Hm.', text: textOf(numberOf(body)) };
		},
		trouble: (body) => pick(numberOf(body), faults, requests),
	});
	return {
		...describe(kind.name, server, faults, requests, !showsItsBeginning(kind)),
		connectionsOpen: () => server.connectionsOpen,
		inFlight: () => server.inFlight,
		untilIdle: async () => await server.until(() => server.connectionsOpen === 0 && server.inFlight === 0),
		close: async () => await server.close(),
	};
}

/** The vLLM double with all its faults. */
export async function openFaultyDouble(which: Faults): Promise<FaultyServer> {
	const faults = which === 'quick' ? quickFaults : waitingFaults;
	const requests = new Requests();
	const double = await startVllmDouble({
		answer: (body) => {
			if (offersTools(body) && !hasOutputs(body)) return { toolCalls: [{ name: 'weather', arguments: '{"q":"Rome"}' }] };
			return { text: textOf(numberOf(body)) };
		},
		faults: ({ body }) => pick(numberOf(body), faults, requests),
	});
	return {
		...describe('the vLLM double', double, faults, requests),
		connectionsOpen: () => double.counters.connectionsOpen,
		inFlight: () => double.counters.inFlight,
		untilIdle: async () => await double.until(() => double.counters.connectionsOpen === 0 && double.counters.inFlight === 0),
		close: async () => await double.close(),
	};
}

function pick<Kind>(clone: number, faults: FaultList<Kind>, requests: Requests): Kind | undefined {
	const nth = requests.count(clone);
	const planned = plan(clone, faults);
	return planned !== undefined && (planned.always || nth === 1) ? planned.fault : undefined;
}

function describe<Kind extends { readonly kind: string }>(
	name: string,
	{ baseUrl, model }: { readonly baseUrl: string; readonly model: string },
	faults: FaultList<Kind>,
	requests: Requests,
	thinksUnmarked = false,
) {
	return {
		name,
		baseUrl,
		model,
		beginRun: () => requests.forget(),
		textOf,
		mayBeCutTo: (clone: number, text: string) =>
			[textOf(clone), ...(thinksUnmarked ? ['Hm.', 'I ask.'] : [])].some((whole) => whole.startsWith(text)),
		faultOf: (clone: number) => plan(clone, faults)?.fault.kind,
		isTrue: (clone: number, reason: string) => plan(clone, faults)?.speaks.test(reason) ?? false,
	};
}

const waitingTroubles: FaultList<Trouble> = [
	[{ kind: 'stall' }, TIME],
	[{ kind: 'silent' }, TIME],
];

function quickTroubles(kind: ServerKind): FaultList<Trouble> {
	return [
		[{ kind: 'overloaded', forMs: 300 }, /more to do|busy|overload|limit|time/i],
		[{ kind: 'loading', forMs: 300 }, /load|time/i],
		[{ kind: 'streamError', afterPieces: 1 }, new RegExp(`${kind.errors.inStreamWords}|${BROKE.source}`, 'i')],
		[{ kind: 'reset', afterPieces: 1 }, BROKE],
		[{ kind: 'endEarly', afterPieces: 1 }, BROKE],
		[{ kind: 'reset', afterPieces: 16 }, BROKE],
		[{ kind: 'withoutUsage' }, /^$/],
	];
}

const waitingFaults: FaultList<Fault> = [
	[{ kind: 'hang' }, TIME],
	[{ kind: 'stallMidway' }, TIME],
];

const quickFaults: FaultList<Fault> = [
	[{ kind: 'status', status: 500 }, /500|broke|wrong|scripted fault/i],
	[{ kind: 'status', status: 503, retryAfter: '0.05' }, /more to do|503/i],
	[{ kind: 'status', status: 429 }, /more to do|429/i],
	[{ kind: 'resetBeforeBytes' }, BROKE],
	[{ kind: 'resetMidway' }, BROKE],
	[{ kind: 'cutJson' }, /JSON|broke/i],
	[{ kind: 'truncatedStream' }, /JSON|broke/i],
	[{ kind: 'withoutDone' }, /^$/],
	[{ kind: 'malformedSse' }, /JSON|broke|answer/i],
	[{ kind: 'errorChunk' }, /EngineCore/],
	[{ kind: 'html' }, /web page|HTML/i],
	[{ kind: 'emptyBody' }, /empty|nothing/i],
	[{ kind: 'otherJson', body: { hello: 'there' } }, /no chat answer/i],
	[{ kind: 'slow', byMs: 200 }, TIME],
];

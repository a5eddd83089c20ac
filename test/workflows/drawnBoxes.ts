import type { INodeType } from 'n8n-workflow';
import { CloneEvaluator } from '../../nodes/CloneEvaluator/CloneEvaluator.node';
import { MemoryGateway } from '../../nodes/MemoryGateway/MemoryGateway.node';
import { ShadowCloneFanOut } from '../../nodes/ShadowCloneFanOut/ShadowCloneFanOut.node';
import { Synthesizer } from '../../nodes/Synthesizer/Synthesizer.node';

/** A node as its file holds it. */
export interface PlacedNode {
	readonly name: string;
	readonly type: string;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a node takes up on n8n's canvas, with what is drawn around it. */
export interface Box {
	readonly name: string;
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** A node; one that others are plugged into from below is wider, by n8n's own sum for up to four of them. */
const PLAIN = 96;
const PLUGGED_INTO = 224;
const SUB_NODE = 80;
/** Its name below it, where it does not stand inside. */
const NAME = 40;
/** The plugs below it, each with its name and a plus. */
const PLUGS = 100;
/** To the next one, for the line between them and the names of outputs. */
const GAP = 60;

/** A letter of a command in a sticky, and the space around the command. */
const LETTER = 9.6;
const AROUND_CODE = 40;

/** How many letters of a command stand side by side in a sticky so wide. */
export const codeColumnsOf = (width: number): number => Math.floor((width - AROUND_CODE) / LETTER);

const takesSubNodes = ({ description: { inputs } }: INodeType) => Array.isArray(inputs) && inputs.some((input) => input !== 'main');
const ownWide = [new CloneEvaluator(), new MemoryGateway(), new ShadowCloneFanOut(), new Synthesizer()]
	.filter(takesSubNodes)
	.map(({ description }) => description.name);

/** Of n8n's own nodes that take sub-nodes, templates use one. */
const isWide = (kind: string) => kind === 'agent' || ownWide.includes(kind);

/** `isSubNode`: it is plugged into another one from below. */
export function boxOf({ name, type, position, parameters }: PlacedNode, { isSubNode }: { readonly isSubNode: boolean }): Box {
	const kind = type.split('.').at(-1) ?? '';
	const [left, top] = position;
	const box = (width: number, height: number) => ({ name, left, top, right: left + width, bottom: top + height });
	if (kind === 'stickyNote') return box(Number(parameters['width']), Number(parameters['height']));
	if (isSubNode) return box(SUB_NODE, SUB_NODE + NAME);
	return isWide(kind) ? box(PLUGGED_INTO + GAP, PLAIN + PLUGS) : box(PLAIN + GAP, PLAIN + NAME);
}

export function overlap(one: Box, other: Box): boolean {
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

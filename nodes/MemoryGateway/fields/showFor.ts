import type { IDisplayOptions } from 'n8n-workflow';

/** Shown for these operations on memories. */
export const showFor = (...operation: string[]): IDisplayOptions => ({ show: { resource: ['memory'], operation } });

/** The same for a field inside a collection. */
export const showOptionFor = (...operation: string[]): IDisplayOptions => ({
	show: { '/resource': ['memory'], '/operation': operation },
});

/** Hidden where an agent uses the node as a tool. */
export const notForTools: IDisplayOptions = { show: { '@tool': [false] } };

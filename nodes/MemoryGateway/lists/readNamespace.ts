import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { readLocator } from '../../shared/readLocator';
import { readName } from '../operations/readName';

/** @throws InvalidInputError where none is chosen yet. */
export function readNamespace(context: ILoadOptionsFunctions): string {
	return readName(readLocator(context.getNodeParameter('namespace', '')), 'Namespace');
}

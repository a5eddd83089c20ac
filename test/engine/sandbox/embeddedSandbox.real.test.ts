import { describeHostility } from '../../contracts/sandboxHostile';
import { createSandbox } from '../../../nodes/engine/sandbox';

describeHostility('The embedded sandbox', () => createSandbox('javascript'), ['javascript', 'typescript']);

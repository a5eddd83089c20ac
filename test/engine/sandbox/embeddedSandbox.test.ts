import { describeSandbox } from '../../contracts/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { createSandbox } from '../../../nodes/engine/sandbox';

const open = () => createSandbox('javascript');

describeSandbox('The embedded sandbox', open, ['javascript', 'typescript']);
describeHostility('The embedded sandbox', open, ['javascript', 'typescript']);

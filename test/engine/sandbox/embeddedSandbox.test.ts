import { describeSandbox } from '../../contracts/sandbox';
import { createSandbox } from '../../../nodes/engine/sandbox';

describeSandbox('The embedded sandbox', () => createSandbox('javascript'), ['javascript', 'typescript']);

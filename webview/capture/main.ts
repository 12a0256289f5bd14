import { registerControls } from '../ui/controls';
import { CaptureEditor } from './captureEditor';
import { DetailPage } from './detailPage';
import { connectToHost } from './host';

registerControls();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element "app" to stand in.');
const host = connectToHost((message) => editor.receive(message));
const editor = root.dataset.part === 'detail' ? new DetailPage(root, host) : new CaptureEditor(root, host);
host.send({ kind: 'ready' });

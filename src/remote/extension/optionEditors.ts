import * as vscode from 'vscode';
import type { StartWorker } from '../../session/client/workerLink';
import { type CaptureRequestForm, DRIVERS, type FormOption, PRIVILEGES } from '../capture/captureForm';
import { type CaptureOptions, LARGEST_SNAPLEN, SMALLEST_RING } from '../capture/captureOptions';
import { parseDuration, parseSize, sizeText } from '../capture/figures';
import type { ReadyHost } from '../capture/hostCapture';
import { editFilter } from './filterEditor';
import { pickLimits } from './limitPicker';

/** Lets the person change one option; gives the form as it is then. `hosts`: those that limits are picked on. */
export async function editOption(
  form: CaptureRequestForm,
  option: FormOption['option'],
  hosts: readonly ReadyHost[],
  startWorker: StartWorker,
): Promise<CaptureRequestForm> {
  if (option === 'limit') return { ...form, limits: (await pickLimits(hosts, form.limits)) ?? form.limits };
  return { ...form, options: { ...form.options, ...(await changed(form, option, startWorker)) } };
}

async function changed(
  { options, hosts }: CaptureRequestForm,
  option: keyof CaptureOptions,
  startWorker: StartWorker,
): Promise<Partial<CaptureOptions>> {
  switch (option) {
    case 'seconds': {
      const prompt = 'Seconds, or 5m, 1h. Empty: until it is stopped.';
      const shown = options.seconds === undefined ? '' : `${options.seconds}`;
      const text = await askText('Duration', prompt, shown, (each) => parseDuration(each) !== undefined);
      return text === undefined ? {} : { seconds: parseDuration(text) };
    }
    case 'bytes': {
      const prompt = 'Bytes, or 500 MB, 2 GB. Empty: no limit.';
      const shown = options.bytes === undefined ? '' : sizeText(options.bytes);
      const text = await askText('Size Limit', prompt, shown, (each) => parseSize(each) !== undefined);
      return text === undefined ? {} : { bytes: parseSize(text) };
    }
    case 'keepSeconds': {
      const prompt = 'Seconds, or 5m, 1h: what is older is dropped while it runs. Empty: everything is kept.';
      const shown = options.keepSeconds === undefined ? '' : `${options.keepSeconds}`;
      const text = await askText('Keep Only the Last', prompt, shown, (each) => parseDuration(each) !== undefined);
      return text === undefined ? {} : { keepSeconds: parseDuration(text) };
    }
    case 'keepBytes': {
      const prompt = 'Bytes, or 500 MB, 2 GB: what is older is dropped while it runs. Empty: everything is kept.';
      const shown = options.keepBytes === undefined ? '' : sizeText(options.keepBytes);
      const isEnough = (each: string): boolean => (parseSize(each) ?? 0) >= SMALLEST_RING;
      const text = await askText('Keep at Most', prompt, shown, isEnough);
      return text === undefined ? {} : { keepBytes: parseSize(text) };
    }
    case 'snaplen': {
      const prompt = `Bytes of each data buffer to keep, 1 to ${LARGEST_SNAPLEN}.`;
      const text = await askText('Snaplen', prompt, String(options.snaplen), isSnaplen);
      return text === undefined || text === '' ? {} : { snaplen: Number(text) };
    }
    case 'filter': {
      const filter = await editFilter(options.filter, hosts[0]?.facts.sysdig, startWorker);
      return filter === undefined ? {} : { filter };
    }
    case 'command': {
      const prompt = 'A shell command that runs on the host under the capture, which ends with it. Empty: none.';
      const command = await askText('Run a Command', prompt, options.command, () => true);
      return command === undefined ? {} : { command };
    }
    case 'kubernetesApi': {
      const prompt = 'Address of the API server that sysdig on the host asks. Empty: none.';
      const address = await askText('Kubernetes API', prompt, options.kubernetesApi, (text) => !/\s/.test(text));
      return address === undefined ? {} : { kubernetesApi: address };
    }
    case 'privilege':
      return choose('Rights', 'privilege', PRIVILEGES);
    case 'driver':
      return choose('Driver', 'driver', DRIVERS);
    case 'compress':
      return { compress: !options.compress };
  }
}

function isSnaplen(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST_SNAPLEN;
}

/** An empty text is always right. */
async function askText(
  title: string,
  prompt: string,
  value: string,
  isRight: (text: string) => boolean,
): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (each) => (each.trim() === '' || isRight(each.trim()) ? undefined : prompt),
  });
  return text?.trim();
}

async function choose<Name extends 'privilege' | 'driver'>(
  title: string,
  option: Name,
  choices: readonly (readonly [CaptureOptions[Name], string])[],
): Promise<Partial<CaptureOptions>> {
  const items = choices.map(([value, label]) => ({ label, value }));
  const chosen = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  return chosen ? { [option]: chosen.value } : {};
}

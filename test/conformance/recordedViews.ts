import type { ViewRequest } from '../support/viewOutput';

/** A recorded output of one of sysdig's chisels, and how it was asked for. */
export interface RecordedView {
  /** The recording's name in `chisels`, without `.txt.gz`. */
  readonly file: string;
  readonly name: string;
  readonly request: ViewRequest;
}

/** As the command line does: the recordings have the accidents of the program that made them. */
const AS_PRINTED = { imitatesAccidents: true } as const;
const AS_TEXT = { ...AS_PRINTED, dataMode: 'ascii' } as const;

/** Recordings with arguments: the name, an underscore and the argument. */
const WITH_ARGUMENT = /^(fdbytes_by|fileslower|netlower|scallslower|spy_file|spy_ip|spy_port)_(.+)$/;

const SPECIAL: Readonly<Record<string, RecordedView>> = {
  'echo_fds.A.plain': {
    file: 'echo_fds.A.plain',
    name: 'echo_fds',
    request: { word: 'disable_color', textOptions: AS_TEXT },
  },
  'echo_fds.resolv.conf': {
    file: 'echo_fds.resolv.conf',
    name: 'echo_fds',
    request: {
      word: 'disable_color',
      filter: 'fd.type=file and fd.name=/etc/resolv.conf',
      showsContainers: true,
      textOptions: AS_TEXT,
    },
  },
};

/** How a recording of this name was made. */
export function recordedView(file: string): RecordedView {
  if (SPECIAL[file]) return SPECIAL[file];
  const showsContainers = file.endsWith('.pc');
  const named = showsContainers ? file.slice(0, -'.pc'.length) : file;
  const [, name = named, word = ''] = WITH_ARGUMENT.exec(named) ?? [];
  return { file, name, request: { word, showsContainers, textOptions: AS_PRINTED } };
}

/** What has rows without an order in sysdig: those of most are ranked. */
export function tableKind(name: string): 'ranked' | 'unranked' | undefined {
  if (/^(top|fd\w+_by)/.test(name)) return 'ranked';
  return ['lscontainers', 'lsof', 'netstat'].includes(name) ? 'unranked' : undefined;
}

/** The recordings hold at most so many bytes; `spy_file` fewer. */
export function recordedLimit(name: string): number {
  return name === 'spy_file' ? 500_000 : 2_000_000;
}

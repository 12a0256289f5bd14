import { tlsExtensionName, tlsVersionName } from '../tables/tlsNames';
import { CUT, type TreeBuilder } from '../treeBuilder';
import { byteCount, hexBytes, hexText } from '../values';
import { latinText } from './httpHead';

const RANDOM = 32;
const SERVER_NAME = 0;
const PROTOCOLS = 16;
const SUPPORTED_VERSIONS = 43;

/**
 * Adds a hello message, its body at `start`, with its names and protocols. Returns the name of the version that it chooses
 * or offers at most, and what it names. Source: RFC 8446 §4.1, RFC 6066 §3 (server name), RFC 7301 §3.1 (protocols).
 */
export function readHello(
  tree: TreeBuilder,
  header: number,
  start: number,
  end: number,
  isClient: boolean,
): { readonly version: string | undefined; readonly names: string } {
  tree.open(isClient ? 'Client Hello' : 'Server Hello', '', header, end);
  const hello = new HelloReading(tree, start, Math.min(end, tree.end), isClient);
  hello.read();
  const said = [hello.serverName, hello.protocols].filter((text) => text !== '').join(', ');
  if (end > tree.end) tree.has(end - 1, 1);
  tree.close(end, said);
  return { version: hello.version, names: said };
}

class HelloReading {
  serverName = '';
  protocols = '';
  version: string | undefined;
  private at: number;

  constructor(
    private readonly tree: TreeBuilder,
    start: number,
    private readonly end: number,
    private readonly isClient: boolean,
  ) {
    this.at = start;
  }

  read(): void {
    const { tree, isClient } = this;
    const version = tree.number('Version', this.at, 2, versionText);
    this.version = tlsVersionName(version);
    if (!this.bytes('Random', this.at + 2, RANDOM)) return;
    if (!this.counted('Session id', 1)) return;
    if (isClient) {
      if (!this.counted('Cipher suites', 2) || !this.counted('Compression methods', 1)) return;
    } else {
      tree.number('Cipher suite', this.at, 2, (value) => hexText(value, 4));
      tree.number('Compression method', this.at + 2, 1);
      this.at += 3;
    }
    const length = this.at < this.end ? tree.number('Length of extensions', this.at, 2) : CUT;
    if (length !== CUT) this.extensions(this.at + 2, Math.min(this.end, this.at + 2 + length));
  }

  private bytes(name: string, at: number, length: number): boolean {
    if (at + length > this.end) return false;
    this.tree.add(name, hexBytes(this.tree.bytes, at, at + length), at, at + length);
    this.at = at + length;
    return true;
  }

  /** A field behind its length, which has so many bytes. */
  private counted(name: string, width: 1 | 2): boolean {
    const length = this.tree.peek(this.at, width);
    if (length === CUT || this.at + width + length > this.end) return false;
    const start = this.at + width;
    this.tree.add(
      name,
      length === 0 ? 'none' : `${byteCount(length)}: ${hexBytes(this.tree.bytes, start, start + length)}`,
      this.at,
      start + length,
    );
    this.at = start + length;
    return true;
  }

  private extensions(start: number, end: number): void {
    const { tree } = this;
    let at = start;
    while (at + 4 <= end) {
      const type = tree.peek(at, 2);
      const body = at + 4;
      const last = Math.min(end, body + tree.peek(at + 2, 2));
      tree.add(tlsExtensionName(type), this.extensionText(type, body, last), at, last);
      at = last;
    }
  }

  private extensionText(type: number, start: number, end: number): string {
    const { tree, isClient } = this;
    if (type === SERVER_NAME && isClient && end - start > 5) {
      this.serverName = latinText(tree.bytes, start + 5, Math.min(end, start + 5 + tree.peek(start + 3, 2)));
      return this.serverName;
    }
    if (type === PROTOCOLS && end - start > 2) {
      this.protocols = protocolList(tree.bytes, start + 2, end);
      return this.protocols;
    }
    if (type === SUPPORTED_VERSIONS) return this.versionsText(start, end);
    return end - start > 64 ? byteCount(end - start) : hexBytes(tree.bytes, start, end);
  }

  private versionsText(start: number, end: number): string {
    const versions: string[] = [];
    for (let at = this.isClient ? start + 1 : start; at + 2 <= end; at += 2)
      versions.push(versionText(this.tree.peek(at, 2)));
    if (!this.isClient && end - start === 2) this.version = tlsVersionName(this.tree.peek(start, 2)) ?? this.version;
    return versions.join(', ');
  }
}

function protocolList(bytes: Uint8Array, start: number, end: number): string {
  const names: string[] = [];
  for (let at = start; at < end; at += 1 + bytes[at])
    names.push(latinText(bytes, at + 1, Math.min(end, at + 1 + bytes[at])));
  return names.join(', ');
}

function versionText(version: number): string {
  return tlsVersionName(version) ?? hexText(version, 4);
}

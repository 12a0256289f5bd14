import type { HttpHead } from '../../packets/dissectors/httpHead';
import { type HttpServer, requestUrl } from './httpServer';

/** A request that is to be sent again. */
export interface CurlRequest {
  readonly head: HttpHead;
  readonly server: HttpServer;
  readonly body: Uint8Array;
}

/** Headers that curl makes of the address and of the body. */
const MADE_BY_CURL: ReadonlySet<string> = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);
/** Source: RFC 9110 §5.6.2. What is no name of a header might be something else to curl, such as the name of a file. */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/**
 * A command line for POSIX shells that sends a request again. Whatever the request holds, the line has no control characters,
 * and the shell and curl take nothing in it for more than text. A body that is not text cannot be in a line: it is left out, and
 * `--data-binary @body` stands for it.
 */
export function curlCommand({ head, server, body }: CurlRequest): string {
  const parts = ['curl', '--globoff', '--path-as-is'];
  if (head.method === 'HEAD') parts.push('--head');
  else if (head.method !== (body.length > 0 ? 'POST' : 'GET')) parts.push('-X', quoted(head.method));
  if (server.socketPath !== undefined) parts.push('--unix-socket', quoted(server.socketPath));
  for (const { name, value } of head.headers) {
    if (!TOKEN.test(name) || MADE_BY_CURL.has(name.toLowerCase())) continue;
    // A semicolon is curl's way to say that a header has no value.
    parts.push('-H', quoted(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (body.length > 0) {
    const text = asText(body);
    if (text === undefined) parts.push('--data-binary', '@body');
    else parts.push('--data-raw', quoted(text));
  }
  parts.push(quoted(requestUrl(head, server)));
  return parts.join(' ');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;

/** A word of the shell; where it has control characters they are written out, as bash, zsh and POSIX of 2024 read them. */
function quoted(text: string): string {
  if (!CONTROL.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replace(/[\\']/g, '\\$&').replace(new RegExp(CONTROL, 'g'), (character) => {
    const code = character.charCodeAt(0);
    if (character === '\n') return '\\n';
    return code < 0x80 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\xc2\\x${code.toString(16)}`;
  });
  return `$'${escaped}'`;
}

/** Bytes as text; undefined where they are none. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Conversations in protocols of applications, byte by byte: what each side said, call by call. One character is one byte. */
export interface ProtocolSample {
  readonly protocol: string;
  readonly client: readonly string[];
  readonly server: readonly string[];
  /** What is told of it: each request, and its answer behind an arrow. */
  readonly told: readonly string[];
}

const number = (value: number, width: number): string =>
  Array.from({ length: width }, (_, at) => String.fromCharCode((value >>> (8 * (width - 1 - at))) & 0xff)).join('');
const mysql = (sequence: number, payload: string): string =>
  `${String.fromCharCode(payload.length & 0xff, payload.length >> 8, 0, sequence)}${payload}`;
const postgres = (type: string, body: string): string => `${type}${number(body.length + 4, 4)}${body}`;
const start = `${number(196608, 4)}user\0ann\0database\0shop\0\0`;
const binary = (magic: number, operation: number, key: string, value: string, extras: string, status = 0): string =>
  `${number(magic, 1)}${number(operation, 1)}${number(key.length, 2)}${number(extras.length, 1)}\0${number(status, 2)}` +
  `${number(extras.length + key.length + value.length, 4)}${number(7, 4)}${'\0'.repeat(8)}${extras}${key}${value}`;
const record = (type: number, content: string, id = 1): string =>
  `${number(1, 1)}${number(type, 1)}${number(id, 2)}${number(content.length, 2)}\0\0${content}`;
const parameter = (name: string, value: string): string =>
  `${String.fromCharCode(name.length, value.length)}${name}${value}`;

export const PROTOCOL_SAMPLES: readonly ProtocolSample[] = [
  {
    protocol: 'Redis',
    client: [
      '*3\r\n$3\r\nSET\r\n$5\r\ngreet\r\n$11\r\nhello world\r\n',
      '*2\r\n$3\r\nGET\r\n$4\r\nnone\r\n*2\r\n$4\r\nINCR\r\n$1\r\na\r\n',
      '*3\r\n$6\r\nLRANGE\r\n$1\r\nl\r\n$1\r\n0\r\n',
    ],
    server: ['+OK\r\n', '$-1\r\n-ERR value is not an integer\r\n', '*2\r\n$1\r\na\r\n:7\r\n'],
    told: [
      'SET greet "hello world" → OK',
      'GET none → nothing',
      'INCR a → error: ERR value is not an integer (failed)',
      'LRANGE l 0 → 2 values: a, 7',
    ],
  },
  {
    protocol: 'memcached',
    client: ['set k 0 60 5\r\nhello\r\n', 'get k other\r\n', 'delete x\r\n', 'set q 0 0 1 noreply\r\nz\r\n'],
    server: ['STORED\r\n', 'VALUE k 0 5\r\nhello\r\nEND\r\n', 'NOT_FOUND\r\n'],
    told: ['set k, 5 bytes → STORED', 'get k other → 1 item: k, 5 bytes', 'delete x → NOT_FOUND', 'set q, 1 byte'],
  },
  {
    protocol: 'memcached (binary)',
    client: [binary(0x80, 1, 'k', 'hello', '\0'.repeat(8)), binary(0x80, 0, 'none', '', '')],
    server: [binary(0x81, 1, '', '', ''), binary(0x81, 0, '', 'Not found', '', 1)],
    told: ['set k, 5 bytes → ok', 'get none → key not found, 9 bytes'],
  },
  {
    protocol: 'MySQL',
    client: [
      mysql(1, `${'\x08\xa2\0\0'.padEnd(32, '\0')}ann\0\x02xyshop\0`),
      mysql(0, '\x03SELECT name FROM goods'),
      mysql(0, '\x03UPDATE goods SET n=1'),
      mysql(0, '\x03SELEC'),
      mysql(0, '\x01'),
    ],
    server: [
      mysql(0, `\x0a8.0.36\0${'x'.repeat(40)}`),
      mysql(2, '\0\0\0\x02\0\0\0'),
      mysql(1, '\x01') + mysql(2, '\x03defname') + mysql(3, '\x03pen') + mysql(4, '\xfe\0\0\x02\0'),
      mysql(1, '\0\x03\0\x02\0\0\0'),
      mysql(1, '\xff\x28\x04#42000You have an error'),
    ],
    told: [
      'Login as ann to shop → OK, 0 rows changed',
      'SELECT name FROM goods → Rows of 1 column, 4 packets',
      'UPDATE goods SET n=1 → OK, 3 rows changed',
      'SELEC → Error 1064: You have an error (failed)',
      'Quit',
    ],
  },
  {
    protocol: 'PostgreSQL',
    client: [
      `${number(start.length + 4, 4)}${start}`,
      postgres('Q', 'SELECT 1\0'),
      postgres('P', '\0INSERT INTO goods VALUES ($1)\0\0\0') +
        postgres('B', '\0\0\0\0\0\0\0\0') +
        postgres('E', '\0\0\0\0\0') +
        postgres('S', ''),
      postgres('Q', 'SELEC\0'),
      postgres('X', ''),
    ],
    server: [
      postgres('R', number(0, 4)) + postgres('S', 'a\0b\0') + postgres('Z', 'I'),
      postgres('T', '\0\x01') + postgres('D', '\0\x01') + postgres('C', 'SELECT 1\0') + postgres('Z', 'I'),
      postgres('1', '') + postgres('2', '') + postgres('C', 'INSERT 0 1\0') + postgres('Z', 'I'),
      postgres('E', 'SERROR\0C42601\0Msyntax error\0\0') + postgres('Z', 'I'),
    ],
    told: [
      'Login as ann to shop → Ready',
      'SELECT 1 → SELECT 1',
      'INSERT INTO goods VALUES ($1) → INSERT 0 1',
      'SELEC → ERROR 42601: syntax error (failed)',
      'Terminate',
    ],
  },
  {
    protocol: 'FastCGI',
    client: [
      record(1, '\0\x01\0\0\0\0\0\0') +
        record(
          4,
          parameter('REQUEST_METHOD', 'GET') +
            parameter('REQUEST_URI', '/a?b=1') +
            parameter('SCRIPT_FILENAME', '/srv/a.php'),
        ) +
        record(4, '') +
        record(5, ''),
    ],
    server: [
      record(6, 'Status: 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno') +
        record(6, '') +
        record(3, '\0'.repeat(8)),
    ],
    told: ['GET /a?b=1 by /srv/a.php → 404 Not Found, 53 bytes (failed)'],
  },
];

/** One character for each byte. */
export function sampleBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

import { describe, expect, it } from 'vitest';
import { Protocol } from '../../../src/engine/capture/fdList';
import { ipv6Text, socketAddressText } from '../../../src/engine/format/addressText';
import { boundText, connectionText, tupleText } from '../../../src/engine/format/tupleText';
import { socketAddress, socketTuple } from '../../support/addresses';

/** Bytes of groups in network order, all eight given. */
function groups(text: string): Uint8Array {
  return Uint8Array.from(
    text.split(' ').flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]),
  );
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function tuple(bytes: Uint8Array | number[]): string {
  const whole = Uint8Array.from(bytes);
  return tupleText(whole, 0, whole.length);
}

function address(bytes: Uint8Array | number[]): string {
  const whole = Uint8Array.from(bytes);
  return socketAddressText(whole, 0, whole.length);
}

const mapped = (last: number[]): number[] => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...last];
const zero16 = new Array<number>(16).fill(0);

describe('IPv6 addresses', () => {
  it.each([
    ['0 0 0 0 0 0 0 0', '::'],
    ['0 0 0 0 0 0 0 1', '::1'],
    ['2001 db8 0 0 0 0 0 1', '2001:db8::1'],
    ['2001 db8 0 1 1 1 1 1', '2001:db8:0:1:1:1:1:1'],
    ['2001 0 0 1 0 0 0 1', '2001:0:0:1::1'],
    ['1 0 0 2 0 0 3 4', '1::2:0:0:3:4'],
    ['fe80 0 0 0 0 0 0 0', 'fe80::'],
    ['0 0 0 0 0 ffff c0a8 1', '::ffff:192.168.0.1'],
    ['0 0 0 0 0 0 c0a8 1', '::192.168.0.1'],
  ])('%s is %s', (bytes, expected) => {
    expect(ipv6Text(groups(bytes), 0)).toBe(expected);
  });
});

describe('socket addresses', () => {
  it.each(['127.0.0.53:53', '::1:41827', '2001:db8::3:1234', '/var/run/nscd/socket'])('%s', (text) => {
    expect(address(socketAddress(text))).toBe(text);
  });

  it('show an abstract unix address as nothing', () => {
    expect(address([1, 0, ...latin1('name'), 0])).toBe('');
  });

  it('show an IPv4-mapped address as IPv4, and :: as it is', () => {
    expect(address([10, ...mapped([10, 0, 0, 1]), 80, 0])).toBe('10.0.0.1:80');
    expect(address([10, ...zero16, 53, 0])).toBe(':::53');
  });

  it.each([
    [[2, 1, 2, 3], 'INVALID IPv4'],
    [[10, 1, 2, 3], 'INVALID IPv6'],
    [[1], 'INVALID PATH'],
    [[16, 0, 0], 'family 16'],
  ])('%j, which has no such length or family, is %s', (bytes, expected) => {
    expect(address(bytes)).toBe(expected);
  });
});

describe('socket tuples', () => {
  it.each([
    '127.0.0.1:47418->127.0.0.1:8080',
    '0.0.0.0:53->172.17.0.7:46162',
    '::1:38255->2001:4860:4860::8888:53',
    '0->ffff88003c420800 /var/run/nscd/socket',
    'ffff88814a471f80->ffff88814a473600 /run/scn/docker.sock',
  ])('%s', (text) => {
    expect(tuple(socketTuple(text))).toBe(text);
  });

  it('keep the blank before an empty path', () => {
    expect(tuple([1, 10, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0])).toBe('a->b ');
    expect(tuple([1, 10, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0])).toBe('a->b ');
  });

  it('drop unprintable bytes of a path', () => {
    expect(tuple([1, ...new Array<number>(16).fill(0), ...latin1('/a\x01\xe9b'), 0])).toBe('0->0 /ab');
  });

  it('are IPv4 when both ends are mapped or zero, else IPv6', () => {
    const end = [...mapped([10, 0, 0, 1]), 80, 0];
    expect(tuple([10, ...end, ...zero16, 0, 0])).toBe('10.0.0.1:80->0.0.0.0:0');
    expect(tuple([10, ...end, ...zero16.slice(1), 1, 81, 0])).toBe('::ffff:10.0.0.1:80->::1:81');
  });

  it.each([
    [[2, 1, 2, 3], 'INVALID IPv4'],
    [[10, 1, 2, 3], 'INVALID IPv6'],
    [[1, 2, 3], 'INVALID PATH'],
    [[17], 'family 17'],
  ])('%j, which has no such length or family, is %s', (bytes, expected) => {
    expect(tuple(bytes)).toBe(expected);
  });
});

describe('names of connections', () => {
  const ipv4 = socketTuple('10.0.0.1:1000->10.0.0.2:80');

  it.each([
    [Protocol.TCP, '10.0.0.1:1000->10.0.0.2:80'],
    [Protocol.UDP, '10.0.0.1:1000->10.0.0.2:80'],
    [Protocol.ICMP, '10.0.0.1->10.0.0.2'],
    [Protocol.RAW, '10.0.0.1->10.0.0.2'],
    [Protocol.UNKNOWN, '<unknown>'],
  ])('with protocol %i: %s', (protocol, expected) => {
    expect(connectionText(ipv4, protocol)).toBe(expected);
  });

  it('are address and port of a bound socket', () => {
    expect(boundText(socketTuple('0.0.0.0:80->0.0.0.0:0'))).toBe('0.0.0.0:80');
    expect(boundText(Uint8Array.from([10, ...zero16, 53, 0, ...zero16, 0, 0]))).toBe(':::53');
  });
});

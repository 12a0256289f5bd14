import { describe, expect, it } from 'vitest';
import { Protocol } from '../../../src/engine/capture/fdList';
import { portNumber, portOfService, servicePort } from '../../../src/engine/format/portText';

describe('a port', () => {
  it('is its number unless services are to be named', () => {
    expect(portNumber(80)).toBe('80');
  });

  it('is the service that it is registered for with the protocol', () => {
    expect([servicePort(Protocol.TCP)(514), servicePort(Protocol.UDP)(514)]).toEqual(['shell', 'syslog']);
    expect([servicePort(Protocol.TCP)(53), servicePort(Protocol.UDP)(53)]).toEqual(['domain', 'domain']);
  });

  it('is its number where it is registered for the other protocol only, or for none', () => {
    expect([servicePort(Protocol.TCP)(123), servicePort(Protocol.UDP)(123)]).toEqual(['123', 'ntp']);
    expect(servicePort(Protocol.TCP)(49_999)).toBe('49999');
  });

  it('is any service that it is registered for where the protocol is not known', () => {
    expect([servicePort(Protocol.UNKNOWN)(123), servicePort(Protocol.UNKNOWN)(514)]).toEqual(['ntp', 'shell']);
  });
});

describe('a service', () => {
  it('has the port that it is registered for', () => {
    expect([portOfService('ssh'), portOfService('https'), portOfService('no such service')]).toEqual([
      22,
      443,
      undefined,
    ]);
  });
});

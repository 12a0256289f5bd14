/** How the value of a DHCP option is shown. */
export type DhcpValue = 'addresses' | 'text' | 'seconds' | 'number' | 'message' | 'list' | 'bytes';

/** Options of DHCP. Source: the DHCP and BOOTP parameters registry at IANA (RFC 2132). */
const OPTIONS: ReadonlyMap<number, readonly [string, DhcpValue]> = new Map([
  [1, ['Subnet mask', 'addresses']], [3, ['Routers', 'addresses']], [4, ['Time servers', 'addresses']],
  [6, ['Domain name servers', 'addresses']], [12, ['Host name', 'text']], [15, ['Domain name', 'text']], [26, ['Interface MTU', 'number']],
  [28, ['Broadcast address', 'addresses']], [42, ['NTP servers', 'addresses']], [43, ['Vendor specific information', 'bytes']],
  [50, ['Requested address', 'addresses']], [51, ['Lease time', 'seconds']], [53, ['Message type', 'message']],
  [54, ['Server identifier', 'addresses']], [55, ['Parameter request list', 'list']], [56, ['Message', 'text']],
  [57, ['Maximum message size', 'number']], [58, ['Renewal time', 'seconds']], [59, ['Rebinding time', 'seconds']],
  [60, ['Vendor class', 'text']], [61, ['Client identifier', 'bytes']], [66, ['TFTP server name', 'text']], [67, ['Boot file name', 'text']],
  [81, ['Client FQDN', 'bytes']], [82, ['Relay agent information', 'bytes']], [93, ['Client architecture', 'number']],
  [114, ['Captive portal', 'text']], [119, ['Domain search', 'bytes']], [121, ['Classless static routes', 'bytes']],
]);

export function dhcpOption(code: number): readonly [string, DhcpValue] {
  return OPTIONS.get(code) ?? [`Option ${code}`, 'bytes'];
}

const MESSAGES: readonly string[] = [
  '', 'Discover', 'Offer', 'Request', 'Decline', 'ACK', 'NAK', 'Release', 'Inform', 'Force Renew', 'Lease query', 'Lease Unassigned',
  'Lease Unknown', 'Lease Active',
];

export function dhcpMessageName(type: number): string {
  return MESSAGES[type] ?? `Unknown (${type})`;
}

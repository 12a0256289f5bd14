/** Options of IPv4. Source: the IP option numbers registry at IANA. */
const OPTIONS: ReadonlyMap<number, string> = new Map([
  [0, 'End of options'], [1, 'No operation'], [7, 'Record route'], [68, 'Time stamp'], [82, 'Traceroute'], [130, 'Security'],
  [131, 'Loose source route'], [134, 'Commercial security'], [136, 'Stream id'], [137, 'Strict source route'], [148, 'Router alert'],
]);

export function ipOptionName(type: number): string {
  return OPTIONS.get(type) ?? `Option ${type}`;
}

/** Options of IPv6's hop-by-hop and destination headers. Source: the IPv6 parameters registry at IANA. */
const OPTIONS_6: ReadonlyMap<number, string> = new Map([
  [0x00, 'Pad1'], [0x01, 'PadN'], [0x04, 'Tunnel encapsulation limit'], [0x05, 'Router alert'], [0x07, 'CALIPSO'], [0x0f, 'PDM'],
  [0x1e, 'Experiment'], [0x26, 'Quick-start'], [0x63, 'RPL'], [0xc2, 'Jumbo payload'], [0xc9, 'Home address'],
]);

export function ipv6OptionName(type: number): string {
  return OPTIONS_6.get(type) ?? `Option ${type}`;
}

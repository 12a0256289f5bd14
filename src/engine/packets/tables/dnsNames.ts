/** Types of DNS records. Source: the DNS parameters registry at IANA, as tshark shortens them. */
const RECORD_TYPES: ReadonlyMap<number, string> = new Map([
  [1, 'A'], [2, 'NS'], [3, 'MD'], [4, 'MF'], [5, 'CNAME'], [6, 'SOA'], [7, 'MB'], [8, 'MG'], [9, 'MR'], [10, 'NULL'], [11, 'WKS'],
  [12, 'PTR'], [13, 'HINFO'], [14, 'MINFO'], [15, 'MX'], [16, 'TXT'], [17, 'RP'], [18, 'AFSDB'], [19, 'X25'], [20, 'ISDN'], [21, 'RT'],
  [22, 'NSAP'], [23, 'NSAP-PTR'], [24, 'SIG'], [25, 'KEY'], [26, 'PX'], [27, 'GPOS'], [28, 'AAAA'], [29, 'LOC'], [30, 'NXT'], [31, 'EID'],
  [32, 'NIMLOC'], [33, 'SRV'], [34, 'ATMA'], [35, 'NAPTR'], [36, 'KX'], [37, 'CERT'], [38, 'A6'], [39, 'DNAME'], [40, 'SINK'], [41, 'OPT'],
  [42, 'APL'], [43, 'DS'], [44, 'SSHFP'], [45, 'IPSECKEY'], [46, 'RRSIG'], [47, 'NSEC'], [48, 'DNSKEY'], [49, 'DHCID'], [50, 'NSEC3'],
  [51, 'NSEC3PARAM'], [52, 'TLSA'], [53, 'SMIMEA'], [55, 'HIP'], [56, 'NINFO'], [57, 'RKEY'], [58, 'TALINK'], [59, 'CDS'], [60, 'CDNSKEY'],
  [61, 'OPENPGPKEY'], [62, 'CSYNC'], [63, 'ZONEMD'], [64, 'SVCB'], [65, 'HTTPS'], [99, 'SPF'], [108, 'EUI48'], [109, 'EUI64'],
  [249, 'TKEY'], [250, 'TSIG'], [251, 'IXFR'], [252, 'AXFR'], [253, 'MAILB'], [254, 'MAILA'], [255, 'ANY'], [256, 'URI'], [257, 'CAA'],
]);

/** Name of a record type; one without a name is shown by its number. */
export function recordTypeName(type: number): string {
  return RECORD_TYPES.get(type) ?? `Unknown (${type})`;
}

const CLASSES: ReadonlyMap<number, string> = new Map([[1, 'IN'], [3, 'CH'], [4, 'HS'], [254, 'NONE'], [255, 'ANY']]);

export function recordClassName(recordClass: number): string {
  return CLASSES.get(recordClass) ?? `Unknown (${recordClass})`;
}

const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [0, 'Standard query'], [1, 'Inverse query'], [2, 'Server status request'], [4, 'Zone change notification'], [5, 'Dynamic update'],
  [6, 'DNS Stateful operations (DSO)'],
]);

export function operationName(operation: number): string {
  return OPERATIONS.get(operation) ?? `Unknown operation (${operation})`;
}

/** What a response code says in a summary line; 0, "No error", is not said there. Source: RFC 1035, 2136, 6895. */
const RESPONSE_CODES: ReadonlyMap<number, string> = new Map([
  [0, 'No error'], [1, 'Format error'], [2, 'Server failure'], [3, 'No such name'], [4, 'Not implemented'], [5, 'Refused'],
  [6, 'Name exists'], [7, 'RRset exists'], [8, 'RRset does not exist'], [9, 'Not authoritative'], [10, 'Name out of zone'],
  [11, 'DSO-TYPE not implemented'], [16, 'Bad EDNS version'], [17, 'Key not recognized'], [18, 'Signature out of time window'],
  [19, 'Bad TKEY mode'], [20, 'Duplicate key name'], [21, 'Algorithm not supported'], [22, 'Bad Truncation'], [23, 'Bad/missing Server Cookie'],
]);

export function responseCodeText(code: number): string {
  return RESPONSE_CODES.get(code) ?? `Unknown error (${code})`;
}

/** Options of EDNS. Source: the DNS EDNS0 option codes registry at IANA. */
const EDNS_OPTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'LLQ'], [2, 'UL'], [3, 'NSID'], [5, 'DAU'], [6, 'DHU'], [7, 'N3U'], [8, 'Client subnet'], [9, 'Expire'], [10, 'Cookie'],
  [11, 'TCP keepalive'], [12, 'Padding'], [13, 'Chain'], [14, 'Key tag'], [15, 'Extended DNS error'],
]);

export function ednsOptionName(code: number): string {
  return EDNS_OPTIONS.get(code) ?? `Option ${code}`;
}

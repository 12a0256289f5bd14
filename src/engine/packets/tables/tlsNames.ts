/** Kinds of TLS records. Source: the TLS parameters registry at IANA. */
const CONTENT_TYPES: ReadonlyMap<number, string> = new Map([
  [20, 'Change Cipher Spec'], [21, 'Alert'], [22, 'Handshake'], [23, 'Application Data'], [24, 'Heartbeat'],
]);

export function tlsContentName(type: number): string | undefined {
  return CONTENT_TYPES.get(type);
}

const HANDSHAKES: ReadonlyMap<number, string> = new Map([
  [0, 'Hello Request'], [1, 'Client Hello'], [2, 'Server Hello'], [4, 'New Session Ticket'], [5, 'End of Early Data'],
  [8, 'Encrypted Extensions'], [11, 'Certificate'], [12, 'Server Key Exchange'], [13, 'Certificate Request'], [14, 'Server Hello Done'],
  [15, 'Certificate Verify'], [16, 'Client Key Exchange'], [20, 'Finished'], [22, 'Certificate Status'], [24, 'Key Update'],
]);

/** Undefined for what is no handshake message: it is encrypted. */
export function tlsHandshakeName(type: number): string | undefined {
  return HANDSHAKES.get(type);
}

const EXTENSIONS: ReadonlyMap<number, string> = new Map([
  [0, 'server_name'], [1, 'max_fragment_length'], [5, 'status_request'], [10, 'supported_groups'], [11, 'ec_point_formats'],
  [13, 'signature_algorithms'], [14, 'use_srtp'], [15, 'heartbeat'], [16, 'application_layer_protocol_negotiation'],
  [18, 'signed_certificate_timestamp'], [21, 'padding'], [22, 'encrypt_then_mac'], [23, 'extended_master_secret'],
  [27, 'compress_certificate'], [28, 'record_size_limit'], [35, 'session_ticket'], [41, 'pre_shared_key'], [42, 'early_data'],
  [43, 'supported_versions'], [44, 'cookie'], [45, 'psk_key_exchange_modes'], [47, 'certificate_authorities'],
  [49, 'post_handshake_auth'], [50, 'signature_algorithms_cert'], [51, 'key_share'], [57, 'quic_transport_parameters'],
  [65037, 'encrypted_client_hello'], [65281, 'renegotiation_info'],
]);

export function tlsExtensionName(type: number): string {
  return EXTENSIONS.get(type) ?? `extension ${type}`;
}

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0300, 'SSLv3'], [0x0301, 'TLSv1'], [0x0302, 'TLSv1.1'], [0x0303, 'TLSv1.2'], [0x0304, 'TLSv1.3'],
]);

export function tlsVersionName(version: number): string | undefined {
  return VERSIONS.get(version);
}

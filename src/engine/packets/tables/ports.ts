/** Ports at which datagrams are read as a protocol. Source: the service names and port numbers registry at IANA; flannel's own. */
export const UdpPort = {
  DNS: 53,
  DHCP_SERVER: 67,
  DHCP_CLIENT: 68,
  VXLAN: 4789,
  MDNS: 5353,
  LLMNR: 5355,
  GENEVE: 6081,
  /** IPv4 and IPv6 packets without any header of the overlay's own. */
  FLANNEL_UDP: 8285,
  /** VXLAN as Linux had it before its port was registered, and as flannel uses it. */
  LINUX_VXLAN: 8472,
  WIREGUARD: 51820,
} as const;

/** Ports whose streams begin as HTTP/1 does, as tshark has them. */
export const HTTP_PORTS: ReadonlySet<number> = new Set([80, 3128, 3132, 5985, 8080, 8088, 11371, 1900, 2869, 2710]);

export const DNS_PORT = 53;

/** Ports whose streams are TLS. */
export const TLS_PORTS: ReadonlySet<number> = new Set([
  261, 443, 448, 465, 563, 614, 636, 684, 695, 832, 853, 989, 990, 992, 993, 994, 995, 1443, 2221, 4433, 4433, 5061, 5986, 8443, 8531,
  8888, 10250,
]);

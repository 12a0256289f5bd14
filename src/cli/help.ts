/** What `--help` prints. */
export const HELP = `Usage: scaplens -r FILE [options] [filter]
       scaplens info FILE [--json]
       scaplens fields [--markdown]
       scaplens packets -r FILE [options] [filter]
       scaplens http|dns|streams|files -r FILE [options] [filter]
       scaplens capture HOST... -o FILE [options]

Prints the events of a system-call capture, one line each. The options are those of sysdig.
With info, prints what the capture holds and what it lacks.
With fields, prints the fields that filters and formats can name, as -l does, or as a page in Markdown.
With packets, prints the network packets among the data of events, as tshark prints them.
With http and dns, prints requests and questions with their answers, chained across processes.
With streams and files, prints what was read and written, connection by connection and file by file.
With capture, records on hosts that ssh reaches; sysdig has to be there.

Which events
  -r, --read FILE         the capture, plain or gzip. Several -r, or a .scaptimeline file, which lists captures, make one
                          timeline: events of all hosts in order of time, with host.name beside their numbers
  -n, --numevents NUM     stop after NUM events; internal events, which are not printed, count
  -M SECONDS              stop that long after the first event
  --sort time             events in order of time instead of the file's; they keep their numbers, and -n counts in that
                          order. Captures with a buffer for each CPU need it: scaplens info says so
  -d, --displayflt        the filter chooses lines only: -n, -M and -S count all events

What a line shows
  -p, --print FORMAT      text with %field and %WIDTHfield in it; * before it: also events that lack a field;
                          \\n \\t \\e \\\\ mean newline, tab, escape and backslash
      -pc, -pk, -pm       with the container, the Kubernetes pod, the Mesos task
      -pp                 print the format that would be used
  -t, --timetype LETTER   what evt.outputtime is: h time of day, a seconds since 1970, r since the first event,
                          d since the call was entered, D since the line before
  -A, --print-ascii       data as text with its line ends
  -x, --print-hex         data in hexadecimal
  -X, --print-hex-ascii   data in hexadecimal and as text
  -b, --print-base64      data in base64
  -R, --resolve-ports     ports by the names of their services
  -N                      for compatibility: ports as numbers, as they are anyway
  -j, --json              each event as a JSON object
  -v, --verbose           data in full, and at the end how much was read, on standard error

What else
  -c, --chisel NAME [ARGUMENTS]
                          run a chisel instead of printing events; -cl lists them
  -q, --quiet             print no events
  -S, --summary           at the end, how often each event was there
  -P, --progress          how far the reading is, on standard error
  -w, --write FILE        write the events to a capture, and print none
  -z, --compress          compress that capture
  -F, --fatfile           for compatibility: what is written always has all the state that it needs
      --inflate-limit BYTES
                          how much a compressed capture may inflate to, instead of 64 GiB or 200 times its size
  -l, --list              list the fields
  -L, --list-events       list the events and their parameters
  -h, --help              print this
      --version           print the version

Options of packets
      --hops              under each packet every place where it was seen: process, call and what changed
      --split-hops        each place where a packet was seen is a packet of its own
  -V, --tree              under each packet its layers and fields, with their bytes
  -j, --json              each packet as a JSON object
  -w, --pcapng FILE       write the packets to a file for Wireshark, and print none

Options of http, dns, streams and files
  -r, --read FILE         the capture, plain or gzip; the filter chooses by the events that something is made of
  -j, --json              one JSON object a line
      --bodies            of http: the bodies as well, without chunks and compression
      --requests          of streams: below each what was asked and answered, in Redis, memcached, MySQL, PostgreSQL
                          and FastCGI
  -e, --event NUMBER      of streams and files: print the conversation, or the file, that this event is about
  -w, --pcapng FILE       of streams: write the conversations of sockets as packets to a file for Wireshark, and print
                          none; with --event, the one conversation

Options of capture
  -o, --output FILE       where to write; %h in the name stands for the host, as several hosts need it
  -M, --seconds SECONDS   stop after that long; otherwise Ctrl+C stops
      --size BYTES        stop after so much; 500M means 500 million
      --keep-seconds SECONDS
                          keep only the last so many seconds; what is older is dropped while it runs
      --keep-size BYTES   keep only the last so many bytes
  -s, --snaplen BYTES     how much to keep of each data buffer, instead of 8192
  -f, --filter FILTER     record only what this filter keeps; the sysdig on the host has to know it
  -z, --compress          compress on the way
      --privilege WAY     none, sudo (without a password; the usual way), sudo-password or doas
      --driver NAME       automatic, modern-bpf or kernel-module
  -k, --k8s-api URL       ask this Kubernetes API server for pods
      --command COMMAND   run this shell command on the host once the capture has begun, and end with it
  -F, --ssh-config FILE   configuration of ssh to use instead of one's own
      --check             record nothing: say what the host lacks, and what would run there

The filter may be several words. One that begins with a dash goes after --.
Examples:
  scaplens -r dns.scap proc.name=curl and fd.port in '(53, 80)'
  scaplens -r dns.scap -A -p '%evt.time %proc.name %evt.arg.data' evt.is_io=true and evt.dir='<'
`;

/** What the session says of requests with their answers. */

/** A request or a question in the list, indented below the one that caused it. Texts are the capture's own. */
export interface TransactionLine {
  /** Its place among all transactions of the capture, as `transaction` takes it. */
  readonly id: number;
  readonly depth: number;
  /** `call`: of Redis, memcached, MySQL, PostgreSQL or FastCGI; its request begins with the protocol's name. */
  readonly kind: 'http' | 'dns' | 'call';
  /** Its first event. */
  readonly number: number;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  /** The process that asked and the one that answered; its address, or `?`, where the capture does not have it. */
  readonly from: string;
  readonly to: string;
  readonly request: string;
  /** Why there is none, where there is no answer. */
  readonly answer: string;
  readonly answered: boolean;
  /** The answer says that it did not work. */
  readonly failed: boolean;
  /** ns from the end of the request to the beginning of the answer; null without one. */
  readonly latency: number | null;
  /** Names of headers that the request has and the one above it does not. */
  readonly added: readonly string[];
  /** What the client asked of name services before it connected for this request; null where it asked nothing. */
  readonly lookup: TransactionLookup | null;
}

/** The time that a request had to wait for the name of its server. */
export interface TransactionLookup {
  /** `8.55s of DNS before the connection: 12 questions for backend, 2 of them not answered`. */
  readonly text: string;
  /** ns from the first question to the connection. */
  readonly duration: number;
  /** The event of the first question, and the one that made the connection. */
  readonly number: number;
  readonly connected: number;
}

export interface TransactionPage {
  /** Transactions that have an event of the selection, and all. */
  readonly count: number;
  readonly total: number;
  /** Streams that were not looked into, because they are too long. */
  readonly skipped: number;
  readonly from: number;
  readonly lines: readonly TransactionLine[];
}

/** A request or a response with all that it has; of DNS, its records stand as headers. */
export interface TransactionMessage {
  readonly title: string;
  readonly line: string;
  readonly headers: readonly { readonly name: string; readonly value: string; readonly added: boolean }[];
  readonly firstEvent: number;
  readonly lastEvent: number;
  /** The body as text, JSON in lines; without chunks and compression. */
  readonly body: string;
  readonly mediaType: string;
  /** Why this is not all of the body, as sentences. */
  readonly lack: string;
}

export interface TransactionView {
  readonly line: TransactionLine;
  readonly messages: readonly TransactionMessage[];
  /** A command line that sends the request again; null where it is none of HTTP, or not in the capture. */
  readonly curl: string | null;
}

/** Who sends or gets messages: the processes of one name in one container, or an address that the capture has no process of. */
export interface Participant {
  readonly name: string;
  /** Id of the container; empty on the host, and outside. */
  readonly container: string;
  readonly outside: boolean;
}

/** A line of the sequence of messages: a request, an answer, or a time in which nothing was said. */
export interface SequenceLine {
  /** The transaction that it is of, as `transaction` takes it; of a pause, the one that ends it. */
  readonly id: number;
  readonly kind: 'request' | 'answer' | 'pause';
  /** The event that sent the request or received the answer; of a pause, the one that ended it. */
  readonly number: number;
  /** `HH:MM:SS.nnnnnnnnn`. */
  readonly time: string;
  /** How many requests it was sent to answer. */
  readonly depth: number;
  /** Who sends and who gets it: places among the participants. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** ns: how long an answer took or a pause was; null of a request. */
  readonly duration: number | null;
  /** A request that has an answer. */
  readonly answered: boolean;
  /** An answer that says that it did not work. */
  readonly failed: boolean;
  /** Names of headers that a request has and the one that caused it does not. */
  readonly added: readonly string[];
}

export interface SequencePage {
  readonly count: number;
  /** All of them, in the order in which they come in. */
  readonly participants: readonly Participant[];
  readonly from: number;
  readonly lines: readonly SequenceLine[];
}

/** Questions about requests with their answers. `id`s are those of the latest list; they change as the capture grows. */
export interface TransactionMethods {
  /** At most 500 transactions that have an event of the selection, with those that they caused. */
  transactions(params: { selection: number; from: number; count: number }): TransactionPage;
  transaction(params: { id: number }): TransactionView;
  /** Where in the list of a selection the latest transaction stands that an event is part of; -1: it is part of none. */
  transactionPlace(params: { selection: number; number: number }): { readonly index: number };
  /** At most 500 messages of the transactions that `transactions` lists, in the order of time. */
  sequence(params: { selection: number; from: number; count: number }): SequencePage;
  /** Where among them the latest message stands that an event is part of; -1: it is part of none. */
  sequencePlace(params: { selection: number; number: number }): { readonly index: number };
  /** The requests of HTTP that have an event of the selection, as an HTTP archive (HAR 1.2). */
  httpArchive(params: { selection: number }): { readonly text: string; readonly entries: number };
}

import Testing

/// Whole calls over real sockets, one test after the other: each is many sockets and timers, and shares two cores.
@Suite("End to end", .serialized, .timeLimit(.minutes(15)))
enum EndToEnd {}
